"""The page on which a clinician signs. All names and roles are made up."""

import pytest

from articles import publishing
from articles.models import Signature

from ..factories import change, make_help_line, make_section

GIVEN = {"name": "R. Viewer", "role": "made-up nurse", "has_read": "on"}


@pytest.fixture
def in_review(draft, author):
    make_help_line()
    publishing.submit(draft, by=author)
    return draft


def sign_page(article):
    return f"/admin/articles/article/{article.pk}/do/sign/"


def test_the_first_time_all_of_the_text_is_shown(client, in_review, reviewer):
    client.force_login(reviewer)
    page = client.get(sign_page(in_review)).text
    assert "all of it is new to you" in page
    assert "An example of a page." in page


def test_a_clinician_signs_what_the_page_showed(client, in_review, reviewer):
    client.force_login(reviewer)
    page = client.post(sign_page(in_review), GIVEN | {"expected": "1"}, follow=True).text
    assert Signature.objects.get().role == "made-up nurse"
    assert "Signed by R. Viewer, made-up nurse" in page


def test_later_they_see_what_changed_since_their_own_signature(client, in_review, author, reviewer):
    publishing.sign(in_review, by=reviewer, name="R. Viewer", role="made-up nurse", expected=1)
    change(in_review, by=author, sections=[make_section(body="An example of 3 pages. [study]")])
    change(in_review, by=author, summary="A summary with other words.")
    publishing.submit(in_review, by=author)
    client.force_login(reviewer)
    page = client.get(sign_page(in_review)).text
    assert "What has changed since you signed version 1" in page
    assert "number added: 3 in “What it is”" in page
    assert '<ins><span class="visually-hidden">[added: </span>3' in page
    assert "A summary with" in page


@pytest.mark.parametrize("missing", ["name", "role", "has_read"])
def test_asks_for_what_is_missing_and_signs_nothing(client, in_review, reviewer, missing):
    client.force_login(reviewer)
    page = client.post(sign_page(in_review), GIVEN | {"expected": "1", missing: ""})
    assert "This field is required." in page.text
    assert not Signature.objects.exists()


def test_says_that_the_text_was_changed_meanwhile(client, in_review, author, reviewer):
    change(in_review, by=author, title="Changed")
    publishing.submit(in_review, by=author)
    client.force_login(reviewer)
    page = client.post(sign_page(in_review), GIVEN | {"expected": "1"})
    assert "while you read it" in page.text
    assert 'value="R. Viewer"' in page.text
    assert not Signature.objects.exists()


def test_who_may_not_sign_is_led_back_with_the_reason(client, in_review, publisher):
    client.force_login(publisher)
    page = client.get(sign_page(in_review), follow=True)
    assert "You can sign an article that is in review or approved" in page.text
