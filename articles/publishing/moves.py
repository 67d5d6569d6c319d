"""Provide what all moves share: refusal, conflict, change of status, line of history."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from .. import permissions
from ..documents import Document
from ..models import Article, Move, Version
from .notifications import notify_of_move

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class Refused(Exception):  # noqa: N818 (a refusal is an expected answer)
    """The move is not allowed. The message is for the person who tried it."""


class Conflict(Refused):
    """Somebody else saved a newer version. Nothing was written.

    `base` is the version that the editor started from, `yours` the refused text, `theirs` the newest version.
    """

    def __init__(self, *, base: Document, yours: Document, theirs: Version) -> None:
        super().__init__(_("Somebody else saved this article while you were writing."))
        self.base, self.yours, self.theirs = base, yours, theirs


def refuse_unless(condition: object, text: str) -> None:
    """Raise Refused with the text when the condition is false."""
    if not condition:
        raise Refused(text)


def refuse_another_text(article: Article, expected: int | None) -> None:
    """Raise Refused when `expected`, the version that the person has read, isn't the newest. None checks nothing."""
    latest = article.versions.newest()
    is_same = expected is None or (latest is not None and latest.number == expected)
    refuse_unless(is_same, _("The text was changed while you read it. Look at what changed, then try again."))


def change_status(article: Article, status: str, to: str, text: str, **fields: object) -> None:
    """Change the status from `status` to `to`, and other fields with it, and reload them.

    Raises Refused with the text when the row has another status: of two people at once, the conditional update lets
    only one succeed.
    """
    moved = Article.objects.filter(pk=article.pk, status=status).update(status=to, **fields)
    refuse_unless(moved, text)
    article.refresh_from_db(fields=["status", "submitted_by", "approved_by"])


def record(  # noqa: PLR0913 (each is named where it is called)
    article: Article,
    verb: str,
    *,
    by: User,
    note: str = "",
    concerns: User | None = None,
    at: datetime | None = None,
) -> None:
    """Add one line to the article's history, and notify those whom it concerns, `concerns` among them."""
    at = at or timezone.now()
    Move.objects.create(article=article, verb=verb, by=by, note=note, at=at)
    notify_of_move(article, verb, by=by, concerns=concerns, at=at)


def public_name(user: User) -> str:
    """A person's name for readers. Never the user name, which is one half of the log-in."""
    if user.get_username() == permissions.CONTENT_PACK_USERNAME:
        return _("the content that came with the site")
    return user.get_full_name() or _("an editor of this site")
