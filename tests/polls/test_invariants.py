"""The promises of the poll, under any order of what can happen. Both databases run these."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from polls import counting, lifecycle, results
from polls.ballots import bundling, casting, permits, sealing
from polls.ballots.tallying import MOST_ALIKE
from polls.errors import Refused
from polls.ledger import verification
from polls.models import BallotBundle, Box, BoxKey, Count, Kind, Mark, SealedBallot
from polls.models.counts import OF_MAIN_BOX
from polls.models.polls import SENSITIVE_INTERVAL_DAYS, SENSITIVE_MINIMUM
from polls.results import poll_cache
from polls.results.totals import Totals
from polls.retention import MARK_KEPT_FOR
from psyweb.joins import write_guards

from . import factories
from .factories import NOW, ORIGIN

HOUR = timedelta(hours=1)
SIMULTANEOUS = 200
SELECTIONS = st.sampled_from([(1,), (1, 2), (1, 2, 3), (2, 3), (3,)])  # A poll of single answers takes the first.


class Ballots(RuleBasedStateMachine):
    """Votes, replays, counts, time and closing in any order, against a plain tally of what was promised."""

    most_answers = 1

    def __init__(self):
        super().__init__()
        self.now = NOW
        self.poll = factories.make_poll(at=NOW, most_answers=self.most_answers)
        self.spent = {}
        self.box_of = Counter()

    def is_open(self):
        return poll_cache.find(self.poll.slug, at=self.now).poll.is_open(at=self.now)

    @rule(codes=SELECTIONS, number=st.integers(1, 8), box=st.sampled_from([Box.MAIN, Box.MAIN, Box.HELD]))
    @precondition(is_open)
    def vote(self, codes, number, box):
        codes = codes[: self.most_answers]
        for _ in range(number):
            token = permits.mint(self.poll.pk, at=self.now)
            assert factories.cast(self.poll, *codes, at=self.now, box=box, token=token)
            self.spent[token] = (codes, self.now)
            self.box_of[box] += 1

    @rule(codes=SELECTIONS, data=st.data())
    @precondition(lambda self: self.spent and self.is_open())
    def replay(self, codes, data):
        token = data.draw(st.sampled_from(sorted(self.spent)))
        with suppress(Refused):
            assert not factories.cast(self.poll, *codes[: self.most_answers], at=self.now, token=token)

    @rule(box=st.sampled_from(Box))
    def count(self, box):
        with suppress(Refused):
            counting.count(self.poll, box=box, at=self.now)

    @rule(most=st.integers(1, 9))
    def bundle(self, most):
        bundling.bundle(self.poll.pk, most)

    @rule()
    def tidy(self):
        counting.clean_up(at=self.now)

    @rule(hours=st.integers(1, 200))
    def wait(self, hours):
        self.now += hours * HOUR

    @rule(share=st.floats(0, 1))
    def wait_within_the_life_of_a_mark(self, share):
        self.now += share * MARK_KEPT_FOR

    @rule()
    @precondition(is_open)
    def close(self):
        lifecycle.close(self.poll, at=self.now)

    @invariant()
    def total_is_carried_over_and_spent_permits(self):
        poll_cache.clear_all()
        found = results.of(self.poll, at=self.now)
        assert (found.total, found.held) == (3979 + self.box_of[Box.MAIN], self.box_of[Box.HELD])

    @invariant()
    def no_split_is_told_below_the_floors(self):
        told = [entry for entry in Count.objects.filter(poll=self.poll).order_by("sequence") if entry.counts]
        for entry in told:
            ballots = entry.number - entry.unknown
            assert ballots >= SENSITIVE_MINIMUM
            assert max(entry.counts.values()) <= MOST_ALIKE * ballots
        for kinds in (OF_MAIN_BOX, (Kind.HELD,)):
            days = [entry.day for entry in told if entry.kind in kinds]
            assert all((after - before).days > SENSITIVE_INTERVAL_DAYS for before, after in pairwise(days))

    @invariant()
    def the_ledger_is_sound(self):
        assert verification.of_poll(self.poll) == []

    @invariant()
    def no_choice_has_more_votes_than_were_cast_for_it(self):
        cast = Counter(code for codes, _ in self.spent.values() for code in codes)
        told = Totals.of(Count.objects.filter(poll=self.poll)).votes
        assert all(told[code] <= cast[code] for code in told)

    @invariant()
    def a_ballot_that_waits_can_be_read(self):
        for table in (SealedBallot, BallotBundle):
            keys = BoxKey.objects.filter(pk__in=table.objects.filter(poll=self.poll).values("key"))
            assert all(sealing.is_readable(key) for key in keys)


class BallotsOfSeveral(Ballots):
    most_answers = 3


@pytest.mark.django_db
@pytest.mark.parametrize("machine", [Ballots, BallotsOfSeveral])
def test_promises_hold_under_any_order_of_votes_replays_counts_and_closing(machine):
    quick = settings(max_examples=15, stateful_step_count=18, suppress_health_check=list(HealthCheck), database=None)
    run_state_machine_as_test(machine, settings=quick)


@pytest.mark.django_db
def test_any_order_of_the_same_votes_gives_the_same_counts():
    orders = ([1, 2, 3, 4] * 3, [4, 3, 2, 1] * 3, sorted([1, 2, 3, 4] * 3))
    counts = []
    for order in orders:
        poll = factories.make_poll(at=NOW)
        for code in order:
            factories.cast(poll, code, at=NOW)
        counts.append(counting.count(poll, at=NOW).counts)
    assert counts == [{"1": 3, "2": 3, "3": 3, "4": 3}] * 3


def in_threads(act, number, at_once=16):
    """Run `act(index)` in real threads with connections of their own; give back what each returned."""

    def run(index):
        try:
            return act(index)
        finally:
            connection.close()

    with ThreadPoolExecutor(at_once) as pool:
        return list(pool.map(run, range(number)))


@pytest.mark.django_db(transaction=True)
def test_200_simultaneous_posts_with_one_permit_add_one():
    poll = factories.make_poll()
    permit = permits.mint(poll.pk, at=poll.opens_at)
    url, fields = f"/polls/{poll.slug}/vote/", {"choice": 1, "permit": permit}
    answers = in_threads(lambda index: Client().post(url, fields, **ORIGIN).status_code, SIMULTANEOUS)
    assert set(answers) == {303}
    assert (results.of(poll).total, Mark.objects.count(), SealedBallot.objects.count()) == (3980, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_votes_and_counts_at_once_lose_and_double_nothing():
    """Voters, each sending its permit twice, against two counters that never rest."""
    poll = factories.make_harmless_poll(carried_over=None)
    voters = 80

    def act(index):
        if index % 5 == 0:
            with suppress(Refused):
                counting.count(poll)
            return 0
        permit = permits.read(permits.mint(poll.pk, at=poll.opens_at), poll.pk, at=poll.opens_at)
        code = index % 4 + 1
        cached = poll_cache.find(poll.slug, at=poll.opens_at)
        return sum(casting.cast(cached, [code], permit, at=poll.opens_at) for _ in range(2))

    accepted = sum(in_threads(act, voters, at_once=8))
    with suppress(Refused):
        counting.count(poll)
    told = Totals.of(Count.objects.filter(poll=poll)).votes
    expected = Counter(index % 4 + 1 for index in range(voters) if index % 5)
    assert (accepted, told) == (expected.total(), expected)
    assert verification.of_poll(poll) == []


@pytest.mark.django_db(transaction=True)
def test_two_counters_at_once_make_one_entry():
    poll = factories.make_poll()
    factories.cast_many(poll, {1: 5, 2: 5})

    def act(index):
        with suppress(Refused):
            return counting.count(poll).sequence

    assert sorted(in_threads(act, 4), key=str) == [1, None, None, None]


@pytest.mark.django_db(transaction=True)
def test_a_count_that_dies_leaves_every_ballot(monkeypatch):
    poll = factories.make_poll()
    factories.cast_many(poll, {1: 5, 2: 5})
    monkeypatch.setattr("polls.ledger.append", lambda *parts, **named: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        counting.count(poll)
    poll_cache.clear_all()
    assert (SealedBallot.objects.count(), results.of(poll).total) == (10, 3989)
    assert write_guards.missing() == []


@pytest.mark.django_db(transaction=True)
def test_a_reader_never_sees_a_count_half():
    """The total stays while ballots move from the box to the ledger."""
    poll = factories.make_harmless_poll()
    factories.cast_many(poll, {1: 60})

    def act(index):
        if index % 4 == 0:
            factories.cast(poll, 1)
            with suppress(Refused):
                counting.count(poll)
            return True
        poll_cache.clear_all()
        found = results.of(poll)
        return 4039 <= found.total <= 4039 + 10

    assert all(in_threads(act, 40, at_once=6))
