"""The index follows the editions by itself, on both databases."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.search import index
from articles.search.results import search
from psyweb.joins import write_guards

from ..public_pages import make_public_edition, withdraw

pytestmark = [pytest.mark.dated, pytest.mark.django_db]


def found(query, **arguments):
    return [hit.edition.pk for hit in search(query, **arguments).hits]


def test_a_published_edition_is_found_at_once():
    edition = make_public_edition(summary="A kumquat of a page.")
    assert found("kumquat") == [edition.pk]


def test_only_the_newest_edition_is_found():
    first = make_public_edition(summary="An old kumquat.")
    second = make_public_edition(article=first.article, summary="A new kumquat.")
    assert found("kumquat") == [second.pk]


def test_a_withdrawn_page_is_not_found():
    edition = make_public_edition(summary="A kumquat of a page.")
    withdraw(edition)
    assert found("kumquat") == []


def test_a_page_of_tomorrow_is_found_tomorrow():
    tomorrow = timezone.now() + timedelta(days=1)
    edition = make_public_edition(summary="A kumquat of a page.", publish_at=tomorrow)
    assert found("kumquat") == []
    assert found("kumquat", at=tomorrow) == [edition.pk]


def test_a_cancelled_edition_leaves_the_index():
    edition = make_public_edition(summary="A kumquat of a page.", publish_at=timezone.now() + timedelta(days=1))
    edition.topics.clear()
    edition.delete()
    make_public_edition(summary="Another kumquat.")
    assert len(found("kumquat")) == 1


def test_a_rewritten_row_is_found_by_its_new_words_alone():
    write_guards.lift()
    edition = make_public_edition(summary="A kumquat of a page.")
    edition.summary, edition.text = "A persimmon of a page.", "persimmon"
    edition.save()
    assert found("persimmon") == [edition.pk]
    assert found("kumquat") == []


def test_what_was_published_while_the_index_was_lifted_is_found_after_it_is_put_back():
    index.lift_for_migrations(plan=["a migration"])
    edition = make_public_edition(summary="A kumquat of a page.")
    index.install()
    assert found("kumquat") == [edition.pk]
