"""Notify the people whom a move of an article, a statement or a comment concerns."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from desk.notifications.kinds import Kind
from desk.notifications.queue import notify, take_back
from desk.staff import staff_with

from .. import permissions
from ..models import Article, Comment, StatementVersion, Version

if TYPE_CHECKING:
    from django.contrib.auth.models import User

SEE, WRITE, APPROVE, SIGN, PUBLISH = (
    f"articles.{right}_article" for right in ("view", "submit", "approve", "sign", "publish")
)


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
STAGES = [TOLD[verb][0] for verb in ("submitted", "sent back", "approved")]
MENTION = Kind("mention", _("Comments that ask you"), _("A comment asks you: “%(subject)s”"), (SEE,))
COMMENT = Kind("comment", _("Comments on your articles"), _("A comment on your article: “%(subject)s”"), (WRITE,))
REPLY = Kind("reply", _("Answers to your comments"), _("An answer to a comment: “%(subject)s”"), (SEE,))
STATEMENT_TO_APPROVE = Kind(
    "statement-to-approve", _("Statements to read"), _("A statement to read and approve: “%(subject)s”"), (APPROVE,)
)
STATEMENT_APPROVED = Kind(
    "statement-approved", _("Statements approved"), _("The statement was approved: “%(subject)s”"), (WRITE,)
)
STATEMENT_TO_SIGN = Kind(
    "statement-to-sign",
    _("Statements to sign"),
    _("A statement for a clinician to sign: “%(subject)s”"),
    (SIGN,),
)
STATEMENT_SIGNED = Kind(
    "statement-signed", _("Statements signed"), _("A clinician signed the statement: “%(subject)s”"), (WRITE,)
)
STATEMENT_VOIDED = Kind(
    "statement-voided",
    _("Statements that you signed, and that changed"),
    _("A new version took the place of the statement that you signed: “%(subject)s”"),
    (SIGN,),
)
KINDS = (
    *(kind for kind, _recipients in TOLD.values()),
    *(MENTION, COMMENT, REPLY),
    *(STATEMENT_TO_APPROVE, STATEMENT_APPROVED, STATEMENT_TO_SIGN, STATEMENT_SIGNED, STATEMENT_VOIDED),
)


def notify_of_move(article: Article, verb: str, *, by: User, concerns: User | None, at: datetime) -> None:
    """Queue what is told of this move, in its transaction. Nobody is told what they did themselves."""
    if verb not in TOLD:
        return
    kind, recipients = TOLD[verb]
    if kind in STAGES or kind.name == "published":
        withdraw_stages(article)
    people = [person for person in (*recipients(article), concerns) if person and person != by]
    notify(kind, people, subject=article.title, link=_link(article), at=at)


def withdraw_stages(article: Article) -> None:
    """Take back what the next stage, or another text, makes out of date. One query."""
    take_back(_link(article), STAGES)


def notify_of_comment(comment: Comment) -> None:
    """Queue one notification for each person, who is asked, answered, or a writer of the article. It quotes nothing."""
    thread = comment.thread
    written = thread.comments.exclude(pk=comment.pk).select_related("by")
    concerned: dict[User, Kind] = dict.fromkeys(_writers(thread.article), COMMENT)
    concerned |= {person: REPLY for person in (thread.opened_by, *(one.by for one in written)) if person}
    if comment.mentions:
        concerned[comment.mentions] = MENTION
    readers = {person: told for person, told in concerned.items() if permissions.may_comment(person)}
    for kind in (MENTION, REPLY, COMMENT):
        people = [person for person, told in readers.items() if told == kind and person != comment.by]
        link = f"{_link(thread.article)}#thread-{thread.pk}"
        notify(kind, people, subject=thread.article.title, link=link, at=comment.at)


def notify_of_statement(
    version: StatementVersion, kind: Kind, people: Iterable[User], *, by: User, at: datetime
) -> None:
    """Queue a notification of a statement's version for these people, but for who did it."""
    link = reverse("admin:articles_statementversion_change", args=[version.pk])
    take_back(link, [STATEMENT_TO_APPROVE])
    notify(kind, [person for person in people if person != by], subject=version.title, link=link, at=at)


def _link(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])
