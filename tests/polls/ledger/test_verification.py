import hashlib
import json
import string
from copy import copy
from time import process_time

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import assume, given, strategies
from hypothesis import settings as hypothesis_settings

from polls import counting, decisions, ledger
from polls.ledger import anchors, signing, verification
from polls.models import Box, Count, Poll
from psyweb.joins import write_guards

from .. import factories
from ..factories import DAY, NOW

MIXED = {1: 4, 2: 3, 3: 2, 4: 1}
WRITTEN = [field.column for field in Count._meta.concrete_fields if not field.primary_key]
PRINTABLE = [byte for byte in string.printable if byte not in "\r\v\f"]
TEN_YEARS_LIMIT_SECONDS = 2  # Of the processor. The goal is one (`make bench-polls`).


@pytest.fixture
def poll(db):
    """With two counts, and the heads that a commit would have kept."""
    poll = factories.make_poll(at=NOW)
    for day in (0, 8):
        factories.cast_many(poll, MIXED, at=NOW + day * DAY)
        counting.count(poll, at=NOW + day * DAY)
    anchors.write(poll.pk)
    return poll


def tamper(statement, *values):
    """As somebody would who can write to the database: the guards are lifted first."""
    write_guards.lift()
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def faults(poll):
    return [str(fault) for fault in verification.of_poll(poll)]


def rehash(poll):
    """Rebuild the chain as somebody would who has no signing key."""
    previous = ledger.BEFORE_THE_FIRST
    for entry in Count.objects.filter(poll=poll).order_by("sequence"):
        entry.previous_hash = previous
        previous = ledger.hash_of(entry)
        tamper("UPDATE polls_count SET previous_hash=%s, hash=%s WHERE id=%s", entry.previous_hash, previous, entry.pk)


def test_finds_nothing_in_a_sound_ledger(poll):
    assert faults(poll) == []


def test_a_ledger_whose_newest_head_is_not_kept_yet_is_sound(poll):
    factories.cast_many(poll, MIXED, at=NOW + 16 * DAY)
    counting.count(poll, at=NOW + 16 * DAY)
    assert faults(poll) == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("number", 11),
        ("counts", '{"1": 3, "2": 4, "3": 2, "4": 1}'),
        ("unknown", 1),
        ("day", (NOW - DAY).date().isoformat()),
        ("kind", "leftover"),
        ("note", "made up"),
        ("origin", "made up"),
        ("method", "made up"),
        ("wording_version", 2),
        ("hash", "0" * 64),
    ],
)
def test_names_the_entry_that_was_changed(poll, column, value):
    tamper(f"UPDATE polls_count SET {column}=%s WHERE sequence=1", value)
    assert f"{poll.slug}, entry 1: was changed: its hash does not fit what it says" in faults(poll)


def test_finds_a_split_that_was_moved_within_its_sum(poll):
    tamper("UPDATE polls_count SET counts=%s WHERE sequence=2", json.dumps({"1": 5, "2": 2, "3": 2, "4": 1}))
    assert faults(poll) == [f"{poll.slug}, entry 2: was changed: its hash does not fit what it says"]


def test_finds_counts_that_are_no_votes(poll):
    tamper("UPDATE polls_count SET counts=%s WHERE sequence=1", json.dumps(["made", "up"]))
    assert f"{poll.slug}, entry 1: has counts that are no votes by choice" in faults(poll)


def test_finds_an_entry_that_is_missing(poll):
    tamper("DELETE FROM polls_count WHERE sequence=1")
    assert f"{poll.slug}, entry 1: is missing" in faults(poll)


def test_finds_a_ledger_that_was_cut(poll):
    tamper("DELETE FROM polls_count WHERE sequence=2")
    assert faults(poll) == [f"{poll.slug}, entry 2: was cut off: its head is kept in POLL_KEY_DIR/heads"]


def test_finds_a_ledger_that_was_rebuilt(poll):
    tamper("UPDATE polls_count SET counts=%s WHERE sequence=1", json.dumps({"1": 1, "2": 9}))
    rehash(poll)
    found = faults(poll)
    assert f"{poll.slug}, entry 1: was rebuilt: POLL_KEY_DIR/heads keeps another hash of it" in found
    assert f"{poll.slug}, entry 1: has a signature that does not fit" in found


def test_finds_a_rebuilt_ledger_that_is_signed_with_another_key(poll, settings, tmp_path):
    ours = settings.POLL_KEY_DIR
    tamper("UPDATE polls_count SET counts=%s WHERE sequence=1", json.dumps({"1": 1, "2": 9}))
    rehash(poll)
    settings.POLL_KEY_DIR = tmp_path / "theirs"
    for entry in Count.objects.all():
        seal = signing.sign(ledger.head_message(poll.pk, entry.sequence, entry.hash))
        tamper("UPDATE polls_count SET signer=%s, signature=%s WHERE id=%s", seal.signer, seal.signature, entry.pk)
    settings.POLL_KEY_DIR = ours
    assert f"{poll.slug}, entry 0: was signed with a key that is not this site's" in faults(poll)


def test_finds_a_ledger_without_entries(poll):
    tamper("DELETE FROM polls_count")
    assert f"{poll.slug}, ledger: has no entries at all" in faults(poll)


def test_says_so_where_no_signing_key_is_known(poll, settings, tmp_path):
    settings.POLL_KEY_DIR = tmp_path / "empty"
    assert faults(poll) == [f"{poll.slug}, ledger: cannot be checked here: POLL_KEY_DIR holds no signing key"]


def test_checks_with_the_public_half_alone(poll, settings, tmp_path):
    signer = Count.objects.first().signer
    settings.POLL_KEY_DIR = tmp_path / "web"
    (tmp_path / "web" / "signing").mkdir(parents=True)
    (tmp_path / "web" / "signing" / f"{signer}.pub").touch()
    assert faults(poll) == []


def test_finds_figures_that_do_not_add_up(poll):
    entry = Count.objects.get(sequence=2)
    entry.unknown = 5
    seal = signing.sign(ledger.head_message(poll.pk, 2, ledger.hash_of(entry)))
    tamper(
        "UPDATE polls_count SET unknown=5, hash=%s, signature=%s WHERE id=%s",
        ledger.hash_of(entry),
        seal.signature,
        entry.pk,
    )
    assert f"{poll.slug}, entry 2: does not add up: choices and unknown are not its number" in faults(poll)


def test_finds_a_decision_on_votes_that_were_never_held(poll, administrator):
    factories.cast_many(poll, MIXED, at=NOW, box=Box.HELD)
    held = counting.count(poll, box=Box.HELD, at=NOW)
    decisions.accept_held(poll, held.sequence, by=administrator, reason="Made up.")
    tamper("UPDATE polls_count SET about=1 WHERE about IS NOT NULL")
    assert f"{poll.slug}, entry 4: decides on held votes that are not in the ledger so" in faults(poll)


@pytest.mark.parametrize("text", ["made up\n", "\n", "0 ab cd\n", "0 ab cd ef 1 ab cd ef\n"])
def test_finds_heads_that_were_damaged(poll, settings, text):
    (settings.POLL_KEY_DIR / "heads" / str(poll.pk)).write_text(text)
    assert f"{poll.slug}, ledger: its file in POLL_KEY_DIR/heads cannot be read" in faults(poll)


def test_finds_ballots_whose_key_is_not_the_polls(poll):
    factories.cast(poll, 1)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE polls_sealedballot SET key_id = 9999")
    assert f"{poll.slug}, ledger: 1 waiting ballots name a key that is not the poll's" in faults(poll)


def test_finds_a_key_that_was_destroyed_on_paper_only(poll):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE polls_boxkey SET destroyed_on = %s WHERE retired_at IS NOT NULL", [NOW.date()])
    assert f"{poll.slug}, ledger: the key of {NOW.date()} was destroyed on paper only" in faults(poll)


def test_finds_a_poll_that_is_gone(poll):
    write_guards.lift()
    for table in ("count", "boxkey", "choice", "wording"):
        tamper(f"DELETE FROM polls_{table}")
    Poll.objects.all().delete()
    assert [str(fault) for fault in verification.of_site()] == [
        f"{poll.pk}, ledger: the poll is gone, and its ledger with it"
    ]


def test_anybody_can_take_the_hash_of_what_the_ledger_shows(poll):
    entry = Count.objects.get(sequence=2)
    assert hashlib.sha256(ledger.canonical(entry).encode()).hexdigest() == entry.hash


@pytest.mark.parametrize("statement", ["UPDATE polls_count SET number = 1", "DELETE FROM polls_count"])
def test_the_database_refuses_to_change_the_ledger(poll, statement):
    with pytest.raises(IntegrityError, match="The ledger of a poll only grows"), connection.cursor() as cursor:
        cursor.execute(statement)


def test_finds_entries_that_changed_places(poll):
    for old, new in ((1, 99), (2, 1), (99, 2)):
        tamper("UPDATE polls_count SET sequence=%s WHERE sequence=%s", new, old)
    found = faults(poll)
    assert f"{poll.slug}, entry 1: does not follow from the entry before" in found
    assert f"{poll.slug}, entry 1: was rebuilt: POLL_KEY_DIR/heads keeps another hash of it" in found


def test_finds_a_wrong_signature(poll):
    other = Count.objects.get(sequence=1).signature
    tamper("UPDATE polls_count SET signature=%s WHERE sequence=2", other)
    assert faults(poll) == [f"{poll.slug}, entry 2: has a signature that does not fit"]


def test_finds_heads_that_are_gone(poll, settings):
    path = settings.POLL_KEY_DIR / "heads" / str(poll.pk)
    path.write_text("".join(path.read_text().splitlines(keepends=True)[1:]))
    assert [str(fault) for fault in verification.of_site()] == [
        f"{poll.slug}, entry 0: its head is missing in POLL_KEY_DIR/heads"
    ]


def test_the_head_of_the_newest_entry_may_still_be_missing(poll, settings):
    path = settings.POLL_KEY_DIR / "heads" / str(poll.pk)
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:-1]))
    assert verification.of_site() == []


@given(data=strategies.data())
@hypothesis_settings(max_examples=150, database=None)
def test_any_byte_that_is_changed_is_found(poll, data):
    """Every column but the row's own number, as it is stored. A database that refuses the change has found it too."""
    column = data.draw(strategies.sampled_from(WRITTEN), label="column")
    sequence = data.draw(strategies.integers(0, 2), label="entry")
    with transaction.atomic():
        text = stored(column, sequence)
        places = [place for place, byte in enumerate(text) if not (column == "counts" and byte == " ")]
        assume(places)
        place = data.draw(strategies.sampled_from(places), label="place")
        byte = data.draw(strategies.sampled_from(PRINTABLE).filter(lambda byte: byte != text[place]), label="byte")
        changed = f"{text[:place]}{byte}{text[place + 1 :]}"
        try:
            with transaction.atomic():
                tamper(f"UPDATE polls_count SET {column}=%s WHERE sequence=%s", changed, sequence)
            assert faults(poll) or stored(column, sequence) == text
        except DatabaseError:
            pass
        transaction.set_rollback(True)


def stored(column, sequence):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT CAST({column} AS text) FROM polls_count WHERE sequence=%s", [sequence])
        return cursor.fetchone()[0] or ""


def test_ten_years_of_daily_counts_are_checked_in_a_second(poll):
    Count.objects.bulk_create(long_ledger(poll, 10 * 365))
    started = process_time()
    assert faults(poll) == []
    assert process_time() - started < TEN_YEARS_LIMIT_SECONDS


def test_a_ledger_is_read_once(poll, django_assert_num_queries):
    """The entries, the choices, the wordings, the keys of the boxes, and ballots without one."""
    with django_assert_num_queries(5):
        assert faults(poll) == []


def test_finds_heads_that_are_not_in_their_order(poll, settings):
    path = settings.POLL_KEY_DIR / "heads" / str(poll.pk)
    path.write_text("".join(sorted(path.read_text().splitlines(keepends=True), reverse=True)))
    assert faults(poll) == [
        f"{poll.slug}, entry {sequence}: was cut off: its head is kept in POLL_KEY_DIR/heads" for sequence in (0, 1)
    ]


def long_ledger(poll, length):
    """`length` more entries, chained and signed as the site does it, without asking the database for each."""
    last = Count.objects.filter(poll=poll).last()
    for sequence in range(last.sequence + 1, last.sequence + 1 + length):
        entry = copy(last)
        entry.pk, entry.sequence, entry.previous_hash = None, sequence, last.hash
        entry.day = last.day + DAY
        entry.hash = ledger.hash_of(entry)
        seal = signing.sign(ledger.head_message(poll.pk, sequence, entry.hash))
        entry.signer, entry.signature = seal.signer, seal.signature
        last = entry
        yield entry


def test_finds_an_opened_poll_that_is_called_a_draft(poll):
    """So that no statement hides a poll from `verify_polls`."""
    assert verification.of_site() == []
    with pytest.raises(IntegrityError, match="never changed or deleted"), transaction.atomic():
        Poll.objects.update(opens_at=None)
    write_guards.lift()
    Poll.objects.update(opens_at=None)
    (fault,) = verification.of_site()
    assert "called a draft" in str(fault)
