import pytest

from articles.search.terms import are_alike, forms, plain, speaks_of_danger, words_of


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
        ("suiside", True),
        ("sucidal", True),
        ("overdoes", True),
        ("kil myself", True),
        ("I cant go on", True),
        ("no reason to be alive", True),
        ("overuse of medicine", False),
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
