"""What voids a signature and what does not. The doses in these texts are made up."""

import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from articles.medicines import packed_register
from articles.schema.definition import ARTICLE
from articles.signatures.blocks import HARMLESS
from articles.signatures.harmless import MOST_MENDED, differences
from psyweb.content_pack import read_pack
from tests.moments import iso_day

from ..factories import make_document, make_section, make_source

CASES = Path(__file__).parent / "cases"
CONTENT = Path(__file__).parents[3] / "content"
LEAST_SHARE_HELD = 0.85


def found(old, new):
    return list(differences(old, new, is_medicine_word=packed_register().is_medicine_word))


def body_differences(old, new):
    """From one body to another, in a section called Treatment."""
    return found(*(make_document(sections=[make_section("Treatment", body, "treatments")]) for body in (old, new)))


def read(file, signature):
    """(before, after) of one table; “\\n” stands for a new line."""
    rows = csv.DictReader(file.read_text(encoding="utf-8").splitlines())
    return [
        (row["before"].replace("\\n", "\n"), row["after"].replace("\\n", "\n"))
        for row in rows
        if row["signature"] == signature
    ]


def cases(signature):
    return [case for file in sorted(CASES.glob("*.csv")) for case in read(file, signature)]


@pytest.mark.parametrize(("before", "after"), cases("void"))
def test_another_meaning_voids(before, after):
    assert body_differences(before, after)


@pytest.mark.parametrize(("before", "after"), cases("void"))
def test_a_meaning_that_comes_back_voids_as_well(before, after):
    """A table of typing mistakes is one-way: none of these pairs holds in the other direction either."""
    assert body_differences(after, before)


@pytest.mark.parametrize("file", sorted(CASES.glob("*.csv")), ids=lambda file: file.stem)
def test_most_harmless_changes_hold(file):
    pairs = read(file, "hold")
    held = [pair for pair in pairs if not body_differences(*pair)]
    assert len(held) >= LEAST_SHARE_HELD * len(pairs)


def test_the_tables_are_not_empty():
    assert Counter({one: len(cases(one)) for one in ("void", "hold")}) >= Counter({"void": 300, "hold": 100})


def test_the_same_text_has_no_differences():
    assert found(make_document(), make_document()) == []


def test_a_difference_says_where_and_what():
    (difference,) = body_differences("Before.\n\nTake 20 mg now.", "Before.\n\nTake 40 mg now.")
    assert (difference.before.value, difference.after.value) == ("Take 20 mg now.", "Take 40 mg now.")
    assert (difference.after.field, difference.place) == ("sections", "Treatment")


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("Take 20 mg now.", "Take 40 mg now.", "“20” → “40” in “Treatment”"),
        ("One.", "One.\n\nTwo.", "added to “Treatment”: “Two.”"),
        ("One.\n\nTwo.", "One.", "taken out of “Treatment”: “Two.”"),
        ("**Risk:** pain.", "Risk: pain.", "taken out of “Treatment”: “** … **”"),
        ("One.", "  - One.", "added to “Treatment”: “-”"),
    ],
    ids=["changed", "added", "removed", "label", "list"],
)
def test_the_history_is_told_in_words(before, after, words):
    assert words in [difference.in_words() for difference in body_differences(before, after)]


def test_blocks_stand_beside_those_of_their_field():
    """Else a new section is shown beside a source that changed."""
    old = make_document(sections=[make_section("One", "First.")], sources=[make_source()])
    new = make_document(
        sections=[make_section("One", "First."), make_section("Two", "Second.")], sources=[make_source(title="Other")]
    )
    shown = [(one.before and one.before.field, one.after and one.after.field) for one in found(old, new)]
    assert sorted(shown, key=str) == [("sources", "sources"), (None, "heading"), (None, "sections")]


def test_a_block_that_moves_across_a_heading_voids():
    texts = [make_document(sections=[make_section("One", one), make_section("Two", two)])
             for one, two in (("Docters know.", "So."), ("", "Doctors know.\n\nSo."))]  # fmt: skip
    assert found(*texts)


def test_what_has_no_words_is_named():
    assert [one.in_words() for one in found(make_document(), make_document(picture=PICTURE))] == ["changed: Picture"]


SECTIONS = [make_section("One", "First."), make_section("Two", "Second.", "risks")]
SOURCE = make_source()
PICTURE = {"id": 1, "file": "a.jpg", "width": 1, "height": 1, "alt": "A bench", "is_decorative": False,
           "credit": "Nobody", "licence": "CC0"}  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"title": "Depression"}, {"title": "Anxiety"}),
        ({"summary": "It helps."}, {"summary": "It helped."}),
        ({"key_points": ["One.", "Two."]}, {"key_points": ["Two.", "One."]}),
        ({"key_points": ["One."]}, {"key_points": []}),
        ({"questions": ["Is it safe?"]}, {"questions": ["Is it unsafe?"]}),
        ({"author": "Somebody"}, {"author": "Somebody else"}),
        ({"tags": ["depression"]}, {"tags": []}),
        ({"tags": []}, {"tags": ["suicide-risk"]}),
        ({"picture": None}, {"picture": PICTURE}),
        ({"picture": PICTURE}, {"picture": None}),
        ({"picture": PICTURE}, {"picture": PICTURE | {"alt": "A dog"}}),
        ({"sections": SECTIONS}, {"sections": [*SECTIONS, make_section("New", "Crystals heal everyone.")]}),
        ({"sections": SECTIONS}, {"sections": SECTIONS[:1]}),
        ({"sections": SECTIONS}, {"sections": SECTIONS[::-1]}),
        ({"sections": SECTIONS}, {"sections": [make_section("Three", "First."), SECTIONS[1]]}),
        ({"sections": SECTIONS}, {"sections": [make_section("One", "First.", "risks"), SECTIONS[1]]}),
        ({"sections": SECTIONS}, {"sections": [make_section("One", "x"), SECTIONS[1]]}),
        ({"sections": [SECTIONS[0]] * 2}, {"sections": [SECTIONS[0]]}),
        ({"sources": [SOURCE]}, {"sources": []}),
        ({"sources": [SOURCE]}, {"sources": [SOURCE, make_source("other", url="https://example.org/other")]}),
        ({"sources": [SOURCE]}, {"sources": [SOURCE | {"url": "https://example.org/elsewhere"}]}),
        ({"sources": [SOURCE]}, {"sources": [SOURCE | {"title": "Another example"}]}),
        ({"sources": [SOURCE]}, {"sources": [SOURCE | {"published": "2009"}]}),
    ],
    ids=lambda value: next(iter(value)),
)
def test_another_document_voids(before, after):
    assert found(make_document(**before), make_document(**after))
    assert found(make_document(**after), make_document(**before))


@pytest.mark.parametrize(
    "fields",
    [
        {"slug": "elsewhere"},
        {"topics": ["other"]},
        {"poll": "another"},
        {"tags": ["sleep"]},
        {"review_due_on": iso_day(770)},
        {"facts_checked_on": iso_day(-1)},
        {"reviewed_on": iso_day(-1)},
        {"title": "Example\u00a0"},
        {"summary": "A  made\u00adup page.".replace("made\u00adup", "made\u2011up")},
        {"sources": [make_source(accessed_on=iso_day(-3))]},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_what_no_clinician_vouches_for_holds(fields):
    assert found(make_document(), make_document(**fields)) == []


def test_every_field_that_is_harmless_is_one():
    assert {field.name for field in ARTICLE} >= HARMLESS


BOTH = [make_source("one", title="First"), make_source("two", title="Second")]


def cites(text, sources):
    return make_document(sections=[make_section(body=text)], sources=sources)


def test_the_order_of_sources_holds():
    assert found(cites("It is so. [one] [two]", BOTH), cites("It is so. [one] [two]", BOTH[::-1])) == []


def test_a_key_that_is_renamed_while_its_source_stays_holds():
    renamed = [BOTH[0] | {"key": "first"}, BOTH[1]]
    assert found(cites("It is so. [one] [two]", BOTH), cites("It is so. [first] [two]", renamed)) == []


def test_two_sources_that_swap_their_keys_void():
    swapped = [BOTH[0] | {"key": "two"}, BOTH[1] | {"key": "one"}]
    assert found(cites("It is so. [one]", BOTH), cites("It is so. [one]", swapped))
    assert found(cites("It is so. [one]", BOTH), cites("It is so. [two]", swapped)) == []


def test_a_key_that_names_another_source_now_voids():
    assert found(cites("It is so. [one]", BOTH), cites("It is so. [two]", BOTH))


def test_mended_words_hold_up_to_a_number():
    mend = [f"Paragraph {'x' * n}: the docter knows.\n\n" for n in range(1, MOST_MENDED + 2)]
    few, many = "".join(mend[:-1]), "".join(mend)
    assert body_differences(few, few.replace("docter", "doctor")) == []
    assert body_differences(many, many.replace("docter", "doctor"))


def test_a_capital_inside_a_sentence_may_be_a_name():
    assert body_differences("Docters know.", "Doctors know.") == []
    assert body_differences("Yes. Docters know.", "Yes. Doctors know.") == []
    assert body_differences("Ask the Docters.", "Ask the Doctors.")


def test_a_heading_holds_where_only_its_writing_changed():
    old, new = (
        make_document(sections=[make_section(heading, "It is so.")]) for heading in ("Don't worry", "Do not worry")
    )
    assert found(old, new) == []


# Properties, on the words of the real pages


@cache
def bodies():
    return [section["body"] for page in read_pack(CONTENT).articles for section in page.content["sections"]]


LINKS_AND_KEYS = re.compile(r"\[[^\]]*\](?:\([^)]*\))?")
WORDS = re.compile(r"(?<![\w'’:-])[a-z]{2,}(?![\w'’-])")


@st.composite
def body_and_word(draw):
    """A body, and where one of its words stands, outside links and citations."""
    body = draw(st.sampled_from(bodies()))
    kept = [match.span() for match in LINKS_AND_KEYS.finditer(body)]
    places = [match.span() for match in WORDS.finditer(body) if not any(a <= match.start() < b for a, b in kept)]
    assume(places)
    return body, *draw(st.sampled_from(places))


@cache
def vocabulary():
    return sorted({word for body in bodies() for word in re.findall(r"[a-z]{2,}", body)})


@settings(max_examples=80)
@given(place=body_and_word(), data=st.data())
def test_any_other_word_voids(place, data):
    body, low, high = place
    word = data.draw(st.sampled_from(vocabulary()))
    assume(word != body[low:high])
    assert body_differences(body, body[:low] + word + body[high:])


@settings(max_examples=80)
@given(place=body_and_word())
def test_any_word_taken_out_voids(place):
    body, low, high = place
    assert body_differences(body, body[:low] + body[high:])


@settings(max_examples=80)
@given(place=body_and_word(), data=st.data())
def test_any_word_put_in_voids(place, data):
    body, low, _high = place
    assert body_differences(body, body[:low] + data.draw(st.sampled_from(vocabulary())) + " " + body[low:])


@settings(max_examples=60)
@given(data=st.data())
def test_any_other_digit_voids(data):
    body = data.draw(st.sampled_from([body for body in bodies() if re.search(r"\d", LINKS_AND_KEYS.sub("", body))]))
    kept = [match.span() for match in LINKS_AND_KEYS.finditer(body)]
    digits = [match.start() for match in re.finditer(r"\d", body) if not any(a <= match.start() < b for a, b in kept)]
    place = data.draw(st.sampled_from(digits))
    other = data.draw(st.sampled_from("0123456789"))
    assume(other != body[place])
    assert body_differences(body, body[:place] + other + body[place + 1 :])


@settings(max_examples=30)
@given(body=st.sampled_from(range(3)), seed=st.randoms(use_true_random=False))
def test_harmless_writing_of_a_whole_page_holds(body, seed):
    """Other dashes, quotation marks, spaces, and soft hyphens inside words, all at once."""
    text = bodies()[body]
    words = LINKS_AND_KEYS.split(text)
    keys = LINKS_AND_KEYS.findall(text)
    swaps = {"'": "’", "’": "'", "–": "-", " ": seed.choice([" ", "\u00a0", "  "])}
    changed = [re.sub(r"(?<=[^\n])(?<! )['’–](?=\w)|(?<=\w) (?=\w)", lambda one: swaps[one[0]], part) for part in words]
    changed = [re.sub(r"(?<=[a-z]{3})(?=[a-z]{3})", lambda _one: seed.choice(["", "\u00ad"]), part) for part in changed]
    new = "".join(part + key for part, key in zip(changed, [*keys, ""], strict=True))
    assert body_differences(text, new) == []
