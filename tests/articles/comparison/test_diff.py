import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.comparison.diff import Kind, compare, compare_paragraphs, compare_words

from ..factories import make_document, make_section, make_source


def drawn(segments):
    marks = {Kind.SAME: "{}", Kind.ADDED: "+{}+", Kind.REMOVED: "-{}-"}
    return "".join(marks[segment.kind].format(segment.text) for segment in segments)


def test_nothing_changed():
    changes = compare(make_document(), make_document())
    assert not changes
    assert changes.unchanged_sections == ("What it is",)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("up to six weeks", "up to eight weeks", "up to -six-+eight+ weeks"),
        ("10% of people", "10% of people in all", "10% of people+ in all+"),
        ("a b c d", "a x y d", "a -b c-+x y+ d"),
        ("", "new", "+new+"),
        ("take 5 mg", "take 0.5 mg", "take -5-+0.5+ mg"),
        ("take 1.5 mg", "take 15 mg", "take -1.5-+15+ mg"),
        ("take 1/2 of it", "take 2 of it", "take -1/2-+2+ of it"),
        ("1,000 people", "10,000 people", "-1,000-+10,000+ people"),
        ("You should drive.", "You should not drive.", "You should +not +drive."),
        ("Take it.", "Take it!", "Take it-.-+!+"),
        ("It helps. [one]", "It helps. [two]", "It helps. [-one-+two+]"),
        ("naïve café", "naïve cafés", "naïve -café-+cafés+"),
        ("深い眠り", "浅い眠り", "-深い眠り-+浅い眠り+"),
    ],
)
def test_words_are_compared_whole(old, new, expected):
    assert drawn(compare_words(old, new)) == expected


@given(st.text("ab .,\n", max_size=40), st.text("ab .,\n", max_size=40))
def test_both_texts_can_be_read_out_of_the_comparison(old, new):
    segments = compare_words(old, new)
    assert "".join(part.text for part in segments if part.kind != Kind.ADDED) == old
    assert "".join(part.text for part in segments if part.kind != Kind.REMOVED) == new


def test_a_callout_that_becomes_more_urgent_is_a_change_that_readers_can_read():
    old = make_document(sections=[make_section(body="::: see-a-doctor\nIf it lasts.\n:::")])
    new = make_document(sections=[make_section(body="::: call-now\nIf it lasts.\n:::")])
    (part,) = compare(old, new).sections
    assert [drawn(paragraph.segments) for paragraph in part.paragraphs] == [
        "+Call for help now:+",
        "-See a doctor:-",
        "If it lasts.",
    ]


@given(st.lists(st.sampled_from(["one two three", "one two four", "five", "six"]), max_size=6),
       st.lists(st.sampled_from(["one two three", "one two four", "five", "seven"]), max_size=6))  # fmt: skip
def test_no_paragraph_is_lost(old, new):
    paragraphs = compare_paragraphs(old, new)
    read_old, read_new = [], []
    for paragraph in paragraphs:
        texts = [
            "".join(part.text for part in paragraph.segments if part.kind != unwanted)
            for unwanted in (Kind.ADDED, Kind.REMOVED)
        ]
        read_old += [texts[0]] if paragraph.kind != Kind.ADDED else []
        read_new += [texts[1]] if paragraph.kind != Kind.REMOVED else []
    assert (read_old, read_new) == (old, new)


def test_sections_are_matched_by_heading_wherever_they_stand():
    one, two = make_section("One", "First words here."), make_section("Two", "Second words here.")
    changes = compare(make_document(sections=[one, two]), make_document(sections=[two, one]))
    assert changes.sections == ()


def test_another_order_of_sections_is_a_change_that_readers_can_read():
    one, two = make_section("One", "First words here."), make_section("Two", "Second words here.")
    (part,) = compare(make_document(sections=[one, two]), make_document(sections=[two, one])).fields
    assert part.label == "Order of sections"
    assert [drawn(paragraph.segments) for paragraph in part.paragraphs] == ["+Two+", "One", "-Two-"]


def test_a_section_that_comes_between_changes_no_order():
    one, two, new = (make_section(name, f"{name} words.") for name in ("One", "Two", "New"))
    changes = compare(make_document(sections=[one, two]), make_document(sections=[one, new, two]))
    assert changes.fields == ()


def test_of_two_sections_with_one_heading_the_one_that_went_is_shown():
    one, two = make_section("Risks", "It hurts."), make_section("Risks", "It burns.")
    (part,) = compare(make_document(sections=[one, two]), make_document(sections=[two])).sections
    assert (part.kind, part.paragraphs[0].segments[0].text) == (Kind.REMOVED, "It hurts.")


def test_a_renamed_section_is_one_that_changed():
    old, new = make_section("Old name", "The same words in both."), make_section("New name", "The same words in both.")
    (part,) = compare(make_document(sections=[old]), make_document(sections=[new])).sections
    assert (part.kind, part.label, part.old_label) == (Kind.CHANGED, "New name", "Old name")


def test_added_and_removed_sections_are_named():
    changes = compare(
        make_document(sections=[make_section("Gone", "Words that go.", "causes")]),
        make_document(sections=[make_section("Come", "Other stuff arrives.", "risks")]),
    )
    assert [(part.kind, part.label) for part in changes.sections] == [(Kind.ADDED, "Come"), (Kind.REMOVED, "Gone")]


def test_fields_lists_and_the_picture_are_compared():
    picture = {"id": 1, "file": "a.webp", "alt": "A tree", "is_decorative": False, "credit": "X", "licence": "CC0-1.0"}
    changes = compare(make_document(), make_document(title="Other", key_points=["Another."], picture=picture))
    assert [part.label for part in changes.fields] == ["Title", "Key points", "Picture"]


def test_sources_are_compared_by_key():
    changes = compare(
        make_document(sources=[make_source("kept"), make_source("gone")]),
        make_document(sources=[make_source("kept", title="A new title"), make_source("come")]),
    )
    assert [(part.label, part.kind) for part in changes.sources] == [
        ("[kept]", Kind.CHANGED),
        ("[come]", Kind.ADDED),
        ("[gone]", Kind.REMOVED),
    ]


def test_a_long_page_is_compared_in_a_tenth_of_a_second():
    words = [f"word{number % 700}" for number in range(1500)]
    old = make_document(
        sections=[make_section(body="\n\n".join(" ".join(words[n : n + 50]) for n in range(0, 1500, 50)))]
    )
    new = make_document(sections=[make_section(body=old["sections"][0]["body"].replace("word3", "other"))])
    start = time.process_time()
    compare(old, new)
    assert time.process_time() - start < 0.1
