"""Label where an article stands, in one word for the desk: its status, or “scheduled”, or “withdrawn”."""

from datetime import datetime
from typing import Protocol, cast

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from ..models import Article, Edition, Status


class _PublicPage(Protocol):
    """What `with_public_page` annotates."""

    live_number: int | None
    withdrawn_number: int | None
    waiting_from: datetime | None


def with_public_page(articles: QuerySet[Article], *, at: datetime) -> QuerySet[Article]:
    """Annotate each article with its state for readers.

    `live_number` is the number of the edition that they see, `withdrawn_number` that of the withdrawn one, and
    `waiting_from` the moment from which a scheduled edition is public. Each is None where there is none.
    """
    own = Edition.objects.filter(article=OuterRef("pk"))
    return articles.annotate(
        live_number=Subquery(own.visible(at=at).values("number")[:1]),
        withdrawn_number=Subquery(own.live(at=at).filter(withdraw_at__lte=at).values("number")[:1]),
        waiting_from=Subquery(own.waiting(at=at).values("publish_at")[:1]),
    )


def in_words(article: Article, *, is_waiting: bool, is_withdrawn: bool) -> str:
    """The label, translated. `is_waiting`: an edition is scheduled. `is_withdrawn`: the live one is withdrawn."""
    if is_waiting and article.status == Status.PUBLISHED:
        return _("scheduled")
    if is_withdrawn and article.status in {Status.DRAFT, Status.PUBLISHED}:
        return _("withdrawn")
    return article.get_status_display()


def of_listed(article: Article) -> str:
    """The label of an article from `with_public_page`. No query."""
    page = cast(_PublicPage, article)
    return in_words(article, is_waiting=page.waiting_from is not None, is_withdrawn=page.withdrawn_number is not None)
