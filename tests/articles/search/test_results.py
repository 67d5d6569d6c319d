"""One table for both databases. The pages are those of the content pack."""

from datetime import timedelta

import pytest

from articles.models import IndexTerm
from articles.search.results import search

from ..public_pages import make_public_edition, withdraw

TRD, UNDERSTANDING = "treatment-resistant-depression", "understanding-depression"
MEDICINE, STIMULATION, TALKING = "antidepressants-what-to-expect", "brain-stimulation-treatments", "talking-therapies"
# What is typed, the first hit, and what was looked for instead. The same on both databases.
QUERIES = [
    ("antidepressants", MEDICINE, ""),
    ("Antidepressant", MEDICINE, ""),
    ("antidep", MEDICINE, ""),
    ("talking therapy", TALKING, ""),
    ("therapies", TALKING, ""),
    ("what is depression", UNDERSTANDING, ""),
    ("depressed", UNDERSTANDING, ""),
    ("dépression", UNDERSTANDING, ""),
    ("DEPRESSION", UNDERSTANDING, ""),
    ("treatment resistant depression", TRD, ""),
    ("treatment-resistant", TRD, ""),
    ("TRD", TRD, ""),
    ("esketamine", TRD, ""),
    ("esketam", TRD, ""),  # The beginning of a word needs no correction.
    ("ketamine", TRD, ""),
    ("lithium", TRD, ""),
    ("dysthymia", TRD, ""),
    ("magnesium", TRD, ""),
    ("magnetic stimulation", STIMULATION, ""),
    ("TMS", STIMULATION, ""),
    ("ect", STIMULATION, ""),
    ("transcranial magnetic stimulation", STIMULATION, ""),
    ("vagus nerve", STIMULATION, ""),
    ("CBT", TALKING, ""),
    ("counselling", TALKING, ""),  # Its stem is the same.
    ("ssri", MEDICINE, ""),
    ("SSRIs", MEDICINE, ""),
    ("how do I stop antidepressants", MEDICINE, ""),
    ("stopping antidepressants", MEDICINE, ""),
    ("lithum", TRD, "lithium"),
    ("antidperessants", MEDICINE, "antidepressants"),
    ("esketmaine", TRD, "esketamine"),
    ("tehrapy", TALKING, "therapy"),
    ("magnetic stimulaton", STIMULATION, "magnetic stimulation"),
    ("depresion", UNDERSTANDING, ""),
    ("kumquats", "kumquat", ""),
    ("grow a kumqaut", "kumquat", "grow kumquat"),
    ("persimmon", "persimmon", ""),  # In its title, and in the other page's words alone.
    ("durian", "persimmon", ""),
    ("zeppelin", None, ""),
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


@pytest.fixture(scope="module")
def larger_library(library, django_db_blocker):
    """The content pack, and two made-up pages."""
    with django_db_blocker.unblock():
        make_public_edition(slug="kumquat", title="How to grow a kumquat", summary="Unlike a persimmon, it is small.")
        make_public_edition(slug="persimmon", title="The persimmon", summary="A fruit.", key_points=["No durian."])


@pytest.mark.parametrize(("query", "first", "corrected"), QUERIES, ids=[query for query, *_ in QUERIES])
def test_the_first_hit_and_the_correction_are(larger_library, query, first, corrected):
    results = search(query)
    assert next(iter(slugs(results)), None) == first
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


@pytest.mark.parametrize("query", ["zeppelin", "", "?"])
def test_where_nothing_is_shown_the_topics_lead_on(library, query):
    assert {topic.slug for topic in search(query).elsewhere} == {"depression", "treatment"}


def test_where_pages_are_shown_no_topics_lead_away(library):
    assert search("lithium").elsewhere == []


def test_a_page_beyond_the_last_is_the_last(library):
    results = search("depression", page=19)
    assert results.page == 1
    assert results.hits


@pytest.mark.django_db
def test_older_editions_do_not_crowd_out_the_visible_ones(monkeypatch):
    monkeypatch.setattr("articles.search.lookup.PAGES_OF_A_TERM", 2)
    first = make_public_edition(title="A kumquat", summary="A kumquat, a kumquat.")
    for _ in range(4):
        live = make_public_edition(article=first.article, title="A kumquat", summary="Of a kumquat")
    other = make_public_edition(summary="No other word but one: kumquat.")
    assert {hit.edition.pk for hit in search("kumquat").hits} == {live.pk, other.pk}


@pytest.mark.django_db
def test_no_correction_tells_a_word_of_a_page_that_readers_cannot_see():
    edition = make_public_edition(title="A kumquat")
    assert search("kumqaut zeppelin").corrected == "kumquat zeppelin"
    withdraw(edition)
    assert search("kumqaut zeppelin").corrected == ""


@pytest.mark.django_db
def test_no_word_of_a_hidden_page_takes_the_place_of_a_typed_one():
    make_public_edition(title="Talking therapies", summary="Of talking.")
    withdraw(make_public_edition(title="The kumquat", summary="Of the kumquat."))
    results = search("talking kumqaut")
    assert (results.total, results.corrected, results.is_partial) == (1, "", True)


@pytest.mark.django_db
def test_a_word_with_few_letters_in_their_places_is_known():
    make_public_edition(title="Lithium", summary="Of lithium.")
    assert search("ltihuim").corrected == "lithium"


def test_results_can_be_narrowed_to_a_topic(library):
    results = search("depression", topic="treatment")
    assert TRD not in slugs(results)
    assert {topic.slug for topic in results.topics} == {"depression", "treatment"}


@pytest.mark.parametrize("query", UNUSUAL)
def test_any_characters_are_safe(library, query):
    assert search(query).total >= 0


def test_a_search_asks_a_constant_number_of_queries(library, django_assert_max_num_queries, monkeypatch):
    monkeypatch.setattr("articles.medicines.stored.STAYS_FRESH", timedelta(seconds=60))
    search("depression")  # Looks for changes of the register of medicines, once a second on a site.
    with django_assert_max_num_queries(5):
        search("depression")


@pytest.mark.django_db
def test_pages_with_most_of_the_words_follow_those_with_all():
    in_passing = make_public_edition(summary="Of a kumquat, of a persimmon, and of a durian, once.")
    most = make_public_edition(title="A kumquat and a persimmon")
    make_public_edition(title="The kumquat")
    results = search("kumquat persimmon durian")
    assert [hit.edition.pk for hit in results.hits] == [in_passing.pk, most.pk]
    assert not results.is_partial


@pytest.mark.django_db
def test_a_page_named_by_an_index_term_is_drawn_without_the_words():
    """It was a 500 on SQLite: the page had no snippet."""
    edition = make_public_edition(title="A made-up page")
    IndexTerm.objects.create(term="Zeppelins", article=edition.article)
    (hit,) = search("zeppelin").hits
    assert hit.edition == edition
    assert not any(is_match for _, is_match in hit.fragments)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("zoloft", MEDICINE),
        ("prozac", MEDICINE),
        ("sertraline", MEDICINE),
        ("anti-depressants", MEDICINE),
        ("anti depressants", MEDICINE),
        ("anti\u00addepressants", MEDICINE),
        ("shock therapy", STIMULATION),
        ("talkingtherapy", TALKING),
        ("counselor", TALKING),
        ("rexulti", TRD),
    ],
)
def test_other_names_and_spellings_find_the_page(library, query, first):
    results = search(query)
    assert next(iter(slugs(results)), None) == first
    assert results.corrected == ""


@pytest.mark.parametrize("query", ["suiside", "crisis", "how many pills to die", "took too many pills", "kil myself"])
def test_words_of_danger_are_never_corrected(library, query):
    results = search(query)
    assert results.is_danger
    assert results.corrected == ""


@pytest.mark.django_db
def test_a_correction_that_means_danger_is_danger():
    make_public_edition(title="Suicidal thoughts")
    results = search("suicidlal")
    assert (results.corrected, results.is_danger) == ("", True)
    results = search("siucidlal")
    assert (results.corrected, results.is_danger) == ("suicidal", True)
