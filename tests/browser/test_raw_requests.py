"""Bytes that no browser sends, straight to the running site: it answers or hangs up, and keeps nothing."""

import random
import socket
import time
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from tests.machinery.visitor import Visitor

SLUG = "antidepressant-use"
VOTE = f"/polls/{SLUG}/vote/".encode()
FORM = b"Content-Type: application/x-www-form-urlencoded\r\nSec-Fetch-Site: same-origin\r\n"
FUZZED_FOR = timedelta(seconds=8)
ANSWER_LIMIT_SECONDS = 5
SEED = 20261123


@pytest.fixture
def send(site):
    """Sends bytes as they are, and gives the first of what comes back."""
    place = urlsplit(site.url)

    def exchange(raw):
        with socket.create_connection((place.hostname, place.port), timeout=ANSWER_LIMIT_SECONDS) as line:
            try:
                line.sendall(raw)
                line.shutdown(socket.SHUT_WR)
                return line.recv(65_536)
            except OSError:  # The server hung up, which it may.
                return b""

    return exchange


def request(method, path, headers=b"", body=b"", *, length=None):
    stated = b"%d" % len(body) if length is None else length
    return b"%b %b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %b\r\n%b\r\n%b" % (
        method,
        path,
        stated,
        headers,
        body,
    )


def status_of(answer):
    """None where the server hung up without a word."""
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/1.") else None


def figures(site):
    found = Visitor(site.url).json(f"/polls/{SLUG}/results.json")
    return found["total"], found["waiting"], found["held"], found["ledger_head"]


ODD = {
    "a NUL in a field": request(b"POST", VOTE, FORM, b"choice=%00&permit=\x00"),
    "broken UTF-8": request(b"POST", VOTE, FORM, b"choice=\xff\xfe&permit=%ff"),
    "a huge number": request(b"POST", VOTE, FORM, b"choice=" + b"9" * 3_000),
    "doubled fields": request(b"POST", VOTE, FORM, b"choice=1&choice=2&permit=a&permit=b"),
    "JSON": request(b"POST", VOTE, FORM.replace(b"x-www-form-urlencoded", b"json"), b'{"choice": 1}'),
    "a broken upload": request(
        b"POST",
        VOTE,
        FORM.replace(b"application/x-www-form-urlencoded", b"multipart/form-data; boundary=x"),
        b"--x\r\n",
    ),
    "a length below nothing": request(b"POST", VOTE, FORM, b"choice=1", length=b"-5"),
    "a length that is no number": request(b"POST", VOTE, FORM, b"choice=1", length=b"abc"),
    "a length beyond all": request(b"POST", VOTE, FORM, b"choice=1", length=b"9" * 30),
    "a body over the limit": request(b"POST", VOTE, FORM, b"choice=" + b"1" * 70_000),
    "a made-up method": request(b"GRAB", VOTE, FORM, b"choice=1"),
    "a foreign origin": request(b"POST", VOTE, FORM.replace(b"same-origin", b"cross-site"), b"choice=1"),
    "an odd cookie": request(b"POST", VOTE, FORM + b"Cookie: voted_\xff=1; =;;\r\n", b"choice=7"),
    "a path of bytes": request(b"GET", b"/polls/%ff%00%c0%ae/"),
    "bytes above ASCII in the path": request(b"GET", b"/polls/\xc3\xa9\xff/"),
    "a long path": request(b"GET", b"/polls/" + b"a" * 20_000 + b"/"),
    "another host": request(b"POST", VOTE, FORM, b"choice=1").replace(b"localhost", b"evil.example"),
}


@pytest.mark.parametrize("raw", ODD.values(), ids=ODD)
def test_an_odd_request_is_refused(site, send, raw):
    before = figures(site)
    status = status_of(send(raw))
    assert status is None or 400 <= status < 500
    assert figures(site) == before


def spoiled(rng):
    """A good request of one kind or another, with a few of its bytes replaced, cut or doubled."""
    raw = bytearray(
        rng.choice(list(ODD.values()) + [request(b"GET", f"/polls/{SLUG}/{part}".encode()) for part in PARTS])
    )
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(raw))
        change = rng.choice([b"", bytes([rng.randrange(256)]), b"\x00", b"%", b"\r\n", bytes(raw[at : at + 9]) * 2])
        raw[at : at + rng.randint(0, 2)] = change
    return bytes(raw)


PARTS = ["", "results.json", "ledger/", "embed/", "?voted=1", "vote/"]


def test_spoiled_requests_never_break_the_site(site, send):
    before, rng = figures(site), random.Random(SEED)
    end, statuses = time.monotonic() + FUZZED_FOR.total_seconds(), []
    while time.monotonic() < end:
        raw = spoiled(rng)
        statuses.append(status_of(send(raw)))
        assert statuses[-1] is None or statuses[-1] < 500, raw
    assert len(statuses) > 50
    assert figures(site) == before
