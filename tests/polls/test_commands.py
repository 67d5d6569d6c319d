import csv
import io
import json
import os
import subprocess
import sys

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, InterfaceError
from openpyxl import load_workbook

from polls import counting, lifecycle
from polls.ballots import key_files
from polls.exports import Format, Grouping
from polls.ledger import anchors
from polls.management.commands import count_votes
from polls.models import Box, Count, ExportLog, Mark, SealedBallot
from polls.retention import MARK_KEPT_FOR
from tests.moments import iso_day

from . import factories
from .factories import DAY, NOW
from .ledger.test_verification import tamper


@pytest.fixture
def poll(db):
    poll = factories.make_poll(at=NOW)
    factories.cast_many(poll, {1: 6, 2: 5}, at=NOW)
    counting.count(poll, at=NOW)
    anchors.write(poll.pk)  # As after a commit.
    return poll


def run(*arguments):
    """The exit status, as the shell would see it."""
    try:
        call_command(*arguments)
    except CommandError as error:
        return error.returncode
    except SystemExit as stop:
        return stop.code
    return 0


def test_exports_every_poll_to_the_standard_output(poll, capfdbinary):
    other = factories.make_poll()
    assert run("export_poll_counts") == 0
    records = csv.DictReader(io.StringIO(capfdbinary.readouterr().out.decode("utf-8-sig")))
    assert {record["poll"] for record in records} == {poll.slug, other.slug}


def test_exports_the_polls_that_are_named(poll, tmp_path):
    factories.make_poll()
    file = tmp_path / "counts.csv"
    assert run("export_poll_counts", poll.slug, "--output", str(file)) == 0
    assert {record["poll"] for record in csv.DictReader(io.StringIO(file.read_text("utf-8-sig")))} == {poll.slug}


READERS = {
    Format.CSV: lambda path: path.read_text("utf-8-sig"),
    Format.XLSX: load_workbook,
    Format.JSON: lambda path: json.loads(path.read_text()),
}


@pytest.mark.parametrize("by", Grouping.values)
@pytest.mark.parametrize("file_format", Format.values)
def test_writes_files_that_others_can_read(poll, tmp_path, file_format, by):
    file = tmp_path / f"counts.{file_format}"
    assert run("export_poll_counts", "--format", file_format, "--by", by, "--output", str(file)) == 0
    assert READERS[Format(file_format)](file)


def test_takes_days_with_months(poll, tmp_path):
    file = tmp_path / "counts.json"
    arguments = [
        "--by",
        "month",
        "--format",
        "json",
        "--from",
        iso_day(10),
        "--to",
        iso_day(40),
        "--output",
        str(file),
    ]
    assert run("export_poll_counts", *arguments) == 0
    assert json.loads(file.read_text()) == []


def test_logs_an_export_by_command(poll, tmp_path):
    run("export_poll_counts", "--output", str(tmp_path / "counts.csv"))
    assert ExportLog.objects.get().name.endswith("(command line)")


@pytest.mark.parametrize(
    "arguments",
    [
        ["never-made"],
        ["--from", iso_day(0)],
        ["--by", "month", "--from", iso_day(30), "--to", iso_day(0)],
        ["--output", "/no/such/folder/counts.csv"],
    ],
    ids=["unknown poll", "totals with a day", "backwards", "no such folder"],
)
def test_wrong_arguments_are_2(poll, arguments):
    assert run("export_poll_counts", *arguments) == 2


def test_figures_that_do_not_reconcile_are_1_and_leave_no_file(poll, tmp_path):
    file = tmp_path / "counts.csv"
    file.write_text("an older export")
    tamper("UPDATE polls_count SET number = 12 WHERE sequence = 1")
    assert run("export_poll_counts", "--output", str(file)) == 1
    assert list(tmp_path.glob("counts*")) == []


def test_a_disk_that_fills_up_leaves_no_file(poll, tmp_path, monkeypatch):
    def fill_up(rows):
        yield b"half"
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Format.CSV, "write", fill_up)
    assert run("export_poll_counts", "--output", str(tmp_path / "counts.csv")) == 2
    assert list(tmp_path.glob("counts*")) == []


def test_an_export_that_breaks_off_leaves_no_file(poll, tmp_path, monkeypatch):
    def break_off(rows):
        yield b"half"
        raise RuntimeError("made up")

    monkeypatch.setattr(Format.CSV, "write", break_off)
    with pytest.raises(RuntimeError):
        run("export_poll_counts", "--output", str(tmp_path / "counts.csv"))
    assert list(tmp_path.glob("counts*")) == []


@pytest.mark.parametrize("arguments", [["--format", "pdf"], ["--by", "day"], ["--from", "yesterday"]], ids=str)
def test_the_shell_sees_2_for_what_the_command_does_not_know(arguments):
    command = [sys.executable, "manage.py", "export_poll_counts", *arguments]
    environment = {**os.environ, "SECRET_KEY": django_settings.SECRET_KEY}
    done = subprocess.run(command, cwd=django_settings.BASE_DIR, env=environment, capture_output=True, check=False)
    assert done.returncode == 2


def test_verifies_sound_ledgers(poll, capsys):
    assert run("verify_polls") == 0
    assert "1 poll: every entry is as it was written." in capsys.readouterr().out


def test_names_each_fault_in_a_line_of_its_own(poll, capsys):
    tamper("UPDATE polls_count SET number = 12 WHERE sequence = 1")
    assert run("verify_polls") == 1
    assert capsys.readouterr().err.splitlines() == [
        f"{poll.slug}, entry 1: was changed: its hash does not fit what it says",
        f"{poll.slug}, entry 1: does not add up: choices and unknown are not its number",
    ]


def test_counts_what_is_due(db, capsys):
    poll = factories.make_poll()
    factories.cast_many(poll, {1: 6, 2: 5})
    factories.cast_many(poll, {1: 5, 2: 5}, box=Box.HELD)
    assert run("count_votes") == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{poll.slug}: 11 counted, entry 1.",
        f"{poll.slug}, held: 10 counted, entry 2.",
    ]


def test_says_why_it_did_not_count(db, capsys):
    poll = factories.make_poll()
    factories.cast(poll, 1)
    assert run("count_votes") == 0
    assert capsys.readouterr().out == f"{poll.slug}: not counted. 1 ballot is waiting. A count needs 10.\n"


def test_counts_the_leftovers_of_a_closed_poll(db):
    poll = factories.make_poll()
    factories.cast(poll, 1)
    lifecycle.close(poll)
    run("count_votes")
    assert Count.objects.get(poll=poll, sequence=1).kind == "leftover"


def test_says_nothing_of_empty_boxes(poll, capsys):
    assert run("count_votes") == 0
    assert capsys.readouterr().out == ""


def test_counting_tidies_up(db):
    poll = factories.make_poll()
    factories.cast(poll, 1)
    Mark.objects.update(issued_on=poll.opens_at.date() - MARK_KEPT_FOR - DAY)
    run("count_votes")
    assert not Mark.objects.exists()


def damage_heads(poll):
    path = key_files.folder(anchors.FOLDER) / str(poll.pk)
    path.write_text("made up\n" + (path.read_text() if path.exists() else ""))


@pytest.mark.django_db(transaction=True)
def test_a_damaged_file_of_heads_is_named_and_stops_no_other_poll(capsys):
    damaged, sound = factories.make_poll(), factories.make_poll()
    for poll in (damaged, sound):
        factories.cast_many(poll, {1: 6, 2: 5})
    damage_heads(damaged)
    assert run("count_votes") == 1
    said = capsys.readouterr()
    assert set(said.out.splitlines()) == {f"{poll.slug}: 11 counted, entry 1." for poll in (damaged, sound)}
    assert said.err == (
        f"{damaged.slug}: its heads could not be kept. "
        f"Line 1 of POLL_KEY_DIR/heads/{damaged.pk} cannot be read: put the file back from a backup.\n"
    )
    assert [head.sequence for head in anchors.read(sound.pk)] == [0, 1]


@pytest.mark.django_db(transaction=True)
def test_what_a_damaged_file_lacked_is_written_once_it_is_put_back(capsys):
    poll = factories.make_poll()
    path = key_files.folder(anchors.FOLDER) / str(poll.pk)
    sound = path.read_text()
    damage_heads(poll)
    factories.cast_many(poll, {1: 6, 2: 5})
    run("count_votes")
    path.write_text(sound)
    assert run("count_votes") == 0
    assert [head.sequence for head in anchors.read(poll.pk)] == [0, 1]


def test_a_damaged_file_of_heads_keeps_nothing_from_being_tidied(db):
    poll = factories.make_poll()
    factories.cast(poll, 1)
    damage_heads(poll)
    Mark.objects.update(issued_on=poll.opens_at.date() - MARK_KEPT_FOR - DAY)
    assert run("count_votes") == 1
    assert not Mark.objects.exists()


def test_a_count_that_fails_stops_no_other_poll_and_leaves_its_ballots(db, capsys):
    failing, sound = factories.make_poll(), factories.make_poll()
    for poll in (failing, sound):
        factories.cast_many(poll, {1: 6, 2: 5})
    factories.damage_keys(failing)
    assert run("count_votes") == 1
    said = capsys.readouterr()
    assert said.out == f"{sound.slug}: 11 counted, entry 1.\n"
    assert f"{failing.slug}: not counted, its ballots wait. DamagedKey: The key file " in said.err
    assert SealedBallot.objects.filter(poll=failing).count() == 11


@pytest.mark.parametrize("error", [DatabaseError, InterfaceError])
def test_a_database_that_fails_ends_the_command(db, monkeypatch, error):
    def fail(*_arguments, **_options):
        raise error("made up")

    for _ in range(2):
        factories.cast(factories.make_poll(), 1)
    monkeypatch.setattr(counting, "count", fail)
    with pytest.raises(error):
        run("count_votes")


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_draws_a_bar_on_a_terminal(db, capsys, monkeypatch):
    poll = factories.make_poll()
    factories.cast_many(poll, {1: 6, 2: 5})
    monkeypatch.setattr("sys.stderr", terminal := Terminal())
    monkeypatch.setenv("TERM", "xterm")
    assert run("count_votes") == 0
    assert "11/11" in terminal.getvalue()
    assert capsys.readouterr().out == f"{poll.slug}: 11 counted, entry 1.\n"


def test_writes_plain_lines_where_nobody_looks_on(db, capsys, monkeypatch):
    poll = factories.make_poll()
    factories.cast_many(poll, {1: 6, 2: 5})
    monkeypatch.setattr(count_votes, "LINE_EVERY", 5)
    assert run("count_votes") == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{poll.slug}: 11 of 11 opened.",
        f"{poll.slug}: 11 counted, entry 1.",
    ]
