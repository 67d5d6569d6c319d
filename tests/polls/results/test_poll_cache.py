"""What a process caches of a poll: for how long, and what must never be wrong meanwhile."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from polls import counting, lifecycle, results
from polls.models import Box, Count, Poll
from polls.results import poll_cache
from polls.retention import POLL_CACHED_FOR
from psyweb.joins import write_guards

from .. import factories


def later(monkeypatch, age):
    """As if so much time had passed."""
    now = poll_cache.monotonic
    monkeypatch.setattr(poll_cache, "monotonic", lambda: now() + age.total_seconds())


def elsewhere(poll, act):
    """In another process, which this one hears nothing of."""
    entry = poll_cache._entries[poll.slug]
    tally = entry.tally
    act()
    entry.tally = tally
    poll_cache._entries[poll.slug] = entry


def test_votes_elsewhere_show_after_a_second(poll, monkeypatch):
    poll_cache.tally(poll)
    elsewhere(poll, lambda: factories.cast(poll, 1))
    assert poll_cache.tally(poll).waiting == 0
    later(monkeypatch, poll_cache.TALLY_CACHED_FOR)
    assert poll_cache.tally(poll).waiting == 1


@pytest.mark.parametrize(("box", "tally"), [(Box.MAIN, (1, 0)), (Box.HELD, (0, 1))])
def test_a_vote_here_shows_at_once(poll, box, tally):
    poll_cache.tally(poll)
    factories.cast(poll, 1, box=box)
    assert (poll_cache.tally(poll).waiting, poll_cache.tally(poll).held) == tally


def test_a_count_elsewhere_never_doubles_the_total(poll):
    factories.cast_many(poll, {1: 5, 2: 5})
    poll_cache.clear_all()
    poll_cache.tally(poll)
    elsewhere(poll, lambda: counting.count(poll))
    assert results.of(poll).total == 3989


def test_a_count_here_shows_at_once(poll):
    factories.cast_many(poll, {1: 5, 2: 5})
    poll_cache.tally(poll)
    counting.count(poll)
    assert (poll_cache.tally(poll).head, poll_cache.tally(poll).waiting) == (1, 0)


def test_a_vote_that_comes_in_during_the_statement_is_not_forgotten(poll, monkeypatch):
    query = poll_cache._query_tally

    def query_and_vote(poll_id):
        tally = query(poll_id)
        factories.cast(poll, 1)
        return tally

    poll_cache.tally(poll)
    later(monkeypatch, poll_cache.TALLY_CACHED_FOR)
    with monkeypatch.context() as patch:
        patch.setattr(poll_cache, "_query_tally", query_and_vote)
        poll_cache.tally(poll)
    assert poll_cache.tally(poll).waiting == 1


def test_a_total_that_is_read_while_a_vote_is_stored_shows_it_once(poll, monkeypatch):
    add_vote = poll_cache.add_vote

    def read_and_add(*vote, **moment):
        poll_cache.tally(poll)
        add_vote(*vote, **moment)

    poll_cache.clear_all()
    with monkeypatch.context() as patch:
        patch.setattr(poll_cache, "add_vote", read_and_add)
        factories.cast(poll, 1)
    assert poll_cache.tally(poll).waiting == 1


def test_a_count_during_the_statement_is_not_forgotten(poll, monkeypatch):
    factories.cast_many(poll, {1: 5, 2: 5})
    query = poll_cache._query_tally

    def query_and_count(poll_id):
        tally = query(poll_id)
        counting.count(poll)
        return tally

    later(monkeypatch, poll_cache.TALLY_CACHED_FOR)
    with monkeypatch.context() as patch:
        patch.setattr(poll_cache, "_query_tally", query_and_count)
        poll_cache.tally(poll)
    assert (poll_cache.tally(poll).head, poll_cache.tally(poll).waiting) == (1, 0)


def test_a_poll_is_read_once_in_five_seconds(poll, django_assert_num_queries):
    poll_cache.find(poll.slug, at=poll.opens_at)
    with django_assert_num_queries(0):
        poll_cache.find(poll.slug, at=poll.opens_at)


def test_a_closing_elsewhere_shows_after_five_seconds(poll, monkeypatch):
    poll_cache.find(poll.slug, at=poll.opens_at)
    Poll.objects.update(closes_at=poll.opens_at)
    later(monkeypatch, POLL_CACHED_FOR)
    assert not poll_cache.find(poll.slug, at=poll.opens_at).poll.is_open(at=poll.opens_at)


def test_a_planned_closing_needs_no_reading(poll):
    closes_at = poll.opens_at + factories.DAY
    Poll.objects.update(closes_at=closes_at)
    kept = poll_cache.find(poll.slug, at=poll.opens_at).poll
    assert (kept.is_open(at=poll.opens_at), kept.is_open(at=closes_at)) == (True, False)


@pytest.mark.parametrize(
    "change",
    [
        lifecycle.close,
        lambda poll: lifecycle.hide_choice(poll, code=1, reason="Made up."),
        counting.count,
    ],
    ids=["close", "hide", "count"],
)
def test_a_change_here_shows_at_once(poll, change):
    factories.cast_many(poll, {1: 5, 2: 5})
    before = poll_cache.find(poll.slug, at=poll.opens_at)
    change(poll)
    assert poll_cache.find(poll.slug, at=poll.opens_at) is not before


def test_an_unknown_poll_is_not_cached(db):
    with pytest.raises(Poll.DoesNotExist):
        poll_cache.find("never-made", at=factories.NOW)
    assert poll_cache.last_seen("never-made") is None
    assert "never-made" not in poll_cache._entries


@pytest.mark.parametrize("is_first", [True, False], ids=["first reading", "later reading"])
def test_what_was_read_before_a_change_is_not_cached(poll, is_first):
    """The poll closes while another thread reads it."""
    poll_cache.find(poll.slug, at=poll.opens_at)
    poll_cache._entries[poll.slug].poll = None
    if is_first:
        poll_cache.clear_all()
    closed = []

    def close_meanwhile(execute, *statement):
        answer = execute(*statement)
        if not closed:
            closed.append(poll)
            lifecycle.close(poll)
        return answer

    with connection.execute_wrapper(close_meanwhile):
        assert poll_cache.find(poll.slug, at=poll.opens_at).poll.closes_at is None
    assert poll_cache.find(poll.slug, at=poll.opens_at).poll.closes_at is not None


@pytest.fixture
def counted():
    """A harmless poll with three entries: what was carried over, and two counts."""
    poll = factories.make_harmless_poll()
    for _ in range(2):
        factories.cast_many(poll, {1: 1, 2: 1})
        counting.count(poll)
    return poll


def sums_of(poll):
    return poll_cache.history(poll, poll_cache.tally(poll))


@pytest.mark.django_db
def test_sums_are_read_once(counted, django_assert_num_queries):
    sums_of(counted)
    with django_assert_num_queries(0):
        assert sums_of(counted).counted == 4


@pytest.mark.django_db
def test_only_new_entries_are_read(counted):
    sums_of(counted)
    factories.cast(counted, 1)
    counting.count(counted)
    poll_cache.tally(counted)
    with CaptureQueriesContext(connection) as asked:
        assert sums_of(counted).counted == 5
    assert [query["sql"].count('"sequence" > 2') for query in asked] == [1]


@pytest.mark.django_db
def test_what_was_remembered_of_an_earlier_head_stays_as_it_was(counted):
    earlier = sums_of(counted)
    factories.cast(counted, 1)
    counting.count(counted)
    assert (sums_of(counted).votes, earlier.votes) == ({1: 3, 2: 2}, {1: 2, 2: 2})


@pytest.mark.django_db
def test_a_ledger_that_a_failover_set_back_is_read_anew(counted):
    """The lost entry and the one that takes its place share a number."""
    assert results.of(counted).counted == 4
    connection.check_constraints()  # Else PostgreSQL would not let the guards be lifted before the end.
    write_guards.lift()
    Count.objects.filter(poll=counted, sequence=2).delete()
    factories.cast_many(counted, {3: 5})
    poll_cache.clear_all()
    counting.count(counted)
    factories.cast(counted, 4)
    counting.count(counted)
    assert results.of(counted).counted == 2 + 5 + 1


@pytest.mark.django_db
def test_what_was_counted_by_each_day_goes_on(counted):
    day = factories.NOW + timedelta(days=400)
    factories.cast(counted, 1, at=day)
    counting.count(counted, at=day)
    assert list(sums_of(counted).counted_by_day.values())[-1] == sums_of(counted).counted
