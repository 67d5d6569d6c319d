"""Approve a version of a statement, sign it, and publish what a content pack brings. One function for each move."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from desk.staff import staff_with

from .. import permissions
from ..models import Statement, StatementSignature, StatementVersion
from ..search import index
from . import notifications as told
from .moves import Refused, refuse_unless

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@transaction.atomic
def approve_statement(
    version: StatementVersion, *, by: User, expected: datetime, own_reason: str = "", at: datetime | None = None
) -> None:
    """Approve a draft: from its first day on, or from now where that has passed, it stands on all pages.

    The approver is a second person; or its writer, who must be a publisher and give a reason for the public.
    `expected` is `saved_at` of the text that they have read.
    """
    at = at or timezone.now()
    if version.written_by_id == by.pk:
        refuse_unless(by.has_perm("articles.publish_article"), _("A second person must approve what you wrote."))
        refuse_unless(own_reason.strip(), _("Say why you approve your own text; the public page shows the reason."))
    else:
        refuse_unless(permissions.may_approve_statement(by, version), _("You may not approve this statement."))
        own_reason = ""
    first_day = max(version.effective_from, at.date())
    try:
        with transaction.atomic():
            approved = (
                StatementVersion.objects.drafts()
                .filter(pk=version.pk, saved_at=expected)
                .update(
                    effective_from=first_day, own_reason=own_reason, **_approval(version.statement, by, first_day, at)
                )
            )
    except IntegrityError:
        raise Refused(_("Somebody else has approved another version in the same moment.")) from None
    refuse_unless(approved, _("The text was changed or approved while you read it. Look at it again."))
    version.refresh_from_db()
    index.learn_pages_with(version.statement)
    _notify_of_approval(version, by=by, at=at)


@transaction.atomic
def sign_statement(
    version: StatementVersion, *, by: User, name: str, role: str, at: datetime | None = None
) -> StatementSignature:
    """Sign an approved version. The clinician gives `name` and `role`, which readers see."""
    refuse_unless(permissions.may_sign_at_all(by), _("Only a clinical reviewer may sign."))
    refuse_unless(
        permissions.may_sign_statement(by, version), _("Only an approved text of somebody else can be signed.")
    )
    refuse_unless(name.strip() and role.strip(), _("Give your name and your role, as readers shall see them."))
    at = at or timezone.now()
    try:
        with transaction.atomic():
            signature = StatementSignature.objects.create(
                version=version, by=by, name=name.strip(), role=role.strip(), signed_at=at
            )
    except IntegrityError:
        raise Refused(_("You have signed this text already.")) from None
    told.notify_of_statement(version, told.STATEMENT_SIGNED, [version.written_by], by=by, at=at)
    return signature


def submit_statement(version: StatementVersion, *, at: datetime | None = None) -> None:
    """Tell those who may approve a new draft that it waits for them."""
    people = staff_with(told.APPROVE)
    told.notify_of_statement(version, told.STATEMENT_TO_APPROVE, people, by=version.written_by, at=at or timezone.now())


@transaction.atomic
def publish_loaded_statement(
    slug: str, *, effective_from: date, by: User, at: datetime, **text: Any
) -> StatementVersion:
    """Publish what `load_content` loaded, without a second person. Only that command calls it."""
    statement, _is_new = Statement.objects.get_or_create(slug=slug)
    approval = _approval(statement, by, effective_from, at)
    made = StatementVersion.objects.create(
        statement=statement, effective_from=effective_from, written_by=by, saved_at=at, **approval, **text
    )
    index.learn_pages_with(statement)
    return made


def _notify_of_approval(version: StatementVersion, *, by: User, at: datetime) -> None:
    """Tell its writer, clinicians who signed the version before, and the others, who may sign this one."""
    told.notify_of_statement(version, told.STATEMENT_APPROVED, [version.written_by], by=by, at=at)
    signatures = StatementSignature.objects.filter(version__statement=version.statement_id)
    signed = {signature.by for signature in signatures.select_related("by")}
    told.notify_of_statement(version, told.STATEMENT_VOIDED, signed, by=by, at=at)
    clinicians = set(staff_with(told.SIGN)) - signed - {version.written_by}
    told.notify_of_statement(version, told.STATEMENT_TO_SIGN, clinicians, by=by, at=at)


def _approval(statement: Statement, by: User, first_day: date, at: datetime) -> dict[str, Any]:
    """The columns of an approval. The constraint on numbers decides between two at once."""
    last = statement.versions.aggregate(last=Max("number"))["last"] or 0
    begins = datetime.combine(first_day, time(), tzinfo=UTC)
    return {"number": last + 1, "approved_by": by, "approved_at": at, "in_force_from": max(begins, at)}
