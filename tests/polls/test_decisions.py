import pytest
from django.db import IntegrityError, transaction

from polls import counting, decisions, ledger, results
from polls.errors import Refused
from polls.ledger import verification
from polls.models import Box, Count, Kind, SealedBallot

from . import factories


@pytest.fixture
def held(poll):
    factories.cast_many(poll, {1: 5, 2: 5}, box=Box.HELD)
    return counting.count(poll, box=Box.HELD)


def test_an_acceptance_says_what_it_is_about_and_why(poll, held, administrator):
    entry = decisions.accept_held(poll, held.sequence, by=administrator, reason=" A school. ")
    assert (entry.about, entry.number, entry.counts, entry.note) == (held.sequence, 10, held.counts, "A school.")


@pytest.mark.parametrize("decide", [decisions.accept_held, decisions.reject_held])
def test_refuses_a_second_decision(poll, held, administrator, decide):
    decisions.accept_held(poll, held.sequence, by=administrator, reason="A school.")
    with pytest.raises(Refused, match="no held votes"):
        decide(poll, held.sequence, by=administrator, reason="Again.")


def test_the_database_refuses_a_second_decision(poll, held, administrator):
    decisions.accept_held(poll, held.sequence, by=administrator, reason="A school.")
    parts = {"number": 10, "unknown": 0, "counts": {1: 5, 2: 5}, "about": held.sequence, "note": "No."}
    with pytest.raises(IntegrityError), transaction.atomic():
        ledger.append(poll, Kind.HELD_REJECTED, at=poll.opens_at, **parts)


def test_refuses_a_decision_on_what_is_not_held(poll, administrator):
    with pytest.raises(Refused, match="no held votes"):
        decisions.accept_held(poll, 0, by=administrator, reason="A school.")


def test_refuses_a_decision_without_a_reason(poll, held, administrator):
    with pytest.raises(Refused, match="needs a reason"):
        decisions.reject_held(poll, held.sequence, by=administrator, reason="  ")


def test_refuses_a_stranger(poll, held, stranger):
    with pytest.raises(Refused, match="may not"):
        decisions.accept_held(poll, held.sequence, by=stranger, reason="A school.")


def test_an_analyst_counts_but_does_not_decide(poll, held, analyst):
    with pytest.raises(Refused, match="may not"):
        decisions.accept_held(poll, held.sequence, by=analyst, reason="A school.")
    with pytest.raises(Refused, match="may not"):
        decisions.correct(poll, counts={1: 500}, by=analyst, reason="Made up.")


def test_a_correction_changes_the_total_and_the_split(poll, administrator):
    factories.cast_many(poll, {1: 15, 2: 5})
    counting.count(poll)
    decisions.correct(poll, counts={1: -12}, unknown=9, by=administrator, reason="Made up.")
    found = results.of(poll)
    assert (found.total, found.choices[0].votes, found.unknown) == (3979 + 20 - 3, 3, 9)


def test_what_a_correction_would_change_is_known_before(poll):
    factories.cast_many(poll, {1: 15, 2: 5})
    counting.count(poll)
    changes = decisions.preview(poll, counts={1: -12, 2: 0})
    assert [(change.now, change.then) for change in changes] == [(15, 3), (20, 8)]


def test_a_correction_is_a_further_entry_with_its_reason(poll, administrator):
    before = ledger.hash_of(Count.objects.get(poll=poll, sequence=0))
    entry = decisions.correct(poll, counts={}, unknown=1, by=administrator, reason=" Made up. ")
    assert (entry.sequence, entry.kind, entry.number, entry.note) == (1, Kind.CORRECTION, 1, "Made up.")
    assert Count.objects.get(poll=poll, sequence=0).hash == before == entry.previous_hash


@pytest.mark.parametrize("counts", [{1: 9}, {1: -9}, {1: 5, 2: -4}], ids=["told", "taken away", "moved"])
def test_refuses_to_correct_fewer_votes_by_choice_than_a_count_tells(poll, administrator, counts):
    factories.cast_many(poll, {1: 15, 2: 5})
    counting.count(poll)
    with pytest.raises(Refused, match="10 votes or more"):
        decisions.correct(poll, counts=counts, unknown=9, by=administrator, reason="Made up.")


@pytest.mark.parametrize("parts", [{"counts": {1: -10}}, {"counts": {}, "unknown": -1}], ids=["choice", "unknown"])
def test_refuses_a_correction_below_nothing(poll, administrator, parts):
    with pytest.raises(Refused, match="more votes than were counted here"):
        decisions.correct(poll, by=administrator, reason="Made up.", **parts)


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ({"counts": {1: 0}}, "at least one vote"),
        ({"counts": {}, "unknown": 10**30}, "can hold"),
        ({"counts": {1: 10**30, 2: -(10**30)}}, "can hold"),
    ],
    ids=["nothing", "too many", "too many moved"],
)
def test_refuses_a_correction_that_is_none(poll, administrator, parts, why):
    with pytest.raises(Refused, match=why):
        decisions.correct(poll, by=administrator, reason="Made up.", **parts)
    assert poll.ledger.count() == 1


def test_refuses_a_correction_without_a_reason(poll, administrator):
    with pytest.raises(Refused, match="needs a reason"):
        decisions.correct(poll, counts={}, unknown=1, by=administrator, reason=" ")


def test_a_stranger_may_not_correct(poll, stranger):
    with pytest.raises(Refused, match="may not"):
        decisions.correct(poll, counts={}, unknown=1, by=stranger, reason="Made up.")


def test_refuses_a_correction_of_a_choice_that_is_not_there(poll, administrator):
    with pytest.raises(Refused, match="choices of this poll"):
        decisions.correct(poll, counts={9: 10}, by=administrator, reason="Made up.")


@pytest.fixture
def poll_of_several(db):
    """20 ballots with 32 answers."""
    poll = factories.make_poll_of_several()
    factories.cast_many(poll, {(1, 2): 12, 3: 8})
    counting.count(poll)
    return poll


def test_a_correction_of_several_answers_names_its_ballots(poll_of_several, administrator):
    counts = {1: -10, 2: -10, 3: -10}
    with pytest.raises(Refused, match="more votes than were counted here"):
        decisions.correct(poll_of_several, counts=counts, ballots=-10, by=administrator, reason="Made up.")
    counts = {1: -12, 2: -12, 3: -6}
    entry = decisions.correct(poll_of_several, counts=counts, ballots=-18, by=administrator, reason="Made up.")
    assert (entry.number, entry.unknown, entry.most_answers) == (-18, 0, 3)
    assert [choice.votes for choice in results.of(poll_of_several).choices] == [0, 0, 2, 0]
    assert verification.of_poll(poll_of_several) == []


@pytest.mark.parametrize(
    ("counts", "ballots", "why"),
    [
        ({1: 30}, 0, "cannot have given"),
        ({4: 30}, 30, None),
        ({4: 30}, 100, "cannot have given"),
        ({1: 10, 4: 10}, 0, "30 votes or more"),
        ({1: -10, 2: -10, 3: 10}, 0, None),
        ({}, 0, "at least one vote"),
        ({}, -18, "cannot have given"),
    ],
    ids=["more than ballots", "new ballots", "ballots without", "too few", "moved", "nothing", "ballots alone"],
)
def test_a_correction_of_several_answers_is_possible_or_refused(poll_of_several, administrator, counts, ballots, why):
    if why:
        with pytest.raises(Refused, match=why):
            decisions.preview(poll_of_several, counts=counts, ballots=ballots)
    else:
        assert decisions.preview(poll_of_several, counts=counts, ballots=ballots)


def test_accepted_ballots_keep_their_answers_and_what_is_unknown(db, administrator):
    poll = factories.make_poll_of_several()
    factories.cast_many(poll, {(1, 2): 6, (3, 4): 6}, box=Box.HELD)
    SealedBallot.objects.filter(cipher=SealedBallot.objects.first().cipher).update(key_id=9_999)
    held = counting.count(poll, box=Box.HELD)
    entry = decisions.accept_held(poll, held.sequence, by=administrator, reason="A school.")
    assert (entry.number, entry.unknown, entry.counts) == (12, 1, held.counts)
