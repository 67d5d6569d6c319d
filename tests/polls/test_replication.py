"""On a server with a standby that never comes: tests/crash/test_crash.py."""

import pytest
from django.db import OperationalError, connection

from polls import replication
from polls.ledger import anchors
from polls.models import Count

from . import factories

WARNING = "DO $$ BEGIN RAISE WARNING 'made up'; END $$"
NOTICE = "DO $$ BEGIN RAISE NOTICE 'made up'; END $$"


def answered_with(statement):
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_what_is_answered_without_a_warning_passes(db):
    with replication.watched():
        answered_with(NOTICE)


def test_a_warning_makes_the_outcome_unknown(db):
    if connection.vendor == "postgresql":
        with pytest.raises(OperationalError, match="made up"), replication.watched():
            answered_with(WARNING)


def test_a_warning_from_before_is_not_held_against_a_vote(poll):
    answered_with(WARNING)
    assert factories.cast(poll, 1)


def test_waiting_for_the_standby_changes_nothing(poll):
    entries = list(Count.objects.values())
    replication.confirm()
    assert list(Count.objects.values()) == entries


def test_no_head_is_kept_of_an_entry_that_the_standby_may_lack(poll, monkeypatch):
    def cut_short():
        raise replication.NotReplicated("made up")

    path = anchors.key_files.folder(anchors.FOLDER) / str(poll.pk)
    path.unlink(missing_ok=True)
    monkeypatch.setattr("polls.replication.confirm", cut_short)
    with pytest.raises(replication.NotReplicated):
        anchors.write(poll.pk)
    assert list(anchors.read(poll.pk)) == []
