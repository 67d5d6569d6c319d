import os
import re
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.core.cache import cache

from benchmarks.polls import one_network
from polls.ballots import vote_limits
from polls.results import poll_cache
from privacy import rate_limit
from tests.machinery.visitor import form_fields

from ..factories import NOW, ORIGIN

NETWORK = "192.0.2.0/24"


def mint(number, *, at=NOW):
    return sum(vote_limits.may_have_permit(NETWORK, at=at) for _ in range(number))


@pytest.mark.parametrize(("drawn", "permits"), [(max, 60), (min, 31)])
def test_thirty_one_to_sixty_permits_an_hour_from_one_network(drawn, permits, monkeypatch):
    monkeypatch.setattr(rate_limit, "draw", drawn)
    assert mint(70) == permits


def test_the_clock_starts_no_new_hour(settings):
    settings.POLL_PERMITS_AN_HOUR = 1
    assert mint(1, at=NOW - timedelta(seconds=1)) == 1
    assert mint(1) == 0


@pytest.mark.parametrize(("drawn", "accepted"), [(max, 30), (min, 11)])
def test_votes_are_held_after_the_eleventh_to_thirtieth(drawn, accepted, monkeypatch):
    monkeypatch.setattr(rate_limit, "draw", drawn)
    for _ in range(accepted):
        assert not vote_limits.is_to_be_held(NETWORK, at=NOW)
        vote_limits.note_accepted(NETWORK, at=NOW)
    assert vote_limits.is_to_be_held(NETWORK, at=NOW)


def test_holding_ends_with_its_ten_minutes():
    for _ in range(30):
        vote_limits.note_accepted(NETWORK, at=NOW)
    assert vote_limits.is_to_be_held(NETWORK, at=NOW)
    assert vote_limits.is_to_be_held(NETWORK, at=NOW + vote_limits.HELD_WINDOW)
    assert not vote_limits.is_to_be_held(NETWORK, at=NOW + vote_limits.HELD_WINDOW * 13 / 12)


def test_no_counter_names_a_network():
    mint(1)
    assert not any("192" in name for name in cache._cache)


def test_how_many_votes_come_before_they_are_held_is_a_setting(settings):
    settings.POLL_VOTES_BEFORE_HELD = 1
    vote_limits.note_accepted(NETWORK, at=NOW)
    assert vote_limits.is_to_be_held(NETWORK, at=NOW)


@pytest.mark.parametrize(("has_saved_permits", "votes"), [(False, 60), (True, 180)], ids=["fresh", "saved"])
def test_what_the_operations_document_says_of_one_network(has_saved_permits, votes):
    assert one_network.most_in_an_hour(has_saved_permits=has_saved_permits) == votes
    said = (Path(django_settings.BASE_DIR) / "docs" / "operations.md").read_text()
    assert re.search(rf"worst sixty minutes.*\b{votes}\b", said)


def vote(client, poll, **headers):
    address = f"/polls/{poll.slug}/vote/"
    page = client.post(address, {"choice": "1"}, **ORIGIN, **headers)
    return client.post(address, form_fields(page.text, action=address), **ORIGIN, **headers)


def test_an_address_is_stored_nowhere(client, poll, settings, caplog):
    caplog.set_level("DEBUG")
    settings.TRUSTED_PROXIES = [ip_network("198.51.100.0/24")]
    poll_cache.clear_all()
    answer = vote(client, poll, REMOTE_ADDR="198.51.100.7", HTTP_X_FORWARDED_FOR="192.0.2.77")
    assert answer.status_code == 303
    rows = [repr(row) for model in apps.get_models() for row in model._default_manager.values_list()]
    files = [path.read_bytes() for path in settings.POLL_KEY_DIR.rglob("*") if path.is_file()]
    kept = f"{rows} {files} {cache._cache} {caplog.text} {answer.headers}"
    assert len(cache._cache) > 1
    assert not any(part in kept for part in ("192.0.2", "198.51.100"))


MINT = """
import sys, django
from datetime import datetime
from django.conf import settings
if sys.argv[1]:
    backend = "django.core.cache.backends.filebased.FileBasedCache"
    settings.CACHES["default"] = {"BACKEND": backend, "LOCATION": sys.argv[1]}
django.setup()
from polls.ballots import vote_limits
at = datetime.fromisoformat(sys.argv[2])
from privacy import rate_limit
rate_limit.draw = max
print(sum(vote_limits.may_have_permit("192.0.2.0/24", at=at) for _ in range(40)))
"""


@contextmanager
def shared_cache(folder):
    """Redis where this machine has it, else a folder: (CACHE_URL, folder)."""
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    if program is None:
        yield "", str(folder / "cache")
        return
    socket = folder / "redis.sock"
    words = [program, "--port", "0", "--unixsocket", str(socket), "--save", "", "--appendonly", "no"]
    process = subprocess.Popen(words, cwd=folder, stdout=subprocess.DEVNULL)
    try:
        while not socket.exists() and process.poll() is None:
            time.sleep(0.05)
        yield f"unix://{socket}", ""
        assert list(folder.glob("*.rdb")) == []
    finally:
        process.terminate()
        process.wait()


def test_processes_with_one_cache_share_one_limit(tmp_path):
    with shared_cache(tmp_path) as (url, folder):
        environment = {
            **os.environ,
            "SECRET_KEY": django_settings.SECRET_KEY,
            "CACHE_URL": url,
            "DJANGO_SETTINGS_MODULE": "psyweb.settings",
            "PYTHONPATH": str(Path(django_settings.BASE_DIR)),
        }
        command = [sys.executable, "-c", MINT, folder, NOW.isoformat()]
        given = [
            int(subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout)
            for _ in range(2)
        ]
    assert given == [40, 20]
