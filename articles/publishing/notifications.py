"""Notify the people whom a move of an article concerns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from desk.models import Notification
from desk.notifications.kinds import Kind
from desk.notifications.queue import notify

from ..models import Article, Version

if TYPE_CHECKING:
    from django.db.models import QuerySet

WRITE, APPROVE, SIGN, PUBLISH = (f"articles.{right}_article" for right in ("submit", "approve", "sign", "publish"))


def staff_with(right: str) -> QuerySet[User]:
    return User.objects.with_perm(right).filter(is_staff=True)


def _readers(article: Article) -> list[User]:
    """Those who may approve or sign it and wrote none of it."""
    writers = Version.objects.of_the_next_edition().filter(article=article).values("saved_by")
    return [*staff_with(APPROVE).exclude(pk__in=writers), *staff_with(SIGN).exclude(pk__in=writers)]


def _writers(article: Article) -> list[User]:
    """Its owner, and who submitted it last: sending it back has cleared `submitted_by`."""
    submission = article.moves.filter(verb="submitted").select_related("by").first()
    return [person for person in (article.owner, submission and submission.by) if person]


def _writers_and_publishers(article: Article) -> list[User]:
    return [*_writers(article), *staff_with(PUBLISH)]


# By the move's verb: the kind, and whom it concerns beside the person whom the move names.
TOLD: dict[str, tuple[Kind, Callable[[Article], list[User]]]] = {
    "submitted": (
        Kind("submitted", _("Articles to read"), _("To read and approve: “%(subject)s”"), (APPROVE, SIGN)),
        _readers,
    ),
    "sent back": (Kind("sent-back", _("Articles sent back"), _("Sent back: “%(subject)s”"), (WRITE,)), _writers),
    "approved": (
        Kind("approved", _("Articles approved"), _("Approved, and ready to publish: “%(subject)s”"), (WRITE, PUBLISH)),
        _writers_and_publishers,
    ),
    "signed": (Kind("signed", _("Articles signed"), _("Signed by a clinician: “%(subject)s”"), (WRITE,)), _writers),
    "voided a signature": (
        Kind(
            "signature-voided",
            _("Signatures that no longer hold"),
            _("A signature no longer covers the text: “%(subject)s”"),
            (SIGN, WRITE),
        ),
        _writers,
    ),
    "published": (
        Kind("published", _("Articles published"), _("Published, or set for a date: “%(subject)s”"), (WRITE,)),
        _writers,
    ),
}
# The next stage of an article, or another text, makes these out of date.
STAGES = [TOLD[verb][0].name for verb in ("submitted", "sent back", "approved")]


def notify_of_move(article: Article, verb: str, *, by: User, concerns: User | None, at: datetime) -> None:
    """Queue what is told of this move, in its transaction. Nobody is told what they did themselves."""
    if verb not in TOLD:
        return
    kind, recipients = TOLD[verb]
    if kind.name in {*STAGES, "published"}:
        take_back(article)
    people = [person for person in (*recipients(article), concerns) if person and person != by]
    notify(kind, people, subject=article.title, link=_link(article), at=at)


def take_back(article: Article) -> None:
    """Delete what is out of date and nobody has read or been mailed. One query."""
    Notification.objects.unread().filter(link=_link(article), kind__in=STAGES, sent_at=None).delete()


def _link(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])
