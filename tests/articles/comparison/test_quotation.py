"""Quoted words are found through edits, by the words alone; and those that are gone are found nowhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.comparison.quotation import Quotation, ReadableText

from ..factories import make_document, make_section

BODY = "Take 0.5 mg once. [study]\n\n- Never **stop** it [at once](https://example.org/x).\n- Ask first."


def found(exact, *, prefix="", suffix="", **fields):
    document = make_document(**{"sections": [make_section("Doses", BODY)], **fields})
    return ReadableText(document).places(Quotation(exact, prefix, suffix))


@pytest.mark.parametrize(
    ("exact", "part", "words"),
    [
        ("Take 0.5 mg once", 0, "Take 0.5 mg once."),
        ("never   STOP it at\nonce", 0, "Never stop it at once."),
        ("once.[1] Never stop", 0, "once.\nNever stop"),
        ("mg once.1 Never", 0, "mg once.\nNever"),
        ("Doses", 0, "Doses"),
        ("One point", "key points", "One point."),
        ("made-up page", "summary", "made-up page."),
    ],
)
def test_words_are_found_as_readers_see_them(exact, part, words):
    (place,) = found(exact)
    assert (place.part, place.quotation.exact) == (part, words)


@pytest.mark.parametrize(
    "exact", ["", " …! ", "Take 5 mg once", "top it at", "Never start it", "https example", "study", "B12"]
)
def test_what_readers_do_not_read_is_found_nowhere(exact):
    assert found(exact) == []


@pytest.mark.parametrize(
    "body",
    [
        f"New words.\n\n{BODY}",
        BODY.replace("**stop**", "stop").replace("[at once](https://example.org/x)", "at once"),
        BODY.replace("stop** it", "stop** it, [study]"),
        "::: warning\nNever stop it at once\n:::",
    ],
    ids=["words before it", "without marks", "a citation inside", "in another block"],
)
def test_they_stay_found_when_what_is_around_them_changes(body):
    assert len(found("Never stop it at once.", sections=[make_section("Another heading", body)])) == 1


def test_a_changed_word_is_another_text():
    assert found("Never stop it at once.", sections=[make_section(body=BODY.replace("Never", "Rarely"))]) == []


TWICE = [make_section("A", "First: ask a doctor today."), make_section("B", "Then: ask a doctor tomorrow.")]


@pytest.mark.parametrize(
    ("prefix", "suffix", "parts"),
    [("", "", [0, 1]), ("First:", "", [0]), ("", " tomorrow.", [1]), ("nothing like it", "", [0, 1])],
)
def test_of_several_places_the_words_around_them_tell_which(prefix, suffix, parts):
    places = found("ask a doctor", prefix=prefix, suffix=suffix, sections=TWICE)
    assert [place.part for place in places] == parts


@given(st.lists(st.sampled_from(["one", "two", "Three", "4", "ß", "é"]), min_size=1, max_size=30), st.data())
def test_what_was_found_once_is_found_again_by_its_own_quotation(words, data):
    text = ReadableText(make_document(sections=[make_section("Zero", " ".join(words))]))
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    for place in text.places(Quotation(" ".join(words[first : last + 1]))):
        assert place in text.places(place.quotation)
