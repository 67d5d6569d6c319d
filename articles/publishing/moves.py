"""What all moves share: the refusals, the change of status, and the line of history."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from .. import permissions
from ..documents import Document
from ..models import Article, Move, Version

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class Refused(Exception):  # noqa: N818 (a refusal is an answer, not an accident)
    """The move may not be made. The text is for the person who tried."""


class Conflict(Refused):
    """Somebody else saved in between. Nothing was written; both texts are here."""

    def __init__(self, *, base: Document, yours: Document, theirs: Version):
        super().__init__(_("Somebody else saved this article while you were writing."))
        self.base, self.yours, self.theirs = base, yours, theirs


def refuse_unless(condition: object, text: str) -> None:
    if not condition:
        raise Refused(text)


def refuse_another_text(article: Article, expected: int | None) -> None:
    """`expected` is the number of the version that the person has read; None asks nothing."""
    latest = article.versions.newest()
    is_same = expected is None or (latest is not None and latest.number == expected)
    refuse_unless(is_same, _("The text was changed while you read it. Look at what changed, then try again."))


def change_status(article: Article, status: str, to: str, text: str, **fields: object) -> None:
    """From one status to the next. Where two people race, the conditional update lets one of them through."""
    moved = Article.objects.filter(pk=article.pk, status=status).update(status=to, **fields)
    refuse_unless(moved, text)
    article.refresh_from_db(fields=["status", "submitted_by", "approved_by"])


def record(article: Article, verb: str, *, by: User, note: str = "", at: datetime | None = None) -> None:
    Move.objects.create(article=article, verb=verb, by=by, note=note, at=at or timezone.now())


def public_name(user: User) -> str:
    """For readers. Never the name to log in with: it is half of a key."""
    if user.get_username() == permissions.CONTENT_PACK_USERNAME:
        return _("the content that came with the site")
    return user.get_full_name() or _("an editor of this site")
