from datetime import timedelta

import pytest
from django.http import QueryDict

from articles import scratches
from articles.models import Article, Scratch
from articles.models.scratches import KEPT_FOR

from .factories import NOW

pytestmark = pytest.mark.dated


def data(text="title=Typed"):
    return QueryDict(text)


def test_keeps_what_was_typed_and_nothing_of_the_machinery(author, draft):
    kept = scratches.keep(author, draft, data("title=A&tag=1&tag=2&csrfmiddlewaretoken=x&_save=Save"), known="")
    assert kept.typed == [["title", "A"], ["tag", "1"], ["tag", "2"]]
    assert scratches.as_form_data(kept.typed).getlist("tag") == ["1", "2"]


@pytest.mark.parametrize("is_new", [False, True], ids=["of an article", "of a new article"])
def test_the_newest_replaces_the_last(author, draft, is_new):
    row = Article if is_new else draft
    first = scratches.keep(author, row, data(), known="")
    scratches.keep(author, row, data("title=Later"), known=first.mark)
    assert [scratch.typed for scratch in Scratch.objects.of(author, row)] == [[["title", "Later"]]]


def test_refuses_to_replace_what_the_form_does_not_know_of(author, draft):
    scratches.keep(author, draft, data(), known="")
    with pytest.raises(scratches.KeptElsewhere):
        scratches.keep(author, draft, data("title=From another tab"), known="")
    assert Scratch.objects.get().typed == [["title", "Typed"]]


def test_each_person_has_their_own(author, stranger, draft):
    scratches.keep(author, draft, data(), known="")
    scratches.keep(stranger, draft, data("title=Other"), known="")
    assert Scratch.objects.count() == 2


def test_a_nul_is_shown_as_what_it_is(author, draft):
    assert scratches.keep(author, draft, data("title=a%00b"), known="").typed == [["title", "a\ufffdb"]]


def test_refuses_more_than_an_article_can_hold(author, draft):
    with pytest.raises(scratches.TooLong):
        scratches.keep(author, draft, data("title=" + "x" * (scratches.LONGEST + 1)), known="")
    assert not Scratch.objects.exists()


def test_what_nobody_asked_for_in_time_is_gone(author, stranger, draft):
    scratches.keep(author, draft, data(), known="", at=NOW - KEPT_FOR - timedelta(seconds=1))
    scratches.keep(stranger, draft, data(), known="", at=NOW)
    assert Scratch.objects.get().user == stranger


def test_is_discarded(author, draft):
    scratches.keep(author, draft, data(), known="")
    scratches.discard(author, draft)
    assert not Scratch.objects.exists()
