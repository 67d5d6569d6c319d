import pytest

from articles.models import Edition
from articles.search import index
from articles.search.results import search
from articles.search.snippets import fragments
from psyweb.joins import write_guards

from ..public_pages import make_public_edition

FAR = "Unlike others. " * 100


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        (f"{FAR}A kumquat is small. {FAR}", "kumquat", {"kumquat"}),
        (f"A kumquat. {FAR}The persimmon of a kumquat. {FAR}", "kumquat persimmon", {"kumquat", "persimmon"}),
        (f"Of a diet of trees. {FAR}Trees die. {FAR}", "die trees", {"Trees", "die"}),
        (f"{FAR}Two therapies. {FAR}", "therapy", {"therapies"}),
        (f"{FAR}A naïve tree. {FAR}", "naive", {"naïve"}),
    ],
    ids=["far down", "near each other", "begins another word", "another ending", "accents"],
)
def test_a_snippet_of_a_long_text_marks_the_words(text, query, marked):
    edition = make_public_edition(summary="Of trees.")
    write_guards.lift()
    Edition.objects.filter(pk=edition.pk).update(text=text)
    index.learn(Edition.objects.filter(pk=edition.pk))
    (hit,) = search(query).hits
    assert {words for words, is_match in hit.fragments if is_match} == marked
    assert len("".join(words for words, _ in hit.fragments)) < 400


@pytest.mark.parametrize(
    ("text", "terms", "pieces"),
    [
        ("no match", {"other"}, [("no match", False)]),
        ("no terms", set(), [("no terms", False)]),
        ("a match c", {"match"}, [("a ", False), ("match", True), (" c", False)]),
        ("Match", {"match"}, [("Match", True)]),
        (
            "A heading\nA sentence.\nAnother",
            {"head"},
            [("A ", False), ("heading", True), (" · A sentence. Another", False)],
        ),
        (
            "an\u00adxie\u0301ty \ufb01nd",
            {"anxieti", "find"},
            [("an\u00adxie\u0301ty", True), (" ", False), ("\ufb01nd", True)],
        ),
        ("self-harm", {"harm"}, [("self-", False), ("harm", True)]),
        ("", {"match"}, []),
    ],
)
def test_a_passage_falls_into_pieces(text, terms, pieces):
    assert fragments(text, terms) == pieces


def test_a_text_full_of_matches_takes_linear_time():
    assert len(fragments("match " * 100_000, {"match"})) < 100
