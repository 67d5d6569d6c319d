"""What the editor's dialogs offer: pages to link to, and statements to put in."""

import pytest
from django.urls import reverse

from articles.medicines.stored import look_again
from articles.models import GlossaryWord, Medicine, MedicineClass, TradeName
from tests.articles.factories import make_article, make_edition, make_notice, make_statement

pytestmark = pytest.mark.django_db


def offered(client, what, **question):
    return client.get(reverse("admin:articles_article_offered", args=[what]), question)


@pytest.fixture
def sleep(notices, author, reviewer, publisher):
    article = make_article(by=author, title="Sleep and rest", slug="sleep")
    make_edition(article, by=publisher, second=reviewer)
    make_article(by=author, title="Sleep, a draft", slug="sleep-draft")
    make_notice("sleep-notice")


@pytest.mark.parametrize("asked", ["slee", "REST", "sleep\x00"])
def test_pages_are_found_by_their_titles_and_addresses(client, author, sleep, asked):
    client.force_login(author)
    found = offered(client, "pages", q=asked).json()["found"]
    assert {"target": "article:sleep", "title": "Sleep and rest"} in found
    assert "article:sleep-draft" not in {page["target"] for page in found}


def test_notices_are_pages_too(client, author, sleep):
    client.force_login(author)
    assert "notice:sleep-notice" in {page["target"] for page in offered(client, "pages", q="sleep").json()["found"]}


def test_statements_in_force_come_with_their_words(client, author):
    make_statement("made-up-warning", body="**Made up.** Words.")
    client.force_login(author)
    (statement,) = offered(client, "statements").json()["found"]
    assert (statement["name"], statement["words"]) == ("made-up-warning", "Made up. Words.")


def test_nothing_else_is_offered(client, author):
    client.force_login(author)
    assert offered(client, "people").status_code == 404


def test_a_person_who_may_see_no_articles_is_offered_nothing(client, analyst):
    client.force_login(analyst)
    assert offered(client, "pages").status_code == 403


@pytest.fixture
def names(author):
    """A made-up register and glossary."""
    kind = MedicineClass.objects.create(name="made-up medicines")
    medicine = Medicine.objects.create(substance="nonsensine", medicine_class=kind)
    TradeName.objects.create(medicine=medicine, name="Nonsenza")
    GlossaryWord.objects.create(word="nonsensical", meaning="Made up.")
    look_again()


@pytest.mark.parametrize("asked", ["nons", "NONS"])
def test_words_are_offered_from_their_fourth_letter_with_what_they_are(client, author, names, asked):
    client.force_login(author)
    assert offered(client, "words", q=asked).json()["found"] == [
        {"word": "nonsensine", "detail": "made-up medicines"},
        {"word": "Nonsenza", "detail": "nonsensine"},
        {"word": "nonsensical", "detail": "Made up."},
    ]


@pytest.mark.parametrize("asked", ["", "non", "onsensine", "nons%", "nons\x00x"])
def test_no_word_is_offered_that_does_not_begin_so(client, author, names, asked):
    client.force_login(author)
    assert offered(client, "words", q=asked).json()["found"] == []
