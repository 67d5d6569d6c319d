"""The published ledger, and the script with which a stranger checks it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from pytest_django.live_server_helper import LiveServer

from polls import counting, decisions
from polls.ledger import signing
from polls.models import Box, Count

from .. import factories
from ..factories import DAY, NOW

SCRIPT = Path(django_settings.BASE_DIR) / "docs" / "check_ledger.py"
MIXED = {1: 4, 2: 3, 3: 2, 4: 1}


def make_counted_poll():
    """Two counts, held votes that were taken in and others that were not, a correction, and ballots waiting."""
    poll = factories.make_poll(at=NOW)
    administrator = factories.make_person("count_ballots", "change_poll")
    for number, decide in enumerate((decisions.accept_held, decisions.reject_held)):
        at = NOW + 8 * number * DAY
        for box in Box:
            factories.cast_many(poll, MIXED, at=at, box=box)
            entry = counting.count(poll, box=box, at=at)
        decide(poll, entry.sequence, by=administrator, reason="Made up.", at=at)
    decisions.correct(poll, counts={}, unknown=5, by=administrator, reason="Made up.", at=at)
    factories.cast(poll, 1)
    return poll


def check(address, *more):
    command = [sys.executable, "-W", "error", str(SCRIPT), address, *more]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


@pytest.fixture
def copy(db, client, tmp_path):
    """What a site publishes, as files that can be changed."""
    poll = make_counted_poll()
    folder = tmp_path / "copy"
    folder.mkdir()
    for name in ("ledger.json", "results.json"):
        (folder / name).write_bytes(client.get(f"/polls/{poll.slug}/{name}").getvalue())
    return folder


def change(copy, **parts):
    path = copy / "ledger.json"
    found = json.loads(path.read_text())
    found["entries"][2].update(parts)
    path.write_text(json.dumps(found))


def published(client, poll):
    return json.loads(client.get(f"/polls/{poll.slug}/ledger.json").getvalue())


def test_a_long_ledger_is_sent_entry_by_entry_as_one_json(client, db):
    poll = make_counted_poll()
    answer = client.get(f"/polls/{poll.slug}/ledger.json")
    pieces = [piece.decode() for piece in answer.streaming_content]
    assert len(pieces) == 2 + poll.ledger.count()
    assert "".join(pieces) == json.dumps(json.loads("".join(pieces)), ensure_ascii=False, indent=1)


def test_a_ledger_without_a_new_entry_is_not_sent_again(client, db):
    poll = factories.make_harmless_poll()
    address = f"/polls/{poll.slug}/ledger.json"
    etag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"if-none-match": etag}).status_code == 304
    factories.cast(poll, 1)
    counting.count(poll)
    assert client.get(address, headers={"if-none-match": etag}).status_code == 200


def test_publishes_the_verify_key_and_every_entry(client, db):
    poll = make_counted_poll()
    found = published(client, poll)
    assert found["verify_keys"] == sorted(signing.signers())
    assert [entry["hash"] for entry in found["entries"]] == list(Count.objects.values_list("hash", flat=True))


def test_the_published_key_is_not_taken_from_the_database(client, poll, settings, tmp_path):
    settings.POLL_KEY_DIR = tmp_path / "other"
    assert published(client, poll)["verify_keys"] == []


@pytest.mark.parametrize("address", ["/polls/never-made/ledger.json", "/polls/%00/ledger.json"])
def test_a_poll_that_is_not_there_has_no_ledger(client, db, address):
    assert client.get(address).status_code == 404


@pytest.fixture
def running_site(transactional_db, _plain_static_files):
    server = LiveServer("127.0.0.1")
    yield server
    server.stop()


def test_a_stranger_can_check_the_ledger_of_a_running_site(running_site):
    poll = make_counted_poll()
    cache.clear()
    done = check(f"{running_site.url}/polls/{poll.slug}/", *signing.signers(), Count.objects.first().hash)
    assert (done.stderr, done.returncode) == ("", 0)
    assert done.stdout.startswith("8 entries hold together, and make 4014 votes.")


def test_the_script_checks_a_copy(copy):
    assert check(f"{copy.as_uri()}/").returncode == 0


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"text": '{"made": "up"}'}, "entry 2 was changed"),
        ({"hash": "0" * 64}, "entry 2 was changed"),
        ({"signature": "0" * 128}, "BadSignatureError"),
    ],
    ids=["text", "hash", "signature"],
)
def test_the_script_finds_a_copy_that_was_changed(copy, parts, says):
    change(copy, **parts)
    done = check(f"{copy.as_uri()}/", *signing.signers())
    assert done.returncode == 1
    assert says in done.stderr


@pytest.mark.parametrize(
    ("cut", "says"),
    [(slice(0, -1), "the figures are not the ledger's"), (slice(1, None), "not in row: 0")],
    ids=["newest", "oldest"],
)
def test_the_script_finds_a_copy_that_was_cut(copy, cut, says):
    found = json.loads((copy / "ledger.json").read_text())
    found["entries"] = found["entries"][cut]
    (copy / "ledger.json").write_text(json.dumps(found))
    assert says in check(f"{copy.as_uri()}/").stderr


def test_the_script_finds_that_a_known_entry_is_gone(copy):
    assert "an entry that you knew is gone" in check(f"{copy.as_uri()}/", *signing.signers(), "f" * 64).stderr


def test_the_script_finds_figures_that_are_not_the_ledgers(copy):
    path = copy / "results.json"
    figures = json.loads(path.read_text())
    figures["counted"]["choices"][0]["votes"] += 1
    path.write_text(json.dumps(figures))
    assert "the split is not the sum" in check(f"{copy.as_uri()}/").stderr
