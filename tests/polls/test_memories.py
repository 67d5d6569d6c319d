"""What a process remembers (papers, tallies): how long, and what it must never get wrong meanwhile."""

import pytest

from polls import counting, lifecycle, papers, results, tallies
from polls.models import Box, Poll

from . import factories


def later(monkeypatch, module):
    """As if the time had passed that the module keeps things for."""
    now = module.monotonic
    monkeypatch.setattr(module, "monotonic", lambda: now() + module.KEPT_FOR.total_seconds())


def vote_elsewhere(poll):
    """In another process, which this one hears nothing of."""
    kept = dict(tallies._kept)
    factories.cast(poll, 1)
    tallies._kept.clear()
    tallies._kept.update(kept)


def count_elsewhere(poll):
    kept = dict(tallies._kept)
    counting.count(poll)
    tallies._kept.clear()
    tallies._kept.update(kept)


def test_votes_elsewhere_show_after_a_second(poll, monkeypatch):
    tallies.read(poll.pk)
    vote_elsewhere(poll)
    assert tallies.read(poll.pk).waiting == 0
    later(monkeypatch, tallies)
    assert tallies.read(poll.pk).waiting == 1


@pytest.mark.parametrize(("box", "tally"), [(Box.MAIN, (1, 0)), (Box.HELD, (0, 1))])
def test_a_vote_here_shows_at_once(poll, box, tally):
    tallies.read(poll.pk)
    factories.cast(poll, 1, box=box)
    assert (tallies.read(poll.pk).waiting, tallies.read(poll.pk).held) == tally


def test_a_count_elsewhere_never_doubles_the_total(poll):
    factories.cast_many(poll, {1: 5, 2: 5})
    tallies.forget_all()
    tallies.read(poll.pk)
    count_elsewhere(poll)
    assert results.of(poll).total == 3989


def test_a_count_here_shows_at_once(poll):
    factories.cast_many(poll, {1: 5, 2: 5})
    tallies.read(poll.pk)
    counting.count(poll)
    assert (tallies.read(poll.pk).head, tallies.read(poll.pk).waiting) == (1, 0)


def test_a_vote_that_comes_in_during_the_statement_is_not_forgotten(poll, monkeypatch):
    query = tallies._query

    def query_and_vote(poll_id):
        tally = query(poll_id)
        factories.cast(poll, 1)
        return tally

    tallies.read(poll.pk)
    later(monkeypatch, tallies)
    with monkeypatch.context() as patch:
        patch.setattr(tallies, "_query", query_and_vote)
        tallies.read(poll.pk)
    assert tallies.read(poll.pk).waiting == 1


def test_a_total_that_is_read_while_a_vote_is_stored_shows_it_once(poll, monkeypatch):
    add_one = tallies.add_one

    def read_and_add(*vote, **moment):
        tallies.read(poll.pk)
        add_one(*vote, **moment)

    tallies.forget_all()
    with monkeypatch.context() as patch:
        patch.setattr(tallies, "add_one", read_and_add)
        factories.cast(poll, 1)
    assert tallies.read(poll.pk).waiting == 1


def test_a_count_during_the_statement_is_not_forgotten(poll, monkeypatch):
    factories.cast_many(poll, {1: 5, 2: 5})
    query = tallies._query

    def query_and_count(poll_id):
        tally = query(poll_id)
        counting.count(poll)
        return tally

    later(monkeypatch, tallies)
    with monkeypatch.context() as patch:
        patch.setattr(tallies, "_query", query_and_count)
        tallies.read(poll.pk)
    assert (tallies.read(poll.pk).head, tallies.read(poll.pk).waiting) == (1, 0)


def test_a_poll_is_read_once_in_five_seconds(poll, django_assert_num_queries):
    papers.find(poll.slug, at=poll.opens_at)
    with django_assert_num_queries(0):
        papers.find(poll.slug, at=poll.opens_at)


def test_a_closing_elsewhere_shows_after_five_seconds(poll, monkeypatch):
    papers.find(poll.slug, at=poll.opens_at)
    Poll.objects.update(closes_at=poll.opens_at)
    later(monkeypatch, papers)
    assert not papers.find(poll.slug, at=poll.opens_at).poll.is_open(at=poll.opens_at)


def test_a_planned_closing_needs_no_reading(poll):
    closes_at = poll.opens_at + factories.DAY
    Poll.objects.update(closes_at=closes_at)
    kept = papers.find(poll.slug, at=poll.opens_at).poll
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
    before = papers.find(poll.slug, at=poll.opens_at)
    change(poll)
    assert papers.find(poll.slug, at=poll.opens_at) is not before


def test_an_unknown_poll_is_not_remembered(db):
    with pytest.raises(Poll.DoesNotExist):
        papers.find("never-made", at=factories.NOW)
    assert papers.last_seen("never-made") is None
