from datetime import timedelta

import pytest

from articles.search.corrections import completions, corrected
from articles.search.results import search
from tests.moments import NOON

from ..public_pages import make_public_edition

pytestmark = pytest.mark.django_db


def test_of_words_as_near_the_one_that_most_pages_have_is_meant():
    make_public_edition(summary="Its defects.")
    for _ in range(3):
        make_public_edition(summary="Its effects.")
    assert search("efects").corrected == "effects"


def test_fewer_slips_count_more_than_more_pages():
    make_public_edition(summary="The defect.")
    for _ in range(3):
        make_public_edition(summary="The perfect one.")
    assert search("defekt").corrected == "defect"


def test_a_medicine_comes_before_a_common_word():
    make_public_edition(summary="Of a prozar.")
    make_public_edition(summary="Of a prozar, again.")
    assert search("prozat").corrected == "prozac"


@pytest.mark.parametrize("query", ["rexulti", "Zoloft", "prozac", "lithium"])
def test_the_name_of_a_medicine_is_never_corrected(query):
    make_public_edition(summary="The results of zolofts, prozacs and lithiums are rexults.")
    make_public_edition(summary="The results.")
    assert search(query).corrected == ""


def test_one_word_at_most_is_changed():
    make_public_edition(summary="Kumquat and persimmon.")
    results = search("kumqat persimon")
    assert results.corrected in ("kumquat persimon", "kumqat persimmon")
    assert results.is_partial


def test_a_word_that_a_page_has_is_not_corrected():
    make_public_edition(summary="Kumquats, or kumqats.")
    assert search("kumqats").corrected == ""


def test_two_words_that_were_typed_as_one_are_parted():
    make_public_edition(summary="Of kumquat marmalade.")
    assert search("kumquatmarmalade").corrected == "kumquat marmalade"


@pytest.mark.parametrize("word", ["abc", "1984", "kumquat"])
def test_nothing_is_near(word):
    make_public_edition(summary="Of abd, 1985 and a persimmon.")
    assert corrected([word], [word], NOON) == [word]


def test_a_slip_in_the_first_letter_is_found_too():
    make_public_edition(summary="Of a kumquat.")
    assert search("qumquat").corrected == "kumquat"


def test_an_unfinished_word_is_completed_without_a_word():
    make_public_edition(summary="Of a persimmon.")
    assert completions("persim") == ("persimmon",)
    assert completions("pe") == ()
    results = search("persim")
    assert (results.total, results.corrected) == (1, "")


def test_no_word_of_a_page_of_tomorrow_is_told():
    make_public_edition(summary="Of a kumquat.", publish_at=NOON + timedelta(days=400))
    assert search("kumqaut").corrected == ""
