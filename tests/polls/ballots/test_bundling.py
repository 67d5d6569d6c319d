"""Bundles of ballots: what waits stays the same to the last vote, whoever counts, bundles or votes at the same time."""

from collections import Counter
from contextlib import suppress

import pytest
from django.core.cache import cache
from django.db import DatabaseError, IntegrityError, connection

from polls import counting, results
from polls.ballots import bundling, sealing, tallying
from polls.errors import Refused
from polls.ledger import verification
from polls.models import BallotBundle, Box, BoxKey, Count, SealedBallot
from polls.models.ballots import CIPHER_LENGTH, CIPHER_LENGTHS
from polls.results import poll_cache
from polls.results.totals import Totals

from .. import factories
from ..factories import NOW
from ..test_invariants import in_threads

SPLIT = {1: 5, 2: 4, 3: 3}


@pytest.fixture
def poll(db):
    return factories.make_poll(at=NOW)


def waiting(poll):
    poll_cache.clear_all()
    tally = poll_cache.tally(poll)
    return tally.waiting, tally.held, tally.single


def test_bundles_keep_the_number_that_waits_in_each_box(poll):
    factories.cast_many(poll, SPLIT, at=NOW)
    factories.cast_many(poll, {1: 2}, at=NOW, box=Box.HELD)
    assert waiting(poll) == (12, 2, 14)
    assert bundling.bundle(poll.pk) == 14
    assert waiting(poll) == (12, 2, 0)
    assert (SealedBallot.objects.count(), BallotBundle.objects.count()) == (0, 2)


def test_bundles_at_most_as_many_as_asked_and_leaves_the_rest(poll):
    factories.cast_many(poll, SPLIT, at=NOW)
    assert [bundling.bundle(poll.pk, most=5) for _ in range(4)] == [5, 5, 2, 0]
    assert waiting(poll) == (12, 0, 0)


def test_leaves_other_polls_alone(poll):
    other = factories.make_poll(at=NOW)
    factories.cast_many(other, SPLIT, at=NOW)
    assert bundling.bundle(poll.pk) == 0
    assert waiting(other) == (12, 0, 12)


def test_a_bundle_keeps_no_order(poll):
    factories.cast_many(poll, {1: 20}, at=NOW)
    bundling.bundle(poll.pk)
    ciphers = bytes(BallotBundle.objects.get().ciphers)
    length = CIPHER_LENGTH
    each = [ciphers[start : start + length] for start in range(0, len(ciphers), length)]
    assert (len(each), each) == (20, sorted(each))


def test_ballots_of_both_lengths_and_of_several_keys_are_taken_from_their_bundles(poll):
    factories.cast_many(poll, SPLIT, at=NOW)
    sealing.rotate(poll, Box.MAIN, at=NOW)
    poll_cache.clear_all()
    factories.cast_many(poll, {4: 2}, at=NOW)
    key = BoxKey.objects.get(poll=poll, box=Box.MAIN, retired_at=None)
    SealedBallot.objects.create(poll=poll, key=key, box=Box.MAIN, cipher=bytes(min(CIPHER_LENGTHS)))
    bundling.bundle(poll.pk)
    assert BallotBundle.objects.count() == 3
    taken = tallying.take(poll, Box.MAIN, lambda opened: None)
    assert (taken.codes, taken.unreadable) == (Counter({**SPLIT, 4: 2}), 1)
    assert waiting(poll) == (0, 0, 0)


def test_a_count_takes_single_ballots_and_bundles_together(poll):
    factories.cast_many(poll, SPLIT, at=NOW)
    bundling.bundle(poll.pk)
    factories.cast_many(poll, {4: 1}, at=NOW)
    assert counting.count(poll, at=NOW).counts == {"1": 5, "2": 4, "3": 3, "4": 1}
    assert results.of(poll, at=NOW).total == 3979 + 13
    assert not BallotBundle.objects.exists()


def test_a_refused_count_leaves_bundles_as_they_were(poll):
    factories.cast_many(poll, {1: 9}, at=NOW)
    bundling.bundle(poll.pk)
    with pytest.raises(Refused):
        counting.count(poll, at=NOW)
    assert waiting(poll) == (9, 0, 0)


def test_the_key_of_a_bundle_is_not_destroyed(poll):
    factories.cast_many(poll, SPLIT, at=NOW)
    bundling.bundle(poll.pk)
    sealing.rotate(poll, Box.MAIN, at=NOW)
    assert sealing.destroy_retired(at=NOW + 2 * factories.DAY) == 0


def test_verification_finds_a_bundle_whose_key_is_not_the_polls(poll):
    factories.cast_many(poll, SPLIT, at=NOW)
    bundling.bundle(poll.pk)
    BallotBundle.objects.update(key=9_999)
    assert any("12 waiting ballots name a key" in str(fault) for fault in verification.of_poll(poll))


@pytest.mark.parametrize("spoiled", [{"number": 11}, {"ciphers": bytes(1)}], ids=["number", "ciphers"])
def test_the_database_refuses_a_bundle_whose_number_is_not_that_of_its_ballots(poll, spoiled):
    factories.cast_many(poll, SPLIT, at=NOW)
    bundling.bundle(poll.pk)
    with pytest.raises(IntegrityError):
        BallotBundle.objects.update(**spoiled)


def test_a_vote_bundles_when_many_are_single(poll, monkeypatch):
    monkeypatch.setattr(bundling, "LEAST_SINGLE", 12)
    factories.cast_many(poll, SPLIT)
    waiting(poll)
    bundling.try_after_vote(poll)
    assert waiting(poll) == (12, 0, 0)


def test_few_ballots_stay_single(poll):
    factories.cast_many(poll, SPLIT, at=NOW)
    bundling.try_after_vote(poll)
    assert waiting(poll) == (12, 0, 12)


def test_votes_of_one_second_bundle_once(poll, monkeypatch):
    monkeypatch.setattr(bundling, "LEAST_SINGLE", 1)
    for _ in range(2):
        factories.cast_many(poll, {1: 1})
        waiting(poll)
        bundling.try_after_vote(poll)
    assert waiting(poll) == (2, 0, 1)
    cache.clear()
    bundling.try_after_vote(poll)
    assert waiting(poll) == (2, 0, 0)


def test_what_an_upgrade_finds_waiting_is_bundled_within_one_vote(poll, monkeypatch):
    monkeypatch.setattr(bundling, "LEAST_SINGLE", 10)
    monkeypatch.setattr(bundling, "MOST_AT_ONCE", 5)
    factories.cast_many(poll, SPLIT)
    waiting(poll)
    bundling.try_after_vote(poll)
    assert waiting(poll) == (12, 0, 0)


def test_no_bundle_is_too_large(poll, monkeypatch):
    monkeypatch.setattr(bundling, "MOST_IN_BUNDLE", 5)
    factories.cast_many(poll, SPLIT, at=NOW)
    assert bundling.bundle(poll.pk) == 12
    assert sorted(BallotBundle.objects.values_list("number", flat=True)) == [2, 5, 5]
    assert tallying.take(poll, Box.MAIN, lambda opened: None).codes == Counter(SPLIT)


def test_a_failure_changes_no_answer_and_loses_no_ballot(poll, monkeypatch, caplog):
    monkeypatch.setattr(bundling, "LEAST_SINGLE", 1)
    factories.cast_many(poll, SPLIT)

    def fail(*parts):
        raise DatabaseError("made up")

    with monkeypatch.context() as broken:
        broken.setattr(bundling, "bundle", fail)
        waiting(poll)
        bundling.try_after_vote(poll)
    assert f"Bundling ballots of {poll.slug} failed." in caplog.text
    assert waiting(poll) == (12, 0, 12)


@pytest.mark.django_db(transaction=True)
def test_votes_bundles_and_counts_at_once_lose_and_double_nothing():
    poll = factories.make_harmless_poll(carried_over=None)
    voters = 90

    def act(index):
        if index % 3 == 0:
            with suppress(Refused):
                bundling.bundle(poll.pk, most=4) if index % 2 else counting.count(poll)
            return 0
        return factories.cast(poll, index % 4 + 1)

    accepted = sum(in_threads(act, voters, at_once=8))
    bundling.bundle(poll.pk)
    told = Totals.of(Count.objects.filter(poll=poll))
    assert told.total + waiting(poll)[0] == accepted == voters * 2 / 3
    with suppress(Refused):
        counting.count(poll)
    expected = Counter(index % 4 + 1 for index in range(voters) if index % 3)
    assert Totals.of(Count.objects.filter(poll=poll)).votes == expected


@pytest.mark.django_db(transaction=True)
def test_a_reader_never_sees_a_bundle_half():
    poll = factories.make_poll()
    factories.cast_many(poll, {1: 60})

    def act(index):
        if index % 4 == 0:
            bundling.bundle(poll.pk, most=7)
        poll_cache.clear_all()
        return poll_cache.tally(poll).waiting

    assert set(in_threads(act, 40, at_once=6)) == {60}


def test_no_index_is_paid_for_by_each_vote(db):
    with connection.cursor() as cursor:
        constraints = connection.introspection.get_constraints(cursor, SealedBallot._meta.db_table)
    assert [name for name, found in constraints.items() if found["index"] or found["primary_key"]] == []
