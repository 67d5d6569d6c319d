"""The words of a poll in its ledger: each entry covers the question and the labels that it was counted under."""

import hashlib
import json

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from polls import counting, ledger, lifecycle
from polls.ledger import signing, verification
from polls.models import Count, Kind, Poll

from .. import factories
from ..factories import DAY, NOW
from .test_verification import faults, rehash, tamper


def as_of_format_1(poll):
    """As the first format left it: no entry of kind words, nothing but hashes and signatures of the old text."""
    tamper("DELETE FROM polls_count WHERE kind='words'")
    tamper("UPDATE polls_count SET format=1, words='', most_answers=1")
    rehash(poll)
    for entry in Count.objects.filter(poll=poll):
        seal = signing.sign(ledger.head_message(poll.pk, entry.sequence, entry.hash))
        tamper("UPDATE polls_count SET signature=%s WHERE id=%s", seal.signature, entry.pk)


def run(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def last_of(poll):
    entry = poll.ledger.last()
    return entry.sequence, entry.kind, entry.number, entry.wording_version


def test_anybody_can_take_the_hash_of_the_words(poll):
    lifecycle.reword(poll, question=f"{poll.question}!", reason="Made up.", at=NOW)
    wordings = [
        {
            "poll": poll.slug,
            "version": wording.version,
            "question": wording.question,
            "labels": wording.labels,
            "from_day": wording.from_day.isoformat(),
            "reason": wording.reason,
        }
        for wording in poll.wordings.order_by("version")
    ]
    lines = "".join(json.dumps(one, sort_keys=True, separators=(",", ":")) + "\n" for one in wordings)
    assert json.loads(ledger.canonical(poll.ledger.last()))["words"] == hashlib.sha256(lines.encode()).hexdigest()


@pytest.mark.dated
@pytest.mark.parametrize(
    "change",
    [
        lambda poll: lifecycle.reword(poll, question=f"{poll.question}!", reason="Made up."),
        lambda poll: lifecycle.add_choice(poll, label="Made up", reason="Made up."),
        lambda poll: lifecycle.hide_choice(poll, code=4, reason="Made up."),
    ],
    ids=["reworded", "added", "hidden"],
)
def test_each_change_of_words_is_an_entry_without_votes(poll, change):
    change(poll)
    assert last_of(poll) == (1, Kind.WORDS, 0, 2)
    assert faults(Poll.objects.get()) == []


def test_words_may_change_as_before_until_the_first_vote(poll):
    lifecycle.reword(poll, question="Is this something else?", reason="Made up.")
    lifecycle.reword(poll, question="And now for something completely different?", reason="Made up.")
    assert faults(Poll.objects.get()) == []


def test_where_nothing_is_signed_words_wait_for_the_count(poll, settings, tmp_path):
    keys = settings.POLL_KEY_DIR
    settings.POLL_KEY_DIR = tmp_path / "web"
    (tmp_path / "web" / "signing").mkdir(parents=True)
    (tmp_path / "web" / "signing" / f"{poll.ledger.first().signer}.pub").touch()
    lifecycle.reword(poll, question=f"{poll.question}!", reason="Made up.")
    assert last_of(poll) == (0, Kind.CARRIED_OVER, 3979, 1)
    assert faults(Poll.objects.get()) == []
    settings.POLL_KEY_DIR = keys
    assert faults(Poll.objects.get()) == [
        f"{poll.slug}, ledger: has words that no entry covers yet: count_votes adds one"
    ]
    counting.clean_up()
    assert last_of(poll) == (1, Kind.WORDS, 0, 2)
    assert faults(Poll.objects.get()) == []


@pytest.mark.dated
def test_a_ledger_of_the_first_format_keeps_its_hashes_and_gets_one_entry(poll):
    factories.cast_many(poll, {1: 5, 2: 5})
    counting.count(poll)
    as_of_format_1(poll)
    assert set(json.loads(ledger.canonical(poll.ledger.first()))).isdisjoint({"format", "words", "most_answers"})
    for _ in range(2):
        ledger.cover_all_words(at=timezone.now())
    assert [(entry.format, entry.kind) for entry in poll.ledger.all()] == [
        (1, Kind.CARRIED_OVER),
        (1, Kind.COUNT),
        (2, Kind.WORDS),
    ]
    assert [fault for fault in faults(Poll.objects.get()) if "words" in fault or "changed" in fault] == []


def test_a_format_cannot_go_back(poll):
    counted = ledger.append(poll, Kind.COUNT, number=1, unknown=0, counts={1: 1}, at=NOW)
    tamper("UPDATE polls_count SET format=1, words='' WHERE id=%s", counted.pk)
    assert f"{poll.slug}, entry 1: is of a format that cannot stand here" in faults(Poll.objects.get())


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE polls_wording SET question='Made up?'", "entry 0: covers other words"),
        ("UPDATE polls_wording SET reason='Made up'", "entry 0: covers other words"),
        ("UPDATE polls_wording SET from_day='{day}'", "entry 0: covers other words"),
        ("UPDATE polls_poll SET slug='made-up-for-another'", "entry 0: covers other words"),
        ("UPDATE polls_choice SET label='Made up' WHERE code=1", "ledger: shows other answers"),
        ("UPDATE polls_choice SET code=9 WHERE code=1", "ledger: shows other answers"),
        ("UPDATE polls_choice SET is_hidden=TRUE WHERE code=1", "ledger: shows other answers"),
        ("DELETE FROM polls_choice WHERE code=1", "ledger: shows other answers"),
    ],
)
def test_verification_finds_words_that_were_changed_without_the_guards(poll, statement, says):
    tamper(statement.replace("{day}", f"{NOW - DAY:%Y-%m-%d}"))
    assert any(says in fault for fault in faults(Poll.objects.get()))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE polls_wording SET question='Made up?'",
        "UPDATE polls_wording SET labels='{}'",
        "DELETE FROM polls_wording",
        "UPDATE polls_choice SET label='Made up' WHERE code=1",
        "UPDATE polls_choice SET code=9 WHERE code=1",
        "DELETE FROM polls_choice WHERE code=1",
    ],
)
def test_the_database_refuses_to_change_the_words(poll, statement):
    with pytest.raises(IntegrityError, match="add a wording"):
        run(statement)


def test_an_inserted_wording_that_turns_the_meaning_is_found_even_once_it_is_covered(poll):
    """The guards let a wording be added: that is how words change. What it may say, they can't know."""
    factories.cast_many(poll, {1: 5, 3: 5})
    counting.count(poll)
    swapped = {"1": "No, never", "2": "Yes, before", "3": "Yes, now", "4": "Prefer not to say"}
    run(
        "INSERT INTO polls_wording (poll_id, version, question, labels, from_day, reason) "
        "SELECT poll_id, 2, question, %s, from_day, 'A typing error' FROM polls_wording",
        json.dumps(swapped),
    )
    for code, label in swapped.items():
        run("UPDATE polls_choice SET label=%s WHERE code=%s", label, int(code))
    counting.clean_up()
    assert last_of(poll) == (2, Kind.WORDS, 0, 2)
    assert faults(Poll.objects.get()) == [f"{poll.slug}, ledger: its wording 2 means something else than was voted on"]


@pytest.mark.parametrize(
    ("most_answers", "counts", "is_sound"),
    [
        (1, {"1": 6, "2": 4}, True),
        (1, {"1": 6, "2": 5}, False),
        (2, {"1": 6, "2": 5}, True),
        (2, {"1": 10, "2": 10}, True),
        (2, {"1": 10, "2": 10, "3": 1}, False),
        (2, {"1": 11}, False),
        (2, {"1": 4, "2": 5}, False),
    ],
    ids=["all", "one too many", "several", "as many as may be", "more", "more than ballots", "a ballot without"],
)
def test_the_answers_of_ten_ballots_add_up_within_their_bounds(poll, most_answers, counts, is_sound):
    entry = Count(kind=Kind.COUNT, number=12, unknown=2, counts=counts, most_answers=most_answers)
    assert verification._adds_up(entry) is is_sound
