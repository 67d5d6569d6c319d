from datetime import timedelta

import pytest
from django.http import QueryDict

from articles.models import Article
from desk.autosave import storage
from desk.models import KEPT_FOR, Autosave
from tests.moments import NOW


def data(text="title=Typed"):
    return QueryDict(text)


def test_keeps_what_was_typed_and_nothing_of_the_machinery(author, draft):
    kept = storage.keep(author, draft, data("title=A&tag=1&tag=2&csrfmiddlewaretoken=x&_save=Save"), known="")
    assert kept.typed == [["title", "A"], ["tag", "1"], ["tag", "2"]]
    assert storage.as_form_data(kept.typed).getlist("tag") == ["1", "2"]


@pytest.mark.parametrize("is_new", [False, True], ids=["of an article", "of a new article"])
def test_the_newest_replaces_the_last(author, draft, is_new):
    row = Article if is_new else draft
    first = storage.keep(author, row, data(), known="")
    storage.keep(author, row, data("title=Later"), known=first.mark)
    assert [autosaved.typed for autosaved in Autosave.objects.of(author, row)] == [[["title", "Later"]]]


def test_refuses_to_replace_what_the_form_does_not_know_of(author, draft):
    storage.keep(author, draft, data(), known="")
    with pytest.raises(storage.KeptElsewhere):
        storage.keep(author, draft, data("title=From another tab"), known="")
    assert Autosave.objects.get().typed == [["title", "Typed"]]


def test_each_person_has_their_own(author, stranger, draft):
    storage.keep(author, draft, data(), known="")
    storage.keep(stranger, draft, data("title=Other"), known="")
    assert Autosave.objects.count() == 2


def test_a_nul_is_shown_as_what_it_is(author, draft):
    assert storage.keep(author, draft, data("title=a%00b"), known="").typed == [["title", "a\ufffdb"]]


def test_refuses_more_than_an_article_can_hold(author, draft):
    with pytest.raises(storage.TooLong):
        storage.keep(author, draft, data("title=" + "x" * (storage.MAX_CHARACTERS + 1)), known="")
    assert not Autosave.objects.exists()


def test_what_nobody_asked_for_in_time_is_gone(author, stranger, draft):
    storage.keep(author, draft, data(), known="", at=NOW - KEPT_FOR - timedelta(seconds=1))
    storage.keep(stranger, draft, data(), known="", at=NOW)
    assert Autosave.objects.get().user == stranger


def test_is_discarded(author, draft):
    storage.keep(author, draft, data(), known="")
    storage.discard(author, draft)
    assert not Autosave.objects.exists()
