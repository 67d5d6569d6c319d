"""Review a saved text: submit it, send it back, approve it, override a check, reopen it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import checks, permissions
from ..checks.safety import ASKED_BY, own_words_that_stand
from ..checks.text_blocks import said
from ..documents import Document
from ..models import Article, Override, OwnWords, Status
from .moves import change_status, public_name, record, refuse_another_text, refuse_unless

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LONGEST_OVERRIDE = timedelta(days=90)


@transaction.atomic
def submit(
    article: Article, *, by: User, note: str = "", expected: int | None = None, at: datetime | None = None
) -> None:
    """Submit the newest version, which must be `expected`: nobody submits a version that they haven't read."""
    refuse_another_text(article, expected)
    refuse_unless(permissions.may_submit_at_all(by, article), _("You may not submit this article for review."))
    refuse_unless(article.versions.exists(), _("Save the article first: there is nothing to review yet."))
    change_status(article, Status.DRAFT, Status.IN_REVIEW, _("Only a draft can be submitted."), submitted_by=by)
    record(article, "submitted", by=by, note=note, at=at)


@transaction.atomic
def reopen(article: Article, *, by: User, note: str = "", at: datetime | None = None) -> None:
    """Make a published article a draft without a change of its text, for a new signature or review."""
    refuse_unless(permissions.may_submit_at_all(by, article), _("You may not reopen this article."))
    change_status(
        article,
        Status.PUBLISHED,
        Status.DRAFT,
        _("Only a published article can be reopened."),
        submitted_by=None,
        approved_by=None,
    )
    record(article, "reopened", by=by, note=note, at=at)


@transaction.atomic
def send_back(article: Article, *, by: User, reason: str, at: datetime | None = None) -> None:
    """Return an article in review, or approved, to its writer as a draft."""
    refuse_unless(
        permissions.may_send_back(by, article), _("Only an article in review can be sent back, by its readers.")
    )
    refuse_unless(reason.strip(), _("Say what should change."))
    change_status(
        article, article.status, Status.DRAFT, _("Somebody else has moved it."), submitted_by=None, approved_by=None
    )
    record(article, "sent back", by=by, note=reason, at=at)


@transaction.atomic
def approve(
    article: Article, *, by: User, own_reason: str = "", expected: int | None = None, at: datetime | None = None
) -> None:
    """Approve the newest version, which must be `expected`, the one that the approver has read.

    The approver is a second person; or one of its writers, who must be a publisher and give a reason for the public.
    """
    refuse_another_text(article, expected)
    is_own = permissions.has_written(by, article)
    if is_own:
        refuse_unless(
            by.has_perm("articles.publish_article"), _("A second person must approve what you wrote or submitted.")
        )
        refuse_unless(own_reason.strip(), _("Say why you approve your own text; the public page shows the reason."))
    else:
        refuse_unless(permissions.may_approve_as_second(by, article), _("You may not approve articles."))
    change_status(
        article, Status.IN_REVIEW, Status.APPROVED, _("Only an article in review can be approved."), approved_by=by
    )
    record(article, "approved", by=by, note=own_reason if is_own else "", at=at)


@transaction.atomic
def override(  # noqa: PLR0913 (each is named where it is called)
    article: Article, *, check: str, reason: str, expires_on: date, by: User, at: datetime | None = None
) -> Override:
    """Let one blocking check pass through the day `expires_on`, at most LONGEST_OVERRIDE away, with a public reason."""
    at = at or timezone.now()
    known = checks.CHECKS.get(check)
    refuse_unless(permissions.may_override(by), _("Only a publisher may override a check."))
    refuse_unless(
        known and known.level == checks.Level.BLOCK, _("“%(check)s” is not a check that blocks.") % {"check": check}
    )
    refuse_unless(reason.strip(), _("Say why; the public page shows the reason."))
    in_range = at.date() <= expires_on <= at.date() + LONGEST_OVERRIDE
    refuse_unless(
        in_range,
        _("An override ends at a day from today on, within %(days)s days.") % {"days": LONGEST_OVERRIDE.days},
    )
    made = Override.objects.create(
        article=article, check_name=check, reason=reason, expires_on=expires_on, by=by, made_at=at
    )
    record(article, "overrode", by=by, note=f"{check}: {reason}", at=at)
    return made


@transaction.atomic
def confirm_words(article: Article, *, check: str, sentence: str, by: User, at: datetime | None = None) -> OwnWords:
    """Keep the person's word that this sentence of the newest version says what the check asks for."""
    refuse_unless(permissions.may_confirm_words(by), _("Only who may approve, publish or sign may confirm it."))
    refuse_unless(check in ASKED_BY, _("“%(check)s” asks for no statement.") % {"check": check})
    version = article.versions.newest()
    refuse_unless(version and sentence in said(version.document), _("The text no longer has this sentence."))
    made = OwnWords.objects.create(
        article=article, statement=ASKED_BY[check], sentence=sentence, by=by, at=at or timezone.now()
    )
    record(article, "confirmed", by=by, note=f"{made.statement}: {sentence}", at=at)
    return made


def own_words_for_the_record(document: Document, context: checks.Context) -> list[dict[str, str]]:
    """The value of Edition.checks["own_words"]: who confirmed which sentence of this text."""
    return [
        {
            "statement": one.statement,
            "sentence": one.sentence,
            "by": public_name(one.by),
            "on": one.at.date().isoformat(),
        }
        for one in own_words_that_stand(document, context)
    ]
