"""Two texts that began as one. All of it is made up."""

import pytest

from articles.comparison.three_way_merge import THEIRS, YOURS, change_of, choices, merged

from ..factories import make_document, make_section, make_source

ONE, TWO = make_section("One", "First words. [study]"), make_section("Two", "Second words.", "causes")
BASE = make_document(sections=[ONE, TWO])


def test_what_each_changed_is_taken_from_each():
    yours, theirs = BASE | {"title": "Yours"}, BASE | {"summary": "Theirs."}
    both = merged(BASE, yours, theirs, {})
    assert (both["title"], both["summary"]) == ("Yours", "Theirs.")


def test_equal_texts_leave_nothing_to_choose():
    assert choices(BASE, BASE | {"title": "Same"}, BASE | {"title": "Same"}) == []


def test_only_what_both_changed_is_disputed():
    yours = BASE | {"title": "Yours", "author": "Mine alone"}
    found = choices(BASE, yours, BASE | {"title": "Theirs"})
    assert {choice.key: (choice.is_disputed, choice.suggested) for choice in found} == {
        "field-title": (True, YOURS),
        "field-author": (False, YOURS),
    }


@pytest.mark.parametrize(("whose", "expected"), [(YOURS, "Yours"), (THEIRS, "Theirs")])
def test_either_may_be_taken(whose, expected):
    both = merged(BASE, BASE | {"title": "Yours"}, BASE | {"title": "Theirs"}, {"field-title": whose})
    assert both["title"] == expected


def test_a_day_that_the_other_took_out_is_gone():
    theirs = BASE | {"facts_checked_on": None}
    assert merged(BASE, BASE | {"title": "Yours"}, theirs, {})["facts_checked_on"] is None


def test_sections_are_matched_though_a_heading_changed():
    yours = BASE | {"sections": [make_section("One, renamed", ONE["body"]), TWO]}
    theirs = BASE | {"sections": [ONE, make_section("Two", "Second words, longer.", "causes")]}
    assert [section["heading"] for section in merged(BASE, yours, theirs, {})["sections"]] == ["One, renamed", "Two"]
    assert merged(BASE, yours, theirs, {})["sections"][1]["body"] == "Second words, longer."


def test_a_section_that_one_took_out_while_the_other_wrote_in_it_is_disputed():
    yours = BASE | {"sections": [ONE, make_section("Two", "Second words, and more of mine.", "causes")]}
    theirs = BASE | {"sections": [ONE]}
    (choice,) = choices(BASE, yours, theirs)
    assert (choice.is_disputed, choice.theirs) == (True, None)
    assert merged(BASE, yours, theirs, {})["sections"][1]["body"] == "Second words, and more of mine."
    assert merged(BASE, yours, theirs, {choice.key: THEIRS})["sections"] == [ONE]


def test_new_sections_of_both_are_kept_where_each_put_them():
    yours = BASE | {"sections": [make_section("Mine", "a"), ONE, TWO]}
    theirs = BASE | {"sections": [ONE, make_section("Theirs", "b"), TWO]}
    headings = [section["heading"] for section in merged(BASE, yours, theirs, {})["sections"]]
    assert headings == ["Mine", "One", "Theirs", "Two"]


def test_two_new_sections_of_one_heading_are_both_kept():
    yours = BASE | {"sections": [ONE, TWO, make_section("New", "a"), make_section("New", "b")]}
    assert [section["body"] for section in merged(BASE, yours, BASE, {})["sections"][2:]] == ["a", "b"]


def test_your_order_holds_where_you_changed_it():
    yours = BASE | {"sections": [TWO, ONE]}
    theirs = BASE | {"sections": [ONE, make_section("Two", "Theirs.", "causes")]}
    both = merged(BASE, yours, theirs, {})["sections"]
    assert [section["body"] for section in both] == ["Theirs.", "First words. [study]"]


def test_sources_are_matched_by_their_key():
    yours = BASE | {"sources": [make_source(title="Mine")]}
    theirs = BASE | {"sources": [make_source(), make_source("other")]}
    both = merged(BASE, yours, theirs, {})["sources"]
    assert [(source["key"], source["title"]) for source in both] == [
        ("study", "Mine"),
        ("other", make_source()["title"]),
    ]


def test_each_change_is_shown_word_by_word():
    (choice,) = choices(BASE, BASE | {"summary": "A made-up sheet."}, BASE)
    assert "sheet" in {segment.text for segment in change_of(choice, YOURS).paragraphs[0].segments}
    assert change_of(choice, THEIRS) is None
