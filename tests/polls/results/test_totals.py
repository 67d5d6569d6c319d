"""What a ledger adds up to, however long it is."""

import tracemalloc
from datetime import timedelta

import pytest

from polls.models import Count, Kind
from polls.results.totals import History, Totals

from ..factories import NOW

LONG = 20_000  # Entries, each of a day of its own.
MOST_GROWTH = 100_000  # Bytes. A number for each day alone would take two million.


def made_up_entries(number):
    """Not stored: what was carried over, and daily counts of one vote."""
    for sequence in range(number):
        yield Count(
            sequence=sequence,
            day=NOW.date() + timedelta(days=sequence),
            kind=Kind.COUNT if sequence else Kind.CARRIED_OVER,
            number=1,
            counts={"1": 1} if sequence else {},
            unknown=0 if sequence else 1,
        )


def growth(kind):
    """The most memory that adding up took beyond what was taken before."""
    kind.of(made_up_entries(10))
    tracemalloc.start()
    try:
        kind.of(made_up_entries(LONG))
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_sums_take_no_more_memory_for_a_longer_ledger():
    assert growth(Totals) < MOST_GROWTH


@pytest.mark.parametrize("kind", [Totals, History])
def test_sums_and_the_pages_history_agree(kind):
    found = kind.of(made_up_entries(50))
    assert (found.counted, found.votes, found.last.sequence) == (49, {1: 49}, 49)


def test_the_pages_history_knows_what_was_counted_by_each_day():
    assert list(History.of(made_up_entries(4)).counted_by_day.values()) == [0, 1, 2, 3]
