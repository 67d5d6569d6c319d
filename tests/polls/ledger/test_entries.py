import pytest
from django.db import IntegrityError, transaction

from polls import ledger
from polls.models import Kind

from ..factories import NOW


def test_a_ledger_begins_with_what_was_carried_over(poll):
    entry = poll.ledger.get()
    assert (entry.sequence, entry.kind, entry.number, entry.unknown, entry.origin) == (
        0,
        Kind.CARRIED_OVER,
        3979,
        3979,
        "the earlier site",
    )


def test_each_entry_names_the_hash_of_the_one_before(poll):
    first = poll.ledger.get()
    second = ledger.append(poll, Kind.COUNT, number=1, unknown=0, counts={1: 1}, at=NOW)
    assert (second.sequence, second.previous_hash) == (1, first.hash)


def test_choices_without_votes_are_not_written(poll):
    assert ledger.append(poll, Kind.COUNT, number=2, unknown=0, counts={1: 2, 2: 0}, at=NOW).counts == {"1": 2}


def test_two_entries_cannot_have_one_place(poll):
    entry = poll.ledger.get()
    entry.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.save(force_insert=True)


@pytest.mark.parametrize(
    "parts",
    [
        {"kind": Kind.CARRIED_OVER, "number": 1},
        {"kind": Kind.COUNT, "number": -1},
        {"kind": Kind.HELD_ACCEPTED, "number": 1, "note": "Made up."},
        {"kind": Kind.HELD_REJECTED, "number": 1, "about": 1},
        {"kind": Kind.COUNT, "number": 1, "about": 1},
        {"kind": "made up", "number": 1},
    ],
    ids=["carried over twice", "negative", "decides on nothing", "without a reason", "about nothing held", "unknown"],
)
def test_the_database_refuses_an_entry_that_cannot_be(poll, parts):
    with pytest.raises(IntegrityError), transaction.atomic():
        ledger.append(poll, at=NOW, **{"unknown": parts["number"], **parts})
