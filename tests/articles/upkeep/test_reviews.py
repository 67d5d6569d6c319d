"""Review dates act: the list, the mail, the banner, and no place in search engines after the grace."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from articles.models import Edition
from articles.upkeep import reviews
from desk.models import Notification
from desk.notifications import outbox

from ..public_pages import furnish, make_public_edition, withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("within_a_day")]


@pytest.fixture
def owner(author):
    author.email = "author@psyweb.example"
    author.save()
    return author


def today():
    """By the clock that the code asks too, which may have passed midnight since the run began."""
    return timezone.now().date()


def make_page(days, *, owner=None, **fields):
    day = today() + timedelta(days=days)
    edition = make_public_edition(review_due_on=day.isoformat(), **fields)
    edition.article.owner = owner
    edition.article.save()
    return edition


def run(*words):
    said = StringIO()
    call_command("review_due", *words, stdout=said)
    return said.getvalue()


@pytest.mark.parametrize(("days", "is_due"), [(-1, True), (0, True), (30, True), (31, False)])
def test_lists_public_pages_that_are_due_within_a_month(days, is_due):
    assert reviews.due().contains(make_page(days)) is is_due


def test_a_date_that_was_moved_in_the_working_copy_settles_nothing():
    edition = make_page(-1)
    edition.article.review_due_on = today() + timedelta(days=300)
    edition.article.save()
    assert reviews.due().contains(edition)


def test_a_withdrawn_page_is_not_due():
    withdraw(make_page(-1))
    assert not reviews.due().exists()


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_row_and_queryset_agree_on_what_is_overdue(days):
    edition = make_page(days)
    assert Edition.objects.overdue().contains(edition) is edition.is_overdue()


def test_the_command_prints_what_is_due(owner):
    make_page(-3, owner=owner, title="Late")
    make_page(3, title="Soon")
    before, after = (today() + timedelta(days=days) for days in (-3, 3))
    assert run() == f"overdue since {before}: Late (author)\ndue by {after}: Soon (no owner)\n"
    assert mail.outbox == []


def test_the_command_says_that_nothing_is_due():
    assert run() == "Nothing is due within 30 days.\n"


def test_the_owner_gets_one_mail_about_all_of_theirs_in_the_morning(owner):
    make_page(-3, owner=owner, title="Late")
    make_page(3, owner=owner, title="Soon")
    assert "Notifications queued: 2." in run("--mail")
    outbox.send_due(at=timezone.now() + timedelta(days=1))
    (sent,) = mail.outbox
    assert sent.to == ["author@psyweb.example"]
    assert sent.subject == "PsyWeb: 2 things for you"
    assert "Due for review: “Late”" in sent.body
    assert "/admin/articles/article/" in sent.body


def test_a_second_run_in_the_same_week_tells_nobody_again(owner):
    make_page(-3, owner=owner)
    run("--mail")
    assert "Notifications queued: 0." in run("--mail")


def test_an_owner_without_an_address_is_told_at_the_desk(author):
    make_page(-3, owner=author)
    run("--mail")
    outbox.send_due(at=timezone.now() + timedelta(days=1))
    assert mail.outbox == []
    assert Notification.objects.unread().filter(recipient=author, kind="review-due").exists()


@pytest.mark.parametrize(
    ("days", "has_banner", "is_hidden"), [(0, False, False), (-1, True, False), (-90, True, False), (-91, True, True)]
)
def test_an_overdue_page_says_so_and_after_the_grace_leaves_search_engines(client, days, has_banner, is_hidden):
    furnish()
    page = client.get(f"/articles/{make_page(days).slug}/").text
    assert ("This page is due for a check." in page) is has_banner
    assert ('<meta name="robots" content="noindex">' in page) is is_hidden
