"""Readers' reports of mistakes: take one in, settle one at the desk."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from ..models import Edition, MistakeReport, ReportState


@transaction.atomic
def receive(edition: Edition, message: str, *, at: datetime | None = None) -> MistakeReport:
    """Keep it for the desk, with the day alone. Reports that were settled long ago are deleted on the way."""
    today = (at or timezone.now()).date()
    MistakeReport.objects.forgettable(on=today).delete()
    return MistakeReport.objects.create(
        article_id=edition.article_id, edition=edition, message=message, received_on=today
    )


def settle(report: MistakeReport, *, by: User, state: str, note: str, at: datetime | None = None) -> MistakeReport:
    """Answered, closed, or open again; with who and the day, for a settled one."""
    is_open = state == ReportState.OPEN
    report.state, report.note = state, note
    report.settled_on = None if is_open else (at or timezone.now()).date()
    report.settled_by = None if is_open else by
    report.save()
    return report
