import pytest

from articles.search.suggestions import suggestions

from ..public_pages import make_public_edition, withdraw


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("esk", "Esketamine"),
        ("magn", "TMS (transcranial magnetic stimulation)"),
        ("talk", "Talking therapies"),
    ],
)
def test_a_beginning_suggests_titles_and_terms(library, typed, expected):
    assert expected.lower() in [suggestion.lower() for suggestion in suggestions(typed)]


@pytest.mark.parametrize("typed", ["", "a", "  ", "zeppelin", "\x00\x00", "%%", "__", "\\\\", "x" * 5000])
def test_nothing_is_suggested_for(library, typed):
    assert suggestions(typed) == []


@pytest.mark.django_db
def test_suggests_no_page_that_readers_cannot_see():
    edition = make_public_edition(title="A kumquat")
    assert suggestions("kumq") == ["A kumquat"]
    withdraw(edition)
    assert suggestions("kumq") == []


@pytest.mark.parametrize(("typed", "is_danger"), [("suicid", True), ("lith", False)])
def test_suggestions_tell_of_danger(library, client, typed, is_danger):
    answer = client.get("/search/suggestions.json", {"q": typed})
    assert answer.json()["is_danger"] is is_danger
