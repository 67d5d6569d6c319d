"""What voids a signature and what does not. The doses in these texts are made up."""

import re
from functools import cache
from pathlib import Path
from string import ascii_lowercase

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from articles.clinical import clinical_changes
from articles.clinical.facts import facts
from articles.clinical.warnings import warnings, words_of
from psyweb.content_pack import read_pack
from tests.moments import iso_day

from .factories import make_document, make_section

CONTENT = Path(__file__).parents[2] / "content"
TEXT = "Some people take 20 mg of fluoxetine in the morning. Most of them sleep well."


def changes(old, new, *, aspect="treatments"):
    """From one body to another, in a section called Treatment."""
    texts = [make_document(sections=[make_section("Treatment", body, aspect)]) for body in (old, new)]
    return clinical_changes(*texts)


def test_the_same_text_has_no_changes():
    assert changes(TEXT, TEXT) == []


VOID = [
    pytest.param("20 mg", "40 mg", "dose changed: 20 mg → 40 mg in “Treatment”", id="dose"),
    pytest.param("20 mg", "20 g", "dose changed: 20 mg → 20 g in “Treatment”", id="unit"),
    pytest.param("20 mg", "a little", "dose taken out: 20 mg in “Treatment”", id="dose gone"),
    pytest.param("20 mg", "up to 20 mg", "dose changed: 20 mg → up to 20 mg in “Treatment”", id="bound"),
    pytest.param("20 mg", "20 mg a day", "dose changed: 20 mg → 20 mg a day in “Treatment”", id="how often"),
    pytest.param("fluoxetine", "paroxetine", "medicine changed: fluoxetine → paroxetine in “Treatment”", id="medicine"),
    pytest.param("Most of", "Two of", "number added: Two in “Treatment”", id="number in words"),
    pytest.param(
        "sleep well", "never drive", "warning added to “Treatment”: “Most of them never drive.”", id="warning"
    ),
]


@pytest.mark.parametrize(("was", "now", "says"), VOID)
def test_a_change_of_clinical_weight_is_named(was, now, says):
    assert changes(TEXT, TEXT.replace(was, now)) == [says]


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Most of them", "Most people"),
        ("sleep well", "slep well"),
        ("20 mg", "20mg"),
        ("20 mg", "20 milligrams"),
        (". Most", ".\n\nMost"),
        ("morning", "**morning** [study]"),
    ],
    ids=["rewording", "typo", "space", "name of the unit", "paragraph", "marks and citation"],
)
def test_what_has_no_weight_is_no_change(was, now):
    assert changes(TEXT, TEXT.replace(was, now)) == []


def test_doses_that_change_places_are_found():
    """The same numbers and names, and another meaning."""
    assert changes("Lithium 20 mg. Quetiapine 50 mg.", "Lithium 50 mg. Quetiapine 20 mg.")
    assert changes("Lithium 20 mg. Quetiapine.", "Lithium. Quetiapine 20 mg.")


WARNED = "Plain words. Never stop at once without your doctor."


@pytest.mark.parametrize(
    ("new", "starts"),
    [
        ("Plain words. Stop at once without your doctor.", "warning changed"),
        ("Plain words.", "warning taken out"),
        ("Plain words. Never stop at once without your doctor. Call 988.", "number added"),
    ],
    ids=["turned round", "gone", "one more"],
)
def test_a_changed_warning_is_found(new, starts):
    assert changes(WARNED, new)[0].startswith(starts)


@pytest.mark.parametrize(
    "new",
    [
        "Other plain words. Never stop at once without your doctor.",
        "Never stop at once without your doctor. Plain words.",
        "Plain words. never stop, at once, without your doctor!",
    ],
    ids=["words around it", "moved", "marks and capitals"],
)
def test_a_warning_that_says_the_same_is_no_change(new):
    assert changes(WARNED, new) == []


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("It works for most.", "It does not work for most."),
        ("It was of use.", "It wasn’t of use."),
        ("It is not addictive.", "It is addictive."),
        ("It was tested with care.", "It was tested without care."),
        ("Some find it helps.\n\nIt will help.", "Some find it helps.\n\nIt won't help."),
    ],
)
def test_a_sentence_that_was_turned_round_is_found(was, now):
    (found,) = changes(was, now)
    assert found.startswith("turned round in “Treatment”")


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("It is not new.", "It is nothing new."),
        ("It does not work.", "It doesn't work."),
        ("It works.", "It works well, and it is not new."),
        ("It is not nwe.", "It is not new."),
        ("Fluoxetine works.", "Flu\u00adoxetine works."),
        ("Take 5 mg – or less.", "Take 5\u00a0mg - or less."),
        ("Never stop it.", "Never\u200b stop it."),
    ],
)
def test_other_words_and_unseen_characters_turn_nothing_round(was, now):
    assert changes(was, now) == []


@pytest.mark.parametrize(("was", "now"), [("10 cells.", "10⁹ cells."), ("10⁹ cells.", "109 cells.")])
def test_a_power_is_part_of_its_number(was, now):
    assert changes(was, now)


def test_of_two_sections_with_one_heading_none_is_lost():
    one, two = make_section("Risks", "It hurts.", "risks"), make_section("Risks", "It burns.", "risks")
    assert clinical_changes(make_document(sections=[one, two]), make_document(sections=[two])) == [
        "warning taken out of “Risks”: “It hurts.”"
    ]


def test_every_sentence_of_a_section_on_risks_is_a_warning():
    assert changes("It may hurt a bit.", "It may hurt a lot.", aspect="risks")
    assert changes("It may hurt a bit.", "It may hurt a lot.", aspect="overview") == []


@pytest.mark.parametrize(("kind", "is_warning"), [("warning", True), ("call-now", True), ("note", False)])
def test_a_callout_warns_unless_it_is_a_note(kind, is_warning):
    assert bool(warnings(f"Before.\n\n::: {kind}\nQuite calm words.\n:::\n\nAfter.")) is is_warning


def test_help_lines_that_would_go_with_their_tag_are_named():
    old, new = make_document(tags=["depression", "sleep"]), make_document(tags=[])
    assert clinical_changes(old, new) == ["help lines at risk: the tag “depression” was taken off"]


@pytest.mark.dated
@pytest.mark.parametrize(
    "fields",
    [
        {"author": "Somebody else"},
        {"review_due_on": iso_day(770)},
        {"topics": ["other"]},
        {"sources": []},
        {"slug": "elsewhere"},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_what_is_said_about_the_text_is_not_the_text(fields):
    assert clinical_changes(make_document(), make_document(**fields)) == []


@pytest.mark.parametrize(
    ("field", "value", "place"),
    [
        ("title", "Example 2", "title"),
        ("summary", "Made up in 3 days.", "summary"),
        ("key_points", ["One point for 7 people."], "key points"),
        ("questions", ["Is 9 a number?"], "questions"),
    ],
)
def test_every_part_that_readers_read_is_looked_at(field, value, place):
    assert any(place in change for change in clinical_changes(make_document(), make_document(**{field: value})))


def test_a_section_with_a_new_heading_is_still_the_same_section():
    old = make_document(sections=[make_section("Treatment", TEXT)])
    new = make_document(sections=[make_section("How it is treated", TEXT)])
    assert clinical_changes(old, new) == []


@pytest.mark.parametrize(
    "word", ["Prozac", "SSRIs", "escitalopram", "esketamine", "St John’s wort", "antidepressants", "zolmitriptan"]
)
def test_knows_a_medicine(word):
    assert [fact.kind for fact in facts(word)] == ["medicine"]


@pytest.mark.parametrize("word", ["April", "magazine", "person", "medicine", "examine", "control"])
def test_common_words_are_no_medicines(word):
    assert list(facts(word)) == []


# Properties, on the words of the real pages


@cache
def bodies():
    """Sections of the content pack that hold a number, and all of them."""
    pages = [page.content for page in read_pack(CONTENT).articles]
    sections = [(section["body"], section["aspect"]) for page in pages for section in page["sections"]]
    return [one for one in sections if re.search(r"\d", one[0])], sections


LINKS_AND_KEYS = re.compile(r"\[[^\]]*\](?:\([^)]*\))?")


@settings(max_examples=60)
@given(data=st.data())
def test_any_change_of_a_digit_voids(data):
    body, aspect = data.draw(st.sampled_from(bodies()[0]))
    quiet = [match.span() for match in LINKS_AND_KEYS.finditer(body)]
    digits = [
        match.start()
        for match in re.finditer(r"\d", body)
        if not any(low <= match.start() < high for low, high in quiet)
        and not re.match(r"\d+\. ", body[body.rfind("\n", 0, match.start()) + 1 :])  # The number of a list item.
    ]
    assume(digits)
    place = data.draw(st.sampled_from(digits))
    other = data.draw(st.sampled_from("0123456789"))
    assume(other != body[place])
    assert changes(body, body[:place] + other + body[place + 1 :], aspect=aspect)


@settings(max_examples=60)
@given(data=st.data())
def test_no_change_of_other_words_voids(data):
    body, aspect = data.draw(st.sampled_from(bodies()[1]))
    found = [
        match.span()
        for match in re.finditer(r"(?<![\w'’-])[a-z]{3,}(?![\w'’-])", body)
        if not any(low <= match.start() < high for low, high in [m.span() for m in LINKS_AND_KEYS.finditer(body)])
    ]
    assume(found)
    low, high = data.draw(st.sampled_from(found))
    word = data.draw(st.text(ascii_lowercase, min_size=3, max_size=12))
    new = body[:low] + word + body[high:]
    kept = [fact.value for fact in facts(body)]
    assume([fact.value for fact in facts(new)] == kept)  # Neither word is a number, a unit or a medicine …
    said = [words_of(warning) for warning in warnings(body, aspect=aspect)]
    assume([words_of(warning) for warning in warnings(new, aspect=aspect)] == said)  # … nor part of a warning.
    assert changes(body, new, aspect=aspect) == []
