"""Store readers' reports of mistakes, and settle them at the desk."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from ..models import Edition, MistakeReport, ReportState


@transaction.atomic
def receive(edition: Edition, message: str, *, at: datetime | None = None) -> MistakeReport:
    """Store a report, with its day but no time. Also deletes reports that were settled long ago."""
    today = (at or timezone.now()).date()
    MistakeReport.objects.forgettable(on=today).delete()
    return MistakeReport.objects.create(
        article_id=edition.article_id, edition=edition, message=message, received_on=today
    )


def settle(report: MistakeReport, *, by: User, state: str, note: str, at: datetime | None = None) -> MistakeReport:
    """Set the state (answered, closed, or open again). A settled report records the person and the day."""
    is_open = state == ReportState.OPEN
    report.state, report.note = state, note
    report.settled_on = None if is_open else (at or timezone.now()).date()
    report.settled_by = None if is_open else by
    report.save()
    return report
