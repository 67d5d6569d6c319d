import pytest
from django.db import IntegrityError, transaction

from polls import ledger
from polls.ballots import key_files
from polls.errors import Refused
from polls.ledger import anchors, signing
from polls.models import Count, Kind

from .. import factories
from ..factories import NOW


def test_a_ledger_begins_with_what_was_carried_over(poll):
    entry = poll.ledger.get()
    assert (entry.sequence, entry.kind, entry.number, entry.unknown, entry.origin) == (
        0,
        Kind.CARRIED_OVER,
        3979,
        3979,
        "the earlier site",
    )


def test_each_entry_names_the_hash_of_the_one_before(poll):
    first = poll.ledger.get()
    second = ledger.append(poll, Kind.COUNT, number=1, counts={1: 1}, at=NOW)
    assert (second.sequence, second.previous_hash) == (1, first.hash)


def test_an_entry_is_signed(poll):
    entry = poll.ledger.get()
    message = ledger.head_message(poll.pk, 0, entry.hash)
    assert signing.is_good(message, entry.signer, entry.signature)


def test_a_signature_fits_one_entry_only(poll):
    entry = poll.ledger.get()
    assert not signing.is_good(ledger.head_message(poll.pk, 1, entry.hash), entry.signer, entry.signature)


@pytest.mark.parametrize(("signer", "signature"), [("zz", "00"), ("00", "zz"), ("", ""), ("0" * 64, "0" * 128)])
def test_what_is_no_signature_is_not_good(signer, signature):
    assert not signing.is_good(b"made up", signer, signature)


def test_choices_without_votes_are_not_written(poll):
    assert ledger.append(poll, Kind.COUNT, number=2, counts={1: 2, 2: 0}, at=NOW).counts == {"1": 2}


def test_two_entries_cannot_have_one_place(poll):
    entry = poll.ledger.get()
    entry.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.save(force_insert=True)


@pytest.mark.django_db(transaction=True)
def test_heads_are_kept_outside_the_database_after_the_commit():
    poll = factories.make_poll()
    entry = Count.objects.get(poll=poll)
    assert [(head.sequence, head.hash) for head in anchors.read(poll.pk)] == [(0, entry.hash)]


@pytest.mark.django_db(transaction=True)
def test_an_entry_that_was_rolled_back_leaves_no_head():
    with transaction.atomic():
        poll = factories.make_poll()
        transaction.set_rollback(True)
    assert list(anchors.read(poll.pk)) == []


def test_a_machine_that_has_only_the_public_half_refuses_to_sign(settings):
    folder = settings.POLL_KEY_DIR / "signing"
    folder.mkdir(parents=True)
    (folder / f"{'0' * 64}.pub").touch()
    with pytest.raises(Refused, match="kept on another machine"):
        signing.sign(b"made up")


@pytest.mark.parametrize(
    "parts",
    [
        {"kind": Kind.CARRIED_OVER, "number": 1},
        {"kind": Kind.COUNT, "number": -1},
        {"kind": Kind.HELD_ACCEPTED, "number": 1, "note": "Made up."},
        {"kind": Kind.HELD_REJECTED, "number": 1, "about": 1},
        {"kind": Kind.COUNT, "number": 1, "about": 1},
        {"kind": "made up", "number": 1},
    ],
    ids=["carried over twice", "negative", "decides on nothing", "without a reason", "about nothing held", "unknown"],
)
def test_the_database_refuses_an_entry_that_cannot_be(poll, parts):
    with pytest.raises(IntegrityError), transaction.atomic():
        ledger.append(poll, at=NOW, **parts)


def test_a_signature_in_other_letters_is_not_good(poll):
    entry = poll.ledger.get()
    message = ledger.head_message(poll.pk, 0, entry.hash)
    assert not signing.is_good(message, entry.signer, entry.signature.upper())


def test_a_head_that_was_not_written_is_made_good_once(poll):
    anchors.write_all()
    anchors.write_all()
    assert [head.sequence for head in anchors.read(poll.pk)] == [0]


@pytest.mark.parametrize("torn", ["0", "0 ab", "0 ab cd ef"])
def test_a_line_that_a_crash_cut_short_is_written_anew(poll, torn):
    (key_files.folder("heads") / str(poll.pk)).write_text(torn)
    anchors.write(poll.pk)
    assert [(head.sequence, head.hash) for head in anchors.read(poll.pk)] == [(0, poll.ledger.get().hash)]


def test_an_entry_that_this_site_did_not_sign_gets_no_head(poll):
    entry = poll.ledger.get()
    entry.pk, entry.sequence, entry.kind, entry.previous_hash = None, 1, Kind.COUNT, entry.hash
    entry.save(force_insert=True)
    anchors.write(poll.pk)
    assert [head.sequence for head in anchors.read(poll.pk)] == [0]


def test_a_machine_without_the_signing_key_writes_no_heads(poll, settings, tmp_path):
    settings.POLL_KEY_DIR = tmp_path / "web"
    anchors.write_all()
    assert list(anchors.read(poll.pk)) == []
