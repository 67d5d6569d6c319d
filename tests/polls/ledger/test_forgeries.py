"""Each forgery of a ledger is found by whom docs/ledger.md names, and by nobody weaker."""

import json
import subprocess
import sys
from copy import deepcopy
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client

from polls.ledger import anchors, signing, verification
from polls.models import Poll
from polls.results import poll_cache

from .. import factories
from .forgeries import (
    ALONE,
    FORGERIES,
    GUARDS,
    HASH,
    KEY,
    NOBODY,
    SCRIPT,
    VERIFY,
    WAY,
    Files,
    make_counted_poll,
    make_poll_of_several,
)

DOCUMENT = Path(django_settings.BASE_DIR) / "docs" / "ledger.md"
LEVELS = (ALONE, KEY, HASH)
ON_THE_WAY = [forgery for forgery in FORGERIES if forgery.power == WAY]
IN_THE_DATABASE = [forgery for forgery in FORGERIES if forgery.power != WAY]


def cases(forgeries):
    """The first of them stands for all where the clock is moved."""
    first, *others = forgeries
    return [pytest.param(first, marks=pytest.mark.dated), *others]


def published(poll):
    """The ledger and the results as a reader receives them."""
    poll_cache.clear_all()
    cache.clear()
    files = (Client().get(f"/polls/{poll.slug}/{name}.json").getvalue() for name in ("ledger", "results"))
    return [json.loads(file) for file in files]


@pytest.fixture
def genuine(db):
    """What a site publishes, made once for all tests of this process."""
    if not _genuine:
        poll = make_counted_poll()
        other, _ = published(factories.make_poll())
        ledger, results = published(poll)
        of_several = published(make_poll_of_several())
        several = Files(*of_several, *signing.signers(), _kept(of_several[0]), other)
        _genuine.append(Files(ledger, results, *signing.signers(), _kept(ledger), other, several))
    return deepcopy(_genuine[0])


_genuine = []


def _kept(ledger):
    newest = len(ledger["entries"]) - 1
    return f"{newest}:{ledger['entries'][newest]['hash']}"


def write(folder, slug, ledger, results):
    folder = folder / slug
    folder.mkdir()
    (folder / "ledger.json").write_text(json.dumps(ledger))
    (folder / "results.json").write_text(json.dumps(results))
    return f"{folder.as_uri()}/"


def check(*arguments, options=()):
    command = [sys.executable, "-W", "error", *options, str(SCRIPT), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def assert_found(address, files, forgery):
    """By the script from this level on, by whole runs of it, and as well when Python leaves out its assertions."""
    given = {ALONE: [], KEY: [files.key], HASH: [files.key, files.kept]}
    for level in LEVELS:
        done = check(address, *given[level])
        if level != forgery.script:
            assert (done.returncode, done.stderr) == (0, "")
            continue
        assert done.returncode == 1
        assert forgery.says in done.stderr
        assert all(line.startswith("FAULT: ") for line in done.stderr.splitlines())
        assert check(address, *given[level], options=["-O"]).stderr == done.stderr
        return


@pytest.mark.dated
@pytest.mark.parametrize("options", [[], ["-O"]], ids=["plain", "optimised"])
@pytest.mark.parametrize("level", LEVELS)
def test_nothing_is_found_in_a_genuine_ledger(genuine, tmp_path, level, options):
    address = write(tmp_path, genuine.ledger["poll"], genuine.ledger, genuine.results)
    given = {ALONE: [], KEY: [genuine.key], HASH: [genuine.key, genuine.kept]}[level]
    done = check(address, *given, options=options)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("10 entries hold together and make 4036 votes.")
    assert ("Anybody could have made this ledger." in done.stdout) is (level == ALONE)


@pytest.mark.parametrize("level", LEVELS)
def test_nothing_is_found_in_a_genuine_ledger_of_several_answers(genuine, tmp_path, level):
    files = genuine.several
    address = write(tmp_path, files.ledger["poll"], files.ledger, files.results)
    done = check(address, *{ALONE: [], KEY: [files.key], HASH: [files.key, files.kept]}[level])
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("3 entries hold together and make 4002 votes.")


@pytest.mark.parametrize("forgery", cases(ON_THE_WAY), ids=lambda forgery: forgery.name)
def test_a_forgery_on_the_way_is_found(genuine, tmp_path, forgery):
    files = genuine.several if forgery.of_several else genuine
    slug = files.ledger["poll"]
    forgery.forge(files)
    assert_found(write(tmp_path, slug, files.ledger, files.results), files, forgery)


@pytest.mark.parametrize("forgery", cases(IN_THE_DATABASE), ids=lambda forgery: forgery.name)
def test_a_forgery_in_the_database_is_found(db, tmp_path, forgery):
    poll = make_counted_poll()
    anchors.write(poll.pk)
    ledger, _ = published(poll)
    files = Files(ledger, {}, *signing.signers(), _kept(ledger), {})
    if forgery.site == GUARDS:
        with pytest.raises(IntegrityError, match=forgery.says), transaction.atomic():
            forgery.forge(poll)
        return
    forgery.forge(poll)
    assert_found(write(tmp_path, poll.slug, *published(poll)), files, forgery)
    faults = [*verification.of_poll(Poll.objects.get(pk=poll.pk)), *verification.of_site()]
    assert bool(faults) is (forgery.site == VERIFY), faults


def test_the_document_has_each_forgery_and_no_other():
    _, _, table = DOCUMENT.read_text().partition("| forgery | who forges | found by |\n|---|---|---|\n")
    rows, _, _ = table.partition("\n\n")
    assert rows.splitlines() == [f"| {each.name} | {each.power} | {each.found_by} |" for each in FORGERIES]


def test_there_are_forgeries_of_every_power_and_for_every_finder():
    assert len(FORGERIES) >= 30
    assert {forgery.script for forgery in FORGERIES} == {NOBODY, *LEVELS}
