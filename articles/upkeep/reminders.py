"""Remind staff of what waits: reviews that are due, help lines to verify, mistakes that readers report.

Once a day and never when a report arrives: a notification has a time, and a reader's report only a day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from desk.models import Frequency
from desk.notifications.kinds import Kind
from desk.notifications.queue import remind

from ..models import HelpLine, MistakeReport
from ..publishing.notifications import PUBLISH, WRITE, staff_with
from . import reviews

VERIFY, SETTLE = "articles.change_helpline", "articles.change_mistakereport"
REVIEW = Kind(
    "review-due", _("Pages due for review"), _("Due for review: “%(subject)s”"), (WRITE,), default=Frequency.DAILY
)
MISTAKE = Kind(
    "mistake-reported", _("Mistakes that readers report"), _("A reader reports a mistake: “%(subject)s”"), (SETTLE,)
)
HELP_LINE = Kind(
    "help-line-to-verify",
    _("Help lines to verify"),
    _("Does this help line still answer? “%(subject)s”"),
    (VERIFY,),
    default=Frequency.DAILY,
)
KINDS = (REVIEW, MISTAKE, HELP_LINE)


def remind_of_what_waits(*, at: datetime) -> int:
    """Queue a notification of each thing that waits, again after a week. Return how many there are."""
    return sum(
        remind(kind, people, subject=subject, link=reverse(f"admin:articles_{page}_change", args=[pk]), at=at)
        for kind, people, subject, page, pk in _waiting(at)
    )


def _waiting(at: datetime) -> Iterator[tuple[Kind, list[User], str, str, int]]:
    """Yield (kind, recipients, title, page, its primary key)."""
    for edition in reviews.due(at=at):
        owner = edition.article.owner
        yield REVIEW, [owner] if owner else [], edition.title, "article", edition.article_id
    publishers, verifiers = list(staff_with(PUBLISH)), list(staff_with(VERIFY))
    for report in MistakeReport.objects.open().select_related("article__owner"):
        owner = report.article.owner
        yield MISTAKE, [*publishers, *([owner] if owner else [])], report.article.title, "mistakereport", report.pk
    for line in HelpLine.objects.to_verify(on=at.date()):
        yield HELP_LINE, verifiers, line.name, "helpline", line.pk
