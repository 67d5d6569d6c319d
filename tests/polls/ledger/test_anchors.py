import pytest
from django.db import transaction

from polls.ballots import key_files
from polls.ledger import anchors
from polls.models import Count, Kind

from .. import factories


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
