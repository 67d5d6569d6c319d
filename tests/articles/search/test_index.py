"""The index follows the editions by itself, on both databases."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import SearchPage, SearchTerm
from articles.search import index
from articles.search.results import search
from psyweb.joins import write_guards

from ..public_pages import make_public_edition, withdraw

pytestmark = pytest.mark.django_db


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
    index.learn([edition])
    assert found("persimmon") == [edition.pk]
    assert found("kumquat") == []


def test_what_an_earlier_release_published_is_found_after_the_next_migrate():
    edition = make_public_edition(summary="A kumquat of a page.")
    SearchPage.objects.all().delete()
    assert found("kumquat") == []
    assert list(index.missing()) == [edition]
    index.install()
    assert found("kumquat") == [edition.pk]
    assert not index.missing().exists()


def test_new_rules_index_every_page_anew():
    edition = make_public_edition(summary="A kumquat of a page.")
    SearchPage.objects.update(rules="those of an earlier release")
    SearchTerm.objects.update(weight=1)
    index.install()
    assert SearchTerm.objects.get(page=edition.pk, term="kumquat").weight > 1


def test_a_migrate_with_the_same_rules_changes_nothing(django_assert_max_num_queries):
    make_public_edition(summary="A kumquat of a page.")
    with django_assert_max_num_queries(5):
        index.install()


def test_superseded_editions_leave_the_index():
    first = make_public_edition(summary="An old kumquat.")
    second = make_public_edition(article=first.article, summary="A new kumquat.")
    assert list(SearchPage.objects.values_list("pk", flat=True)) == [second.pk]


def test_an_edition_stays_found_until_the_next_one_is_public():
    tomorrow = timezone.now() + timedelta(days=1)
    first = make_public_edition(summary="An old kumquat.")
    second = make_public_edition(article=first.article, summary="A new kumquat.", publish_at=tomorrow)
    assert found("kumquat") == [first.pk]
    assert found("kumquat", at=tomorrow) == [second.pk]


def test_a_title_weighs_more_than_any_number_of_words_in_the_text():
    named = make_public_edition(title="The kumquat")
    make_public_edition(title="Fruit", key_points=["kumquat " * 300])
    assert found("kumquat")[0] == named.pk


def test_an_edition_that_is_cancelled_takes_its_terms_along():
    edition = make_public_edition(summary="A kumquat.", publish_at=timezone.now() + timedelta(days=1))
    edition.topics.clear()
    edition.delete()
    assert not SearchPage.objects.exists()
    assert not SearchTerm.objects.exists()
