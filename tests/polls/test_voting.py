import re

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from polls import counting, results
from polls.ballots import casting, permits
from polls.models import Box, Mark, Poll, SealedBallot
from polls.models.ballots import CIPHER_LENGTH
from polls.results import poll_cache

from . import factories
from .factories import NOW

pytestmark = pytest.mark.dated


def test_a_new_permit_is_counted_now(poll):
    assert factories.cast(poll, 1)


def test_a_replay_adds_nothing(db):
    poll = factories.make_poll(at=NOW)
    token = permits.mint(poll.pk, at=NOW)
    assert [factories.cast(poll, code, at=NOW, token=token) for code in (1, 1, 2)] == [True, False, False]
    assert (SealedBallot.objects.count(), Mark.objects.count()) == (1, 1)


def test_a_replay_never_changes_the_choice(db):
    poll = factories.make_harmless_poll(at=NOW)
    token = permits.mint(poll.pk, at=NOW)
    factories.cast(poll, 1, at=NOW, token=token)
    factories.cast(poll, 2, at=NOW, token=token)
    assert counting.count(poll, at=NOW).counts == {"1": 1}


def test_a_permit_is_spent_by_the_vote(db):
    poll = factories.make_poll(at=NOW)
    token = permits.mint(poll.pk, at=NOW)
    permit = permits.read(token, poll.pk, at=NOW)
    assert not casting.is_spent(permit)
    factories.cast(poll, 1, at=NOW, token=token)
    assert casting.is_spent(permit)


@pytest.mark.django_db(transaction=True)
def test_stores_neither_when_the_ballot_is_refused(monkeypatch):
    poll = factories.make_poll()
    monkeypatch.setattr("polls.ballots.sealing.seal", lambda *parts: b"too short")
    with pytest.raises(IntegrityError):
        factories.cast(poll, 1)
    assert (SealedBallot.objects.count(), Mark.objects.count()) == (0, 0)


def test_a_held_vote_goes_to_the_held_box(poll):
    factories.cast(poll, 1, box=Box.HELD)
    assert SealedBallot.objects.get().box == Box.HELD


@pytest.mark.parametrize("most_answers", [1, 3])
@pytest.mark.parametrize("codes", [[1], [2], [3], [4], [1, 2], [2, 3, 4]], ids=str)
def test_every_choice_makes_a_ballot_of_one_length(db, codes, most_answers):
    factories.cast(factories.make_poll(most_answers=most_answers), *codes)
    assert len(SealedBallot.objects.get().cipher) == CIPHER_LENGTH


def test_two_equal_choices_look_different(poll):
    factories.cast_many(poll, {1: 2})
    first, second = SealedBallot.objects.all()
    assert bytes(first.cipher) != bytes(second.cipher)


RANDOM = re.compile(r"""[0-9a-f-]{32,}|X'[0-9A-Fa-f]+'|'\\\\x[0-9a-f]+'|b'.*'""")


def test_no_statement_depends_on_the_choice(db):
    """But for the cipher text and random ids, which are cut out here."""
    statements = set()
    poll = factories.make_poll_of_several()
    factories.cast(poll, 1)  # What a process asks once is asked before.
    for codes in ([1], [2], [3], [4], [1, 2], [2, 3, 4]):
        permit = permits.read(permits.mint(poll.pk, at=poll.opens_at), poll.pk, at=poll.opens_at)
        cached = poll_cache.find(poll.slug, at=poll.opens_at)
        with CaptureQueriesContext(connection) as queries:
            casting.cast(cached, codes, permit, at=poll.opens_at)
        sent = "\n".join(query["sql"] for query in queries if "SAVEPOINT" not in query["sql"])
        statements.add(RANDOM.sub("…", sent))
    assert len(statements) == 1


def test_asks_the_database_once_on_postgresql_and_twice_on_sqlite(poll, django_assert_num_queries):
    token = permits.mint(poll.pk, at=poll.opens_at)
    permit = permits.read(token, poll.pk, at=poll.opens_at)
    cached = poll_cache.find(poll.slug, at=poll.opens_at)
    factories.cast(poll, 1)  # Once in a process, whether the standby has the key is asked too.
    savepoint_and_release = 2
    with django_assert_num_queries(1 if connection.vendor == "postgresql" else 2 + savepoint_and_release):
        casting.cast(cached, [1], permit, at=poll.opens_at)


def test_total_is_carried_over_and_spent_permits(poll):
    factories.cast_many(poll, {1: 3, 2: 4})
    assert results.of(poll).total == 3979 + Mark.objects.count()


def test_a_poll_closed_by_another_process_takes_no_vote(db):
    poll = factories.make_poll(at=NOW)
    permit = permits.read(permits.mint(poll.pk, at=NOW), poll.pk, at=NOW)
    read_before = poll_cache.find(poll.slug, at=NOW)
    Poll.objects.filter(pk=poll.pk).update(closes_at=NOW)
    with pytest.raises(casting.Closed):
        casting.cast(read_before, [1], permit, at=NOW)
    assert not casting.is_spent(permit)
    assert not SealedBallot.objects.exists()
