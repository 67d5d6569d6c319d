"""The script with which a stranger checks a ledger: against a running site, and against a network that is hostile."""

import json
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.core.cache import cache
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.live_server_helper import LiveServer

from polls import results
from polls.ledger import signing
from polls.models import Count

from .forgeries import SCRIPT, check_ledger, make_counted_poll
from .test_forgeries import check, genuine, write  # noqa: F401 - a fixture

KEY, HASH = "0" * 64, "f" * 64


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
    assert done.stdout.startswith("10 entries hold together and make 4036 votes.")
    assert poll.question in done.stdout


@pytest.fixture
def server():
    """Answers each path with the next of its answers (status, headers, body), the last one again and again."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            given = server.answers[self.path.rpartition("/")[2]]
            status, headers, body = given.pop(0) if len(given) > 1 else given[0]
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *parts):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def in_json(content):
    return 200, {}, json.dumps(content).encode()


def address_of(server, files):
    return f"http://127.0.0.1:{server.server_port}/polls/{files.ledger['poll']}/"


def test_an_entry_that_comes_between_the_two_files_is_no_fault(genuine, server):  # noqa: F811
    before = genuine.results | {"ledger_head": HASH}
    server.answers = {
        "results.json": [in_json(before), in_json(genuine.results)],
        "ledger.json": [in_json(genuine.ledger)],
    }
    assert check(address_of(server, genuine)).stderr == ""


def test_a_redirect_to_another_place_is_not_followed(genuine, server):  # noqa: F811
    elsewhere = 302, {"Location": f"http://localhost:{server.server_port}/elsewhere.json"}, b""
    server.answers = {
        "results.json": [elsewhere],
        "elsewhere.json": [in_json(genuine.results)],
        "ledger.json": [in_json(genuine.ledger)],
    }
    assert "FAULT: results.json cannot be read: HTTP Error 302" in check(address_of(server, genuine)).stderr


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ((200, {}, b"<html>"), "results.json cannot be read"),
        ((200, {}, b"[]"), "results.json is no object"),
        ((200, {}, b"\xff"), "results.json cannot be read"),
        ((404, {}, b""), "HTTP Error 404"),
        ((200, {"Content-Length": "9"}, b"{"), "results.json cannot be read"),
        ((200, {}, b"{}" + b" " * 1_000), "results.json has more than 1000 bytes"),
        ((200, {}, b"{}"), "ledger.json has no entries"),
    ],
    ids=["no JSON", "a list", "no text", "not found", "cut short", "too long", "empty"],
)
def test_an_answer_that_is_no_ledger_is_a_fault_in_one_line(server, monkeypatch, capsys, answer, says):
    monkeypatch.setattr(check_ledger, "MOST_BYTES", 1_000)
    server.answers = {"results.json": [answer], "ledger.json": [in_json({})]}
    assert check_ledger.main([f"http://127.0.0.1:{server.server_port}/polls/made-up/"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert says in line


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["http://example.org/polls/made-up/"],
        ["ftp://127.0.0.1/polls/made-up/"],
        ["https://example.org/polls/made-up/", "made up"],
        ["https://example.org/polls/made-up/", KEY.replace("0", "G")],
        ["https://example.org/polls/made-up/", KEY, "made up"],
        ["https://example.org/polls/made-up/", KEY, f":{HASH}"],
        ["https://example.org/polls/made-up/", KEY, HASH, "more"],
    ],
    ids=["none", "without TLS", "no site", "no key", "no digits", "no hash", "no number", "too many"],
)
def test_wrong_arguments_are_told_from_faults(arguments):
    done = check(*arguments)
    assert done.returncode == 2
    assert "python check_ledger.py ADDRESS" in done.stderr


@pytest.mark.parametrize(
    ("kept", "is_found"),
    [(9, False), (4, False), ("number", True), ("none", True), ("far", True)],
    ids=["newest", "older", "another number", "64 zeros", "a number beyond"],
)
def test_a_kept_hash_must_be_in_its_place(genuine, tmp_path, kept, is_found):  # noqa: F811
    hashes = [entry["hash"] for entry in genuine.ledger["entries"]]
    given = {"number": f"3:{hashes[4]}", "none": "0" * 64, "far": f"999:{hashes[4]}"}.get(kept)
    address = write(tmp_path, genuine.ledger["poll"], genuine.ledger, genuine.results)
    done = check(address, "-", given or f"{kept}:{hashes[kept]}")
    assert ("an entry that you knew is gone" in done.stderr) is is_found


def test_signatures_without_pynacl_are_a_fault(genuine, tmp_path):  # noqa: F811
    address = write(tmp_path, genuine.ledger["poll"], genuine.ledger, genuine.results)
    command = [sys.executable, "-S", str(SCRIPT), address, genuine.key]  # -S: without what was installed.
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, "pip install pynacl" in done.stderr) == (1, True)


def test_nothing_that_is_printed_steers_the_screen(genuine, tmp_path):  # noqa: F811
    genuine.results["question"] = "\x1b[2J\u202e All is well"
    address = write(tmp_path, genuine.ledger["poll"], genuine.ledger, genuine.results)
    done = check(address)
    assert done.returncode == 1
    assert done.stderr.replace("\n", "").isprintable()


@pytest.mark.parametrize(
    "votes", [{1: 12, 2: 12, 3: 18}, {1: 10, 2: 10, 3: 10}, {1: 399, 2: 1}, {1: 7, 2: 11, 3: 13, 4: 17}]
)
def test_the_script_rounds_shares_as_the_site_does(votes):
    assert check_ledger.shares(votes, sum(votes.values()), 1) == results.shares(votes)


@given(votes=st.lists(st.integers(0, 500), min_size=1, max_size=9))
def test_the_script_makes_the_same_shares_of_several_answers(votes):
    by_code = dict(enumerate(votes, start=1))
    ballots = max(30, *votes)
    shares = results.shares(by_code, of_ballots=ballots)
    assert shares == check_ledger.shares(by_code, ballots, 3)
    assert all(abs(shares[code] - 100 * number / ballots) <= 0.5 for code, number in by_code.items())
