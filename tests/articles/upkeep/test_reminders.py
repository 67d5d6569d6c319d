"""What waits is told once a week: reviews, mistakes that readers report, help lines to verify."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import HelpLine, MistakeReport
from articles.upkeep import reports
from articles.upkeep.reminders import remind_of_what_waits
from desk.models import Notification

from ..factories import make_help_line
from ..public_pages import make_public_edition

pytestmark = pytest.mark.django_db


def told():
    return sorted(Notification.objects.values_list("recipient__username", "kind"))


@pytest.fixture
def page(author):
    edition = make_public_edition(review_due_on=timezone.now().date().isoformat())
    edition.article.owner = author
    edition.article.save()
    return edition


def test_the_owner_is_reminded_of_a_review_and_again_after_a_week(page, author):
    now = timezone.now()
    for days in (0, 1, 6, 7):
        remind_of_what_waits(at=now + timedelta(days=days))
    assert told() == [("author", "review-due")] * 2


def test_a_page_without_an_owner_reminds_nobody(page):
    page.article.owner = None
    page.article.save()
    remind_of_what_waits(at=timezone.now())
    assert told() == []


def test_a_report_leaves_no_time_until_the_daily_run(page, publisher):
    """A notification has a time; a reader's report has a day alone."""
    reports.receive(page, "Made up: a figure is wrong.")
    assert told() == []
    page.article.review_due_on = None
    remind_of_what_waits(at=timezone.now())
    assert [kind for name, kind in told() if name == "publisher"] == ["mistake-reported"]
    assert "figure" not in "".join(Notification.objects.values_list("subject", flat=True))


def test_a_settled_report_reminds_nobody(page, publisher):
    MistakeReport.objects.update_or_create(
        pk=reports.receive(page, "Made up.").pk, defaults={"state": "closed", "settled_on": timezone.now().date()}
    )
    remind_of_what_waits(at=timezone.now())
    assert ("publisher", "mistake-reported") not in told()


def test_a_help_line_that_nobody_verified_is_told_to_who_may(publisher, reviewer):
    line = make_help_line(verified_on=None)
    remind_of_what_waits(at=timezone.now())
    assert told() == [("publisher", "help-line-to-verify")]
    HelpLine.objects.filter(pk=line.pk).update(verified_on=timezone.now().date())
    remind_of_what_waits(at=timezone.now() + timedelta(days=8))
    assert len(told()) == 1
