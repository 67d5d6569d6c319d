"""Who has everything after the count cannot tie a permit to a choice: each attack does no better than chance.

At chance: of n votes, right no more often than n × the most frequent choice's share + 5 standard deviations (binomial),
which chance alone exceeds less than once in a million.
"""

import tempfile
from collections import Counter
from math import sqrt
from pathlib import Path

import pytest

from tests.crash.__main__ import apart
from tests.machinery import programs

from . import attacks
from .recording import VOTES, record

DEVIATIONS = 5
PLACES = {
    "sqlite": {"rows", "rows after", "file", "write-ahead log", "log", "answers"},
    "postgresql": {"xmin", "dump", "rows", "dead rows", "write-ahead log", "pg_waldump", "log", "answers"},
}
# Where a ballot stands beside its mark: each place ties nearly all of them, or it was looked at wrongly.
BALLOTS = {"sqlite": ["rows"], "postgresql": ["xmin", "dump", "dead rows", "write-ahead log"]}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def recording(request):
    with tempfile.TemporaryDirectory(prefix="psyweb-linkage-") as name:
        Path(name).chmod(0o755)
        found = apart(record, Path(name) / "site", request.param, programs.find_or_install().postgresql)
        yield request.param, found


@pytest.fixture
def truth(recording):
    return {vote.mark: vote.code for vote in recording[1].votes}


def most_by_chance(codes):
    share = max(Counter(codes).values()) / len(codes)
    return len(codes) * share + DEVIATIONS * sqrt(len(codes) * share * (1 - share))


def test_no_place_lets_guess_a_choice_better_than_chance(recording, truth):
    database, found = recording
    assert set(found.ties) == PLACES[database]
    scores = {place: attacks.guessed(ties, truth) for place, ties in found.ties.items()}
    assert {place: score for place, score in scores.items() if score > most_by_chance(truth.values())} == {}


def test_no_key_that_is_left_opens_a_ballot(recording, truth):
    database, found = recording
    assert found.keys
    assert {place: attacks.opened(found.ties[place], found.keys, truth) for place in BALLOTS[database]} == (
        dict.fromkeys(BALLOTS[database], 0)
    )


def test_the_key_folder_tells_of_no_vote(recording):
    _, found = recording
    names = [name for vote in found.votes for name in (vote.mark, vote.mark.hex().encode(), vote.permit.encode())]
    assert [name for name in names if name in found.kept_beside] == []


def test_the_attack_opens_nearly_all_with_a_key_stolen_before_the_count(recording, truth):
    """So what protects is that the key is destroyed, and the attack is able to tell."""
    database, found = recording
    told = {place: attacks.opened(found.ties[place], found.stolen_keys, truth) for place in BALLOTS[database]}
    assert min(told.values()) > 0.9 * VOTES, told


def test_the_attack_tells_every_choice_where_ballots_are_stored_plainly(recording, truth):
    _, found = recording
    assert attacks.guessed(found.control, truth) == VOTES


def test_the_attack_notices_a_single_byte_that_depends_on_the_choice(recording, truth):
    _, found = recording
    leaky = {vote.mark: vote.sent[:300] + bytes([vote.code]) + vote.sent[300:] for vote in found.votes}
    assert attacks.guessed(leaky, truth) == VOTES
