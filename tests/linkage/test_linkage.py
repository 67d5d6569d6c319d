"""Who has everything after the count cannot tie a permit to its answers: each attack does no better than chance.

At chance: of n votes, right no more often than n × the most frequent answer's share + 5 standard deviations (binomial),
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


SINGLE, SEVERAL = 1, 3
# What somebody may want to know of a ballot with several answers: all of them, how many, or whether one is among them.
FACTS = {
    "answers": lambda vote: vote.codes,
    "how many": lambda vote: len(vote.codes),
    "the first": lambda vote: 1 in vote.codes,
    "the last": lambda vote: 4 in vote.codes,
}


@pytest.fixture(
    scope="module",
    params=[(database, most) for database in ("sqlite", "postgresql") for most in (SINGLE, SEVERAL)],
    ids=lambda param: f"{param[0]}, {param[1]} at most",
)
def recording(request):
    database, most_answers = request.param
    with tempfile.TemporaryDirectory(prefix="psyweb-linkage-") as name:
        Path(name).chmod(0o755)
        folder = Path(name) / "site"
        found = apart(record, folder, database, most_answers, programs.find_or_install().postgresql)
        yield database, found


@pytest.fixture
def truth(recording):
    return {vote.mark: vote.answers for vote in recording[1].votes}


def most_by_chance(codes):
    share = max(Counter(codes).values()) / len(codes)
    return len(codes) * share + DEVIATIONS * sqrt(len(codes) * share * (1 - share))


@pytest.mark.parametrize("fact", FACTS.values(), ids=FACTS)
def test_no_place_lets_guess_a_choice_better_than_chance(recording, fact):
    database, found = recording
    assert set(found.ties) == PLACES[database]
    truth = {vote.mark: fact(vote) for vote in found.votes}
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
    # Of two bytes the attack looks at one: codes up to 7 are in the second.
    assert attacks.guessed(found.control, truth) == VOTES


def test_the_attack_notices_a_single_byte_that_depends_on_the_choice(recording, truth):
    _, found = recording
    leaky = {vote.mark: vote.sent[:300] + vote.answers[-1:] + vote.sent[300:] for vote in found.votes}
    assert attacks.guessed(leaky, truth) == VOTES
