"""A page is found by what its statements say now, though its edition keeps what they said at publication."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import publishing
from articles.models import SearchWord
from articles.publishing.statements import publish_loaded_statement
from articles.search import index
from articles.search.results import search
from tests.moments import TODAY, in_days

from ..factories import make_article, make_draft_statement, make_edition, make_section, make_statement

pytestmark = [pytest.mark.dated, pytest.mark.django_db]

NAME = "made-up-warning"
CARRIES_IT = make_section(body=f"Made-up words. [study]\n\n::: statement {NAME}")


@pytest.fixture
def page(notices, author, reviewer, publisher):
    make_statement(NAME, title="A made-up warning", body="Ask about the kumquat. [study]")
    article = make_article(by=author, sections=[CARRIES_IT])
    return make_edition(article, by=author, second=reviewer, publisher=publisher)


def approve(writer, second, *, body, effective_from=TODAY):
    draft = make_draft_statement(NAME, by=writer, body=body, effective_from=effective_from)
    publishing.approve_statement(draft, by=second, expected=draft.saved_at)


def found(query, **arguments):
    return [hit.edition.pk for hit in search(query, **arguments).hits]


def passage(query, **arguments):
    (hit,) = search(query, **arguments).hits
    return "".join(words for words, _is_match in hit.fragments)


def test_a_new_version_is_searched_at_once(page, author, reviewer):
    assert (found("kumquat"), found("persimmon")) == ([page.pk], [])
    approve(author, reviewer, body="Ask about the persimmon. [study]")
    assert (found("kumquat"), found("persimmon")) == ([], [page.pk])
    assert SearchWord.objects.filter(word="persimmon").exists()


def test_a_hit_shows_the_words_in_force(page, author, reviewer):
    assert "the kumquat" in passage("made-up warning")
    approve(author, reviewer, body="Ask about the persimmon. [study]")
    assert "the persimmon" in passage("persimmon")
    assert "kumquat" not in passage("made-up warning")


def test_what_a_pack_brings_is_searched(page, publisher):
    text = {"title": "A made-up warning", "body": "Ask about the persimmon.", "sources": []}
    publish_loaded_statement(NAME, effective_from=TODAY, by=publisher, at=timezone.now(), **text)
    assert (found("kumquat"), found("persimmon")) == ([], [page.pk])


def test_a_version_that_waits_is_found_on_its_day_without_a_timer(page, author, reviewer):
    approve(author, reviewer, body="Ask about the persimmon. [study]", effective_from=in_days(30))
    assert found("kumquat") == [page.pk]
    assert "the kumquat" in passage("made-up warning")
    later = timezone.now() + timedelta(days=31)
    assert found("persimmon", at=later) == [page.pk]
    assert "the persimmon" in passage("persimmon", at=later)


def test_words_of_an_edition_that_waits_are_learned(page, author, reviewer, publisher):
    article = make_article(by=author, slug="another", title="Another", sections=[CARRIES_IT])
    day = timezone.now() + timedelta(days=30)
    waiting = make_edition(article, by=author, second=reviewer, publisher=publisher, publish_at=day)
    approve(author, reviewer, body="Ask about the persimmon. [study]")
    assert sorted(found("persimmon", at=day + timedelta(hours=1))) == [page.pk, waiting.pk]


def test_an_edition_whose_text_has_the_old_words_in_another_form_gets_the_new_ones_too(page, author, reviewer):
    page.text = "Text of an earlier release."
    approve(author, reviewer, body="Ask about the persimmon. [study]")
    shown = index.texts_with(index.StatementVersion.objects.in_force(), [page])
    assert shown[page.pk].splitlines() == [page.text, "A made-up warning", "Ask about the persimmon."]
