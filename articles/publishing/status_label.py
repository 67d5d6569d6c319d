"""Where an article stands, in one word for the desk: its working copy's status, unless readers see something else."""

from __future__ import annotations

from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from ..models import Article, Edition, Status


def with_public_page(articles: QuerySet[Article], *, at: datetime) -> QuerySet[Article]:
    """Each with the number of the edition that readers see (`live_number`), or that was withdrawn from them
    (`withdrawn_number`), and with the moment for which another is set (`waiting_from`)."""
    own = Edition.objects.filter(article=OuterRef("pk"))
    return articles.annotate(
        live_number=Subquery(own.visible(at=at).values("number")[:1]),
        withdrawn_number=Subquery(own.live(at=at).filter(withdraw_at__lte=at).values("number")[:1]),
        waiting_from=Subquery(own.filter(publish_at__gt=at).values("publish_at")[:1]),
    )


def in_words(article: Article, *, is_waiting: bool, is_withdrawn: bool) -> str:
    if is_waiting and article.status == Status.PUBLISHED:
        return _("scheduled")
    if is_withdrawn and article.status in {Status.DRAFT, Status.PUBLISHED}:
        return _("withdrawn")
    return article.get_status_display()


def of_listed(article) -> str:
    """Of one that `with_public_page` gave."""
    return in_words(
        article, is_waiting=article.waiting_from is not None, is_withdrawn=article.withdrawn_number is not None
    )
