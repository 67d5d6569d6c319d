"""Texts that nobody writes and somebody pastes: four times as much takes about four times as long, never sixteen."""

import time

import pytest

from articles import checks
from articles.comparison.diff import compare
from articles.signatures.harmless import differences

from .checks.test_checks import GOOD
from .factories import make_document, make_section

SHORT, LONG = 6_000, 24_000  # Characters; a section holds 50,000, and 1,000 “[”.
# Linear is 4; the rest is what a busy machine adds. The square would be 16.
MOST_TIMES = 9
HOSTILE = {
    "brackets": "[a]",
    "half brackets": "some words between them [ ",
    "one word": "a",
    "short lines": "a\n",
    "items": "- a\n",
    "doses": "1 mg ",
    "warnings": "do not stop ",
    "chains": "do not skip or skip or ",
    "bounds": "up to ",
    "sentences": "No. ",
    "callouts": "::: note\n",
}


def document(part, length, end=""):
    return make_document(sections=[make_section("Text", (part * (length // len(part))) + end, "treatments")])


def times(act):
    """How many times as long the long text takes, by the best of two."""
    best = {}
    for length in (SHORT, LONG) * 2:
        start = time.process_time()
        act(length)
        best[length] = min(best.get(length, 1e9), time.process_time() - start)
    return best[LONG] / best[SHORT]


def fresh(act):
    """Each call with other words at the end, so that nothing is remembered from the last."""
    count = iter(range(100))
    return lambda length: act(length, f" {next(count)}")


@pytest.mark.parametrize("part", HOSTILE.values(), ids=HOSTILE)
def test_the_checks_of_a_hostile_text_take_no_square_of_its_length(part):
    assert times(fresh(lambda length, end: checks.review(document(part, length, end), GOOD))) < MOST_TIMES


@pytest.mark.parametrize("part", ["a\n", "1 mg ", "a ", "No. "], ids=["lines", "doses", "words", "sentences"])
def test_comparing_hostile_texts_takes_no_square_of_their_length(part):
    def both(length, end):
        old, new = document(part, length), document(part.replace("a", "b").replace("1", "2"), length, end)
        return compare(old, new), list(differences(old, new, is_medicine_word=lambda _word: False))

    assert times(fresh(both)) < MOST_TIMES
