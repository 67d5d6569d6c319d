"""The page on which a clinician signs. All names and roles are made up."""

import pytest

from articles import publishing
from articles.models import Signature

from ..factories import change, make_help_line, make_section, make_source

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


SIGN = {"name": "R. Viewer", "role": "made-up nurse"}
BODY = "An example of a page. [study]\n\nAnother paragraph.\n\n::: warning\nTake 20 mg.\n:::"


def sign_and_change(article, author, reviewer, note="", **fields):
    """The reviewer signs, and the author changes the text and submits it again."""
    publishing.sign(article, by=reviewer, expected=article.versions.newest().number, **SIGN)
    change(article, by=author, **fields)
    publishing.submit(article, by=author, note=note)


def changes_shown(client, article):
    """The part of the page to sign that shows what changed."""
    page = client.get(sign_page(article))
    return page.text.split("What has changed since")[1].split("<form")[0]


@pytest.fixture
def signer(client, reviewer):
    client.force_login(reviewer)
    return client


@pytest.fixture
def changed(signer, in_review, author, reviewer):
    """What the page shows after a change of these fields."""

    def change_and_look(**fields):
        sign_and_change(in_review, author, reviewer, **fields)
        return changes_shown(signer, in_review)

    return change_and_look


def test_later_they_see_what_changed_since_their_own_signature(signer, in_review, author, reviewer):
    sign_and_change(in_review, author, reviewer, sections=[make_section(body="An example of 3 pages. [study]")])
    shown = changes_shown(signer, in_review)
    assert "you signed version 1" in shown
    assert "“a page” → “3 pages” in “What it is”" in shown
    assert '<ins><span class="visually-hidden">[added: </span>3' in shown
    assert '<del><span class="visually-hidden">[removed: </span>a' in shown


def test_only_the_blocks_that_changed_are_shown_as_readers_see_them(signer, draft, author, reviewer):
    make_help_line()
    change(draft, by=author, sections=[make_section(body=BODY)])
    publishing.submit(draft, by=author)
    sign_and_change(draft, author, reviewer, sections=[make_section(body=BODY.replace("20", "40"))])
    shown = changes_shown(signer, draft)
    assert shown.count('<aside class="callout callout-warning">') == 2
    assert "Another paragraph" not in shown
    assert "An example of a page" not in shown


def test_a_citation_leads_to_the_source_itself(signer, in_review, author, reviewer):
    sign_and_change(in_review, author, reviewer, sections=[make_section(body="Other words. [study]")])
    shown = changes_shown(signer, in_review)
    assert '<a class="citation" rel="external" href="https://example.org/study" aria-label="Source 1">' in shown


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("sources", [make_source(url="https://example.org/other")], 'href="https://example.org/other"'),
        ("title", "Another <title>", "Another"),
        ("sections", [make_section(aspect="risks")], "Risks"),
        ("sections", [make_section(), make_section("A new one", "It is new.")], "<p>It is new.</p>"),
    ],
    ids=["source", "title", "aspect", "section"],
)
def test_every_kind_of_change_is_drawn(changed, field, value, expected):
    shown = changed(**{field: value})
    assert expected in shown
    assert "<title>" not in shown


def test_a_source_that_is_no_web_address_is_no_link(signer, in_review, author, reviewer):
    bad = make_source(url="javascript:alert(1)")
    sign_and_change(in_review, author, reviewer, sections=[make_section(body="Other. [study]")], sources=[bad])
    assert 'href="javascript' not in signer.get(sign_page(in_review)).text


def test_another_writing_needs_no_new_signature(signer, in_review, author, reviewer):
    sign_and_change(in_review, author, reviewer, summary="A made-up  page.")
    shown = changes_shown(signer, in_review)
    assert "Your signature still holds" in shown
    assert "?old=1&amp;new=2" in shown


def test_the_authors_note_stands_above_the_text(signer, in_review, author, reviewer):
    sign_and_change(in_review, author, reviewer, note="Please check the dose.", title="Another")
    for page in (sign_page(in_review), f"/admin/articles/article/{in_review.pk}/do/approve/"):
        assert "Please check the dose." in signer.get(page).text


def test_the_page_has_one_button(signer, in_review):
    main = signer.get(sign_page(in_review)).text.partition('id="content"')[2].partition('id="footer"')[0]
    assert main.count('type="submit"') == 1


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
