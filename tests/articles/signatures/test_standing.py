"""Which signature covers a text. All names and roles are made up."""

import pytest

from articles import publishing
from articles.signatures import standing
from articles.signatures.standing import covering, standings

from ..factories import NOW, change, make_article, make_person, make_section


@pytest.fixture
def article(author, notices):
    article = make_article(by=author, owner=author, sections=[make_section("Treatment", "Take 20 mg. [study]")])
    publishing.submit(article, by=author, at=NOW)
    return article


def sign(article, by):
    number = article.versions.newest().number
    return publishing.sign(article, by=by, name=f"N. {by}", role="made-up nurse", expected=number, at=NOW)


def submit(article, author, dose):
    change(article, by=author, sections=[make_section("Treatment", f"Take {dose}. [study]")])
    publishing.submit(article, by=author, at=NOW)


def document(article):
    return article.versions.newest().document


def test_a_text_that_was_signed_before_the_last_signature_is_covered_when_it_comes_back(article, author, reviewer):
    first = sign(article, reviewer)
    submit(article, author, "40 mg")
    sign(article, reviewer)
    publishing.restore(article.versions.get(number=1), by=author, at=NOW)
    assert covering(article, document(article)) == first
    assert [(one.signature, one.is_valid) for one in standings(article, document(article))] == [(first, True)]


def test_without_one_that_holds_the_last_tells_what_changed(article, author, reviewer):
    sign(article, reviewer)
    submit(article, author, "40 mg")
    second = sign(article, reviewer)
    submit(article, author, "60 mg")
    (last,) = standings(article, document(article))
    assert (last.signature, last.reasons) == (second, ["“40” → “60” in “Treatment”"])


def test_each_person_stands_for_themselves(article, author, reviewer):
    other = make_person("other", "Reviewer")
    sign(article, reviewer)
    submit(article, author, "40 mg")
    sign(article, other)
    found = {one.signature.by: one.is_valid for one in standings(article, document(article))}
    assert found == {other: True, reviewer: False}


def test_only_so_many_signed_texts_are_compared(monkeypatch, article, author, reviewer):
    sign(article, reviewer)
    submit(article, author, "40 mg")
    second = sign(article, reviewer)
    monkeypatch.setattr(standing, "MOST_COMPARED", 1)
    publishing.restore(article.versions.get(number=1), by=author, at=NOW)
    assert [one.signature for one in standings(article, document(article))] == [second]
    assert covering(article, document(article)) is None


def test_asks_the_list_of_medicines(article, author, reviewer):
    submit(article, author, "sertralin")
    sign(article, reviewer)
    submit(article, author, "sertraline")
    assert covering(article, document(article)) is None


def test_takes_one_query_and_one_for_the_register(article, reviewer, django_assert_num_queries):
    sign(article, reviewer)
    text = document(article)
    with django_assert_num_queries(2):
        standings(article, text)
