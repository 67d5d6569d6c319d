import pytest

from articles.search.meaning import keywords, other_names
from articles.search.question import LONGEST_QUERY, MOST_WORDS, parts_of, possible_terms, shown, splits, words_of

pytestmark = pytest.mark.django_db  # The register of medicines is asked.


def asked(query, *known):
    parts = parts_of(words_of(query), frozenset(known))
    return [(part.words, *(" ".join(way.terms) for way in part.alternatives)) for part in parts]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("How do I stop my  Antidépressants?", ["stop", "antidepressants"]),
        ("what is it", ["what", "is", "it"]),
        ("can’t sleep", ["sleep"]),
        ("anti-depressants", ["anti", "depressants"]),
        ("lithium lithium", ["lithium"]),
        ("a\x00kumquat\n c", ["kumquat", "c"]),
        ("???", []),
    ],
)
def test_telling_words_are_kept_and_the_others_left_out(query, words):
    assert words_of(query) == words


def test_a_question_is_shown_without_what_nobody_sees():
    assert shown(" a\x00b\n c\u00ad\u200bd ") == "a b cd"
    assert len(shown("x" * 999)) == LONGEST_QUERY


def test_a_question_has_a_longest_length_in_words():
    assert len(words_of(" ".join(f"word{chr(97 + number)}" for number in range(26)))) == MOST_WORDS


@pytest.mark.parametrize(
    ("query", "known", "parts"),
    [
        ("kumquat tree", (), [(1, "kumquat"), (1, "tree")]),
        ("anti depressants", ("antidepress",), [(2, "anti depress", "antidepress")]),
        ("anti depressants", (), [(1, "anti"), (1, "depress")]),
        ("baby blues", ("postpartum", "depress"), [(2, "babi blue", "postpartum depress")]),
        ("babyblues", ("postpartum", "depress"), [(1, "babyblu", "postpartum depress")]),
        ("manic depression help", ("bipolar",), [(2, "manic depress", "bipolar"), (1, "help")]),
        ("Zoloft dose", ("sertralin",), [(1, "zoloft", "sertralin"), (1, "dose")]),
        ("suiside", ("suicid",), [(1, "suisid", "suicid")]),
    ],
)
def test_what_says_the_same_is_asked_for_where_pages_have_it(query, known, parts):
    assert asked(query, *known) == parts


def test_every_term_of_a_part_is_looked_up_first():
    words = words_of("coming off Zoloft and baby blues")
    terms = possible_terms(words)
    wanted = {each for part in parts_of(words, frozenset(terms)) for way in part.alternatives for each in way.terms}
    assert wanted <= set(terms)


def test_the_closest_name_of_a_medicine_counts_most():
    worths = [name.worth for name in other_names(["zoloft"])]
    assert worths == sorted(worths, reverse=True)
    assert other_names(["zoloft"])[0].terms == ("sertralin",)


def test_other_names_have_keywords():
    assert other_names(keywords("stop smoking"))
    assert other_names(["kumquat"]) == []


def test_a_word_is_taken_apart_where_both_parts_are_long_enough():
    assert splits("abcdefg") == [("abc", "defg"), ("abcd", "efg")]
