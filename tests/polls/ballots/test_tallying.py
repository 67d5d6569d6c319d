"""Emptying a box in portions: exact at every size, and no more memory for more ballots."""

import resource
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection
from nacl.public import PublicKey, SealedBox

from polls.ballots import sealing, tallying
from polls.ballots.tallying import BALLOTS_AT_ONCE
from polls.models import Box, BoxKey, SealedBallot
from polls.models.ballots import CIPHER_LENGTH

from .. import factories
from ..factories import NOW

MANY = 150_000
MOST_MEMORY = 4_000_000  # Bytes. All ballots of the box at once take 6 million (SQLite) or 27 (PostgreSQL).
PUT_MANY = {
    "postgresql": """
        INSERT INTO polls_sealedballot (poll_id, key_id, box, cipher)
        SELECT %s, %s, 'main', %s FROM generate_series(1, %s)
    """,
    "sqlite": """
        WITH RECURSIVE series(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM series WHERE number < %s)
        INSERT INTO polls_sealedballot (poll_id, key_id, box, cipher)
        SELECT %s, %s, 'main', %s FROM series
    """,
}


@pytest.fixture
def poll(db):
    return factories.make_poll(at=NOW)


def key_of(poll):
    return BoxKey.objects.get(poll=poll, box=Box.MAIN)


def put(poll, code, number):
    """`number` copies of one ballot: what matters is how many there are."""
    key = key_of(poll)
    cipher = sealing.seal([code], poll.pk, key.public)
    ballots = [SealedBallot(poll=poll, key=key, box=Box.MAIN, cipher=cipher) for _ in range(number)]
    SealedBallot.objects.bulk_create(ballots)


def put_many(poll, number):
    """By the database itself, of a key that is lost, so that only the taking takes time."""
    key = key_of(poll)
    values = [poll.pk.hex, key.pk, bytes(CIPHER_LENGTH)]
    with connection.cursor() as cursor:
        cursor.execute(
            PUT_MANY[connection.vendor],
            [*values, number] if connection.vendor == "postgresql" else [number, *values],
        )
    sealing._path(key).unlink()


def memory_in_use():
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize()


@pytest.mark.parametrize("number", [0, 1, BALLOTS_AT_ONCE - 1, BALLOTS_AT_ONCE, BALLOTS_AT_ONCE + 1])
def test_takes_every_ballot_once(poll, number):
    put(poll, 1, number)
    watched = []
    batch = tallying.take(poll, Box.MAIN, watched.append)
    assert batch.codes == Counter({1: number} if number else {})
    assert (sum(watched), SealedBallot.objects.count()) == (number, 0)


def test_leaves_the_other_box_and_other_polls_alone(poll):
    other = factories.make_poll(at=NOW)
    factories.cast(poll, 1, at=NOW, box=Box.HELD)
    factories.cast(other, 1, at=NOW)
    factories.cast(poll, 2, at=NOW)
    assert tallying.take(poll, Box.MAIN, lambda opened: None).codes == Counter({2: 1})
    assert SealedBallot.objects.count() == 2


def test_a_ballot_of_a_key_that_is_gone_is_unreadable(poll):
    put(poll, 1, 3)
    SealedBallot.objects.update(key_id=9_999)
    assert tallying.take(poll, Box.MAIN, lambda opened: None).unreadable == 3


def test_more_ballots_take_no_more_memory(poll):
    put_many(poll, MANY)
    before = memory_in_use()
    seen = []
    batch = tallying.take(poll, Box.MAIN, lambda opened: seen.append(memory_in_use()))
    assert batch.unreadable == MANY
    assert max(seen) - before < MOST_MEMORY


def seal_as_release_2026_11(code, poll):
    """One byte, the code of one answer."""
    return bytes(SealedBox(PublicKey(bytes(key_of(poll).public))).encrypt(poll.pk.bytes + bytes([code])))


@pytest.mark.parametrize("most_answers", [1, 3])
def test_ballots_of_the_length_before_are_read_beside_new_ones(db, most_answers):
    poll = factories.make_poll(at=NOW, most_answers=most_answers)
    for code in (1, 1, 4, 200):
        cipher = seal_as_release_2026_11(code, poll)
        SealedBallot.objects.create(poll=poll, key=key_of(poll), box=Box.MAIN, cipher=cipher)
    factories.cast(poll, 1, at=NOW)
    batch = tallying.take(poll, Box.MAIN, lambda opened: None)
    assert (batch.codes, batch.known, batch.unreadable) == (Counter({1: 3, 4: 1}), 4, 1)


def test_each_answer_of_a_ballot_counts_once_and_the_ballot_once(db):
    poll = factories.make_poll_of_several(at=NOW)
    factories.cast_many(poll, {(1, 2): 3, (2, 3, 4): 2, 4: 1}, at=NOW)
    batch = tallying.take(poll, Box.MAIN, lambda opened: None)
    assert (batch.codes, batch.known, batch.number) == (Counter({1: 3, 2: 5, 3: 2, 4: 3}), 6, 6)


@pytest.mark.parametrize("codes", [[], [1, 2, 3, 4], [1, 9]], ids=["none", "too many", "one that is not there"])
def test_a_ballot_that_the_poll_does_not_allow_is_unreadable(db, codes):
    poll = factories.make_poll_of_several(at=NOW)
    factories.cast(poll, *codes, at=NOW)
    batch = tallying.take(poll, Box.MAIN, lambda opened: None)
    assert (batch.codes, batch.known, batch.unreadable) == (Counter(), 0, 1)
