"""One table for both databases. The pages are those of the content pack."""

import pytest

from psyweb.search.fragments import fragments
from psyweb.search.results import search
from psyweb.search.words import are_alike, forms, plain, speaks_of_danger, words_of

TRD, UNDERSTANDING = "treatment-resistant-depression", "understanding-depression"
MEDICINE, STIMULATION, TALKING = "antidepressants-what-to-expect", "brain-stimulation-treatments", "talking-therapies"
FIRST_HITS = [
    ("antidepressants", MEDICINE),
    ("Antidepressant", MEDICINE),
    ("talking therapy", TALKING),
    ("therapies", TALKING),
    ("what is depression", UNDERSTANDING),
    ("depressed", UNDERSTANDING),
    ("treatment resistant depression", TRD),
    ("TRD", TRD),
    ("esketamine", TRD),
    ("ketamine", TRD),
    ("lithium", TRD),
    ("magnetic stimulation", STIMULATION),
    ("TMS", STIMULATION),
    ("ect", STIMULATION),
    ("transcranial magnetic stimulation", STIMULATION),
    ("CBT", TALKING),
    ("ssri", MEDICINE),
    ("SSRIs", MEDICINE),
    ("dysthymia", TRD),
    ("how do I stop antidepressants", MEDICINE),
    ("stopping antidepressants", MEDICINE),
    ("vagus nerve", STIMULATION),
    ("magnesium", TRD),
    ("antidep", MEDICINE),
]
TYPING_ERRORS = [
    ("lithum", TRD, "lithium"),
    ("esketam", TRD, ""),  # The beginning of a word needs no correction.
    ("antidperessants", MEDICINE, "antidepressants"),
    ("counselling", TALKING, ""),  # Its stem is the same.
    ("esketmaine", TRD, "esketamine"),
    ("tehrapy", TALKING, "therapy"),
    ("magnetic stimulaton", STIMULATION, "magnetic stimulation"),
    ("dépression", UNDERSTANDING, ""),
]
UNUSUAL = [
    "",
    " ",
    "\x00",
    '"',
    '"" AND',
    "'",
    "a' OR 1=1 --",
    "NEAR(",
    "*",
    "title:x",
    "&|!():*",
    "\\",
    "%",
    "𝕏" * 300,
    "the of and",
    "\ud800",
]


def slugs(results):
    return [hit.edition.slug for hit in results.hits]


@pytest.mark.parametrize(("query", "first"), FIRST_HITS, ids=[query for query, _ in FIRST_HITS])
def test_the_first_hit_is(library, query, first):
    assert slugs(search(query))[0] == first


@pytest.mark.parametrize(("query", "first", "corrected"), TYPING_ERRORS, ids=[query for query, *_ in TYPING_ERRORS])
def test_typing_errors_are_forgiven(library, query, first, corrected):
    results = search(query)
    assert slugs(results)[0] == first
    assert results.corrected == corrected


def test_matches_are_marked_in_their_context(library):
    hit = search("lithium").hits[0]
    assert "lithium" in [words.lower() for words, is_match in hit.fragments if is_match]
    assert any(not is_match for _, is_match in hit.fragments)


def test_a_page_with_some_of_the_words_is_found_and_said_to_be(library):
    results = search("lithium zeppelin")
    assert slugs(results)[0] == TRD
    assert results.is_partial


def test_nothing_is_found_for_what_no_page_speaks_of(library):
    assert search("zeppelin").hits == []


def test_results_can_be_narrowed_to_a_topic(library):
    results = search("depression", topic="treatment")
    assert TRD not in slugs(results)
    assert {topic.slug for topic, _ in results.topics} == {"depression", "treatment"}


@pytest.mark.parametrize("query", UNUSUAL)
def test_any_characters_are_safe(library, query):
    assert search(query).total >= 0


def test_a_search_asks_a_constant_number_of_queries(library, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        search("depression")


@pytest.mark.parametrize(
    ("query", "is_danger"),
    [
        ("suicide", True),
        ("I want to die", True),
        ("self-harm", True),
        ("self harm", True),
        ("kill myself", True),
        ("cutting myself", True),
        ("better off dead", True),
        ("SUICIDAL thoughts", True),
        ("I don’t want to live", True),
        ("sucide", True),
        ("how to decide", False),
        ("depression", False),
        ("live with depression", False),
    ],
)
def test_a_query_that_may_mean_danger_is_known(query, is_danger):
    assert speaks_of_danger(query) is is_danger


def test_telling_words_are_kept_and_the_others_left_out():
    assert words_of("How do I stop my  Antidépressants?") == ["stop", "antidepressants"]
    assert words_of("what is it") == ["what", "is", "it"]


def test_a_term_is_known_by_its_short_and_its_long_form():
    assert forms("TMS (transcranial magnetic stimulation)") == [
        ["tms", "transcranial", "magnetic", "stimulation"],
        ["tms"],
        ["transcranial", "magnetic", "stimulation"],
    ]


@pytest.mark.parametrize(
    ("some", "others", "expected"),
    [
        (["stop", "antidepressants"], ["stopping", "antidepressants"], True),
        (["ssri"], ["ssris"], True),
        (["ect"], ["ectopic"], False),
        (["therapy"], ["talking", "therapy"], False),
    ],
)
def test_words_are_alike_but_for_their_endings(some, others, expected):
    assert are_alike(some, others) is expected


def test_control_characters_are_spaces():
    assert plain("a\x00b\n c") == "a b c"


@pytest.mark.parametrize(
    ("snippet", "pieces"),
    [
        ("no match", [("no match", False)]),
        ("a \x02b\x03 c", [("a ", False), ("b", True), (" c", False)]),
        ("\x02b\x03", [("b", True)]),
        ("", []),
    ],
)
def test_a_snippet_falls_into_pieces(snippet, pieces):
    assert fragments(snippet) == pieces
