"""What one visitor of a network can learn of another's visit from the limits that both share."""

from datetime import timedelta
from random import Random

import pytest
from django.core.cache import cache

from polls.ballots import vote_limits
from privacy import rate_limit

from ..factories import NOW

NETWORK = "192.0.2.0/24"
PLAYS = 10_000
ADVANTAGE = 0.05  # Over guessing, which is right in half of the plays.
FEWEST_PERMITS, MOST_PERMITS = 31, 60
FEWEST_VOTES, MOST_VOTES = 11, 30


def visit():
    vote_limits.may_have_permit(NETWORK, at=NOW)
    vote_limits.is_to_be_held(NETWORK, at=NOW)
    vote_limits.note_accepted(NETWORK, at=NOW)


def use_up(number, what, window):
    """As many at once: one by one they would take minutes, and the best guess doesn't ask where between it ended."""
    newest, key = list(rate_limit._keys(what, NETWORK, window, at=NOW).items())[-1]
    rate_limit._increment(key, newest, window, at=NOW)
    cache.incr(key, number - 1)


def has_permits(number):
    return all(vote_limits.may_have_permit(NETWORK, at=NOW) for _ in range(number))


def has_votes_counted(number):
    for _ in range(number):
        if vote_limits.is_to_be_held(NETWORK, at=NOW):
            return False
        vote_limits.note_accepted(NETWORK, at=NOW)
    return True


def guess(otherwise):
    """The best guess: if fewer than the least came through, somebody came before; if the most did, nobody."""
    use_up(FEWEST_PERMITS - 2, "minted", vote_limits.HOUR)
    use_up(FEWEST_VOTES - 2, "accepted", vote_limits.HELD_WINDOW)
    if not has_permits(2) or not has_votes_counted(2):
        return True
    use_up(MOST_PERMITS - FEWEST_PERMITS - 1, "minted", vote_limits.HOUR)
    use_up(MOST_VOTES - FEWEST_VOTES - 1, "accepted", vote_limits.HELD_WINDOW)
    return False if has_permits(1) or has_votes_counted(1) else otherwise


def test_a_neighbour_guesses_hardly_better_than_by_chance(monkeypatch):
    """It uses up both limits, right after the visit or without one, and watches which of its votes are held."""
    chance = Random(7)
    monkeypatch.setattr(rate_limit, "draw", chance.choice)
    right = 0
    for play in range(PLAYS):
        cache.clear()
        has_visited = play % 2 == 0
        if has_visited:
            visit()
        right += guess(otherwise=chance.random() < 0.5) == has_visited
    assert 0.02 < right / PLAYS - 0.5 <= ADVANTAGE  # Not at all would say that the play is wrong.


@pytest.mark.parametrize("visited", [0, 1, 20, 59], ids="{} minutes before".format)
def test_when_a_refusal_ends_tells_nothing_of_when_a_neighbour_came(visited):
    vote_limits.may_have_permit(NETWORK, at=NOW - timedelta(minutes=visited))
    while vote_limits.may_have_permit(NETWORK, at=NOW):
        pass
    ends = NOW + vote_limits.RETRY_AFTER
    later = [NOW + timedelta(minutes=minute) for minute in range(0, 65, 5)]
    assert not any(vote_limits.may_have_permit(NETWORK, at=at) for at in (*later, ends - timedelta(seconds=1)))
    assert vote_limits.may_have_permit(NETWORK, at=ends)


def test_each_refusal_draws_another_limit(monkeypatch):
    """Who learned one in a quiet night learned nothing for the next day."""
    limits = iter([40, 50])
    monkeypatch.setattr(rate_limit, "draw", lambda among: next(limits, 31))
    for start, limit in ((NOW, 40), (NOW + 2 * vote_limits.HOUR, 50)):
        assert sum(vote_limits.may_have_permit(NETWORK, at=start) for _ in range(60)) == limit


def test_a_refusal_lasts_across_midnight():
    midnight = NOW.replace(hour=0, minute=0) + timedelta(days=1)
    while vote_limits.may_have_permit(NETWORK, at=midnight - timedelta(minutes=1)):
        pass
    assert not vote_limits.may_have_permit(NETWORK, at=midnight + timedelta(minutes=30))
