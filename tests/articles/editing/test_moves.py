import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from articles import publishing
from articles.editing.forms.fields import DayField, MomentField
from articles.editing.forms.moves import PublishForm
from articles.models import Status
from tests.moments import NOW

from ..desk_pages import page
from ..factories import change, make_article, make_edition, make_section, make_source

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("shown", "status"), [(1, Status.APPROVED), (0, Status.IN_REVIEW)], ids=["the last", "another"]
)
def test_a_button_approves_the_text_that_stood_beside_it(client, author, reviewer, shown, status):
    article = make_article(by=author)
    publishing.submit(article, by=author)
    client.force_login(reviewer)
    address = reverse("admin:articles_article_do", args=[article.pk, "approve"])
    form = client.get(address, {"version": shown}).context["form"]
    client.post(address, {"expected": form["expected"].value()})
    article.refresh_from_db()
    assert article.status == status


def test_the_desk_sends_the_number_of_its_text_with_each_button(client, author, reviewer):
    article = make_article(by=author)
    publishing.submit(article, by=author)
    client.force_login(reviewer)
    page = client.get(reverse("admin:articles_article_change", args=[article.pk])).content.decode()
    assert f"{reverse('admin:articles_article_do', args=[article.pk, 'approve'])}?version=1" in page


def test_a_text_that_was_changed_behind_the_button_is_not_submitted(client, author, publisher):
    article = make_article(by=author)
    client.force_login(author)
    address = reverse("admin:articles_article_do", args=[article.pk, "submit"])
    form = client.get(address, {"version": 1}).context["form"]
    change(article, by=publisher, title="Changed behind the author")
    client.post(address, {"expected": form["expected"].value()})
    article.refresh_from_db()
    assert article.status == Status.DRAFT


def test_a_change_note_that_no_feed_can_carry_is_refused(author, publisher):
    article = make_article(by=author)
    fields = {"change_class": "new page", "change_note": "Made\x0bup."}
    assert "(U+000B)" in str(PublishForm(fields, article=article, user=publisher).errors["change_note"])


def _asked(client, article, move, user):
    client.force_login(user)
    return client.get(page("do", article.pk, move)).content.decode()


@pytest.fixture
def in_review(draft, author):
    publishing.submit(draft, by=author)
    return draft


def test_the_page_that_approves_shows_no_name_of_a_hidden_field(client, in_review, reviewer):
    shown = _asked(client, in_review, "approve", reviewer)
    assert "Expected" not in shown
    assert '<input type="hidden" name="expected" value="1"' in shown


def test_the_page_that_approves_says_which_text_and_whose(client, in_review, reviewer):
    shown = _asked(client, in_review, "approve", reviewer)
    assert "Version 1, saved on" in shown
    assert "by author." in shown
    assert f"{page('preview', in_review.pk)}?version=1" in shown


def test_the_page_that_approves_says_what_the_checks_find(client, author, reviewer):
    article = make_article(by=author, author="")
    publishing.submit(article, by=author)
    shown = _asked(client, article, "approve", reviewer)
    assert "block publication" in shown
    assert "Show the place" not in shown


def test_the_page_that_approves_leads_to_what_changed_since_the_last_edition(
    client, draft, author, reviewer, publisher
):
    make_edition(draft, by=publisher, second=reviewer)
    change(draft, by=author, title="Another title")
    publishing.submit(draft, by=author)
    assert f"{page('compare', draft.pk)}?old=1&amp;new=2" in _asked(client, draft, "approve", reviewer)


def test_the_page_that_publishes_says_that_a_signature_is_void(client, draft, author, reviewer, publisher):
    publishing.submit(draft, by=author)
    publishing.sign(draft, by=reviewer, name="R. Viewer", role="made-up nurse", expected=1)
    change(draft, by=author, sections=[make_section(body="Made up: take 10 mg. [study]")], sources=[make_source()])
    publishing.submit(draft, by=author)
    publishing.approve(draft, by=reviewer)
    assert "It no longer covers the text:" in _asked(client, draft, "publish", publisher)


def test_a_text_that_is_not_there_is_not_described(client, in_review, reviewer):
    client.force_login(reviewer)
    answer = client.get(page("do", in_review.pk, "approve"), {"version": "9" * 9})
    assert answer.status_code == 200
    assert answer.context["read"] is None


PUBLICATION = {"change_class": "new page", "change_note": "Made up for a test.", "own_reason": "A test."}


def _said(client, article, move, **typed):
    return str(next(iter(client.post(page("do", article.pk, move), typed, follow=True).context["messages"])))


def _typed(moment):
    return f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}"


def test_what_is_published_at_once_is_said_to_be_published(client, draft, publisher):
    client.force_login(publisher)
    assert _said(client, draft, "publish-alone", **PUBLICATION).startswith("Published")


@pytest.mark.parametrize("move", ["publish", "publish-alone"])
def test_what_is_published_later_is_said_to_be_later(client, in_review, reviewer, publisher, move):
    if move == "publish":
        publishing.approve(in_review, by=reviewer)
    client.force_login(publisher)
    later = timezone.now() + timedelta(days=9)
    said = _said(client, in_review, move, **PUBLICATION, publish_at=_typed(later))
    assert "readers see edition 1 from" in said
    assert "Published" not in said


@pytest.mark.parametrize(
    ("days", "words"), [(0, "Withdrawn:"), (9, "Dated: readers see the page until")], ids=["now", "later"]
)
def test_a_withdrawal_is_said_when_it_is(  # noqa: PLR0917 (fixtures)
    client, draft, reviewer, publisher, days, words
):
    make_edition(draft, by=publisher, second=reviewer)
    client.force_login(publisher)
    day = _typed(timezone.now() + timedelta(days=days)) if days else ""
    assert _said(client, draft, "withdraw", reason="Out of date.", withdraw_at=day).startswith(words)


@pytest.mark.parametrize("typed", ["9999-12-31T23:59", "0001-01-01T00:00", "2200-01-01T00:00"])
@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Asia/Tokyo"])
def test_a_year_that_is_a_slip_of_the_keyboard_is_refused_by_its_field(typed, zone):
    with timezone.override(zone), pytest.raises(ValidationError, match="from 1990 to 2199"):
        MomentField().clean(typed)


def test_a_moment_of_this_century_is_taken():
    assert MomentField().clean("2199-12-31T23:59").year == 2199


def test_the_kind_of_change_is_chosen_and_never_preselected(draft, author, reviewer, publisher):
    make_edition(draft, by=publisher, second=reviewer)
    assert PublishForm(article=draft, user=publisher)["change_class"].value() is None
    assert "change_class" in PublishForm({"change_note": "Made up."}, article=draft, user=publisher).errors


def test_the_first_edition_is_a_new_page(draft, publisher):
    assert PublishForm(article=draft, user=publisher)["change_class"].value() == "new page"


def test_cancelling_says_which_edition(client, draft, reviewer, publisher):
    make_edition(draft, by=publisher, second=reviewer, publish_at=NOW + timedelta(days=30))
    assert "Edition 1 waits for" in _asked(client, draft, "cancel", publisher)
    assert "edition 1 will not be published" in _said(client, draft, "cancel")


def _compared_by_default(client, article):
    shown = client.get(page("versions", article.pk)).content.decode()
    return re.findall(r'name="(\w+)" value="(\d)"[^>]* checked', shown)


def test_versions_compare_the_newest_public_one_with_the_working_copy(client, draft, author, reviewer, publisher):
    make_edition(draft, by=publisher, second=reviewer)
    for title in ("Second", "Third"):
        change(draft, by=author, title=title)
    client.force_login(publisher)
    assert _compared_by_default(client, draft) == [("new", "3"), ("old", "1")]


def test_versions_of_a_page_that_was_never_public_compare_the_last_two(client, draft, author):
    for title in ("Second", "Third"):
        change(draft, by=author, title=title)
    client.force_login(author)
    assert _compared_by_default(client, draft) == [("new", "3"), ("old", "2")]


@pytest.mark.parametrize("year", ["0001", "1989", "2200", "9999"])
def test_a_day_that_is_a_slip_of_the_keyboard_is_refused_by_its_field(year):
    with pytest.raises(ValidationError, match="from 1990 to 2199"):
        DayField().clean(f"{year}-01-01")


def test_who_submits_again_reads_why_it_was_sent_back(desk, draft, author, reviewer):
    publishing.submit(draft, by=author, note="Please look at the dose.")
    assert "Please look at the dose." in desk(reviewer).get(page("do", draft.pk, "approve")).text
    publishing.send_back(draft, by=reviewer, reason="The dose has no source.")
    shown = desk(author).get(page("do", draft.pk, "submit")).text
    assert "The dose has no source." in shown
    assert "Please look at the dose." not in shown
