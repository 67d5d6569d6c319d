"""Errors reach a receiver that speaks Sentry's protocol, and nothing of a request does.

The site runs in a process of its own, since the library stays in the one that it was started in.
"""

import gzip
import http.server
import json
import os
import subprocess
import sys
import threading

import brotli
import pytest

from tests.machinery.site import PROJECT

PRIVATE = [
    "hush-words",
    "hush-body",
    "hush-cookie",
    "hush-query",
    "hush-browser",
    "192.0.2.77",
    "made-up/",
    "testserver",
]
DECODERS = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}
SITE = """
import os, urllib.request, django, sentry_sdk
django.setup()
from django.test import Client, override_settings
with override_settings(ROOT_URLCONF="tests.operations.failing_urls", ALLOWED_HOSTS=["testserver"]):
    visitor = Client(raise_request_exception=False, REMOTE_ADDR="192.0.2.77", HTTP_USER_AGENT="hush-browser")
    visitor.cookies["sessionid"] = "hush-cookie"
    print(visitor.post("/polls/made-up/fails/?word=hush-query", {"choice": "hush-body"}).status_code)
    print(visitor.get("/polls/made-up/logs/").status_code)
sentry_sdk.flush()
if "ASKED" in os.environ:
    urllib.request.urlopen(os.environ["ASKED"]).read()
"""


class _Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append(DECODERS[self.headers["Content-Encoding"]](body).decode())
        self.send_response(200)
        self.end_headers()

    def do_GET(self):
        self.server.asked_with = set(map(str.lower, self.headers))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_words):
        pass


@pytest.fixture
def receiver():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Receiver) as server:
        server.received = []
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def fail(tmp_path, **settings):
    """Run a site that fails twice; return the statuses that a visitor gets."""
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "psyweb.settings",
        "SECRET_KEY": "made-up-for-a-test-" * 4,
        "VAR_DIR": str(tmp_path),
        **settings,
    }
    run = subprocess.run(
        [sys.executable, "-c", SITE], cwd=PROJECT, env=environment, capture_output=True, text=True, check=True
    )
    return run.stdout.split()


def test_an_error_is_reported_without_anything_of_the_request(receiver, tmp_path):
    dsn = f"http://key@127.0.0.1:{receiver.server_port}/1"
    assert fail(tmp_path, ERROR_REPORT_DSN=dsn, RELEASE="made-up-release") == ["500", "200"]
    events = [json.loads(envelope.splitlines()[2]) for envelope in receiver.received]
    unhandled, *_, logged = events
    (error,) = unhandled["exception"]["values"]
    assert (error["type"], "value" in error) == ("RuntimeError", False)
    assert error["stacktrace"]["frames"][-1]["function"] == "fail"
    assert logged["logentry"] == {"message": "failed for 192.0.2.0/24 at /…"}
    assert {event["release"] for event in events} == {"made-up-release"}
    assert [word for word in PRIVATE for envelope in receiver.received if word in envelope] == []


def test_a_site_that_is_asked_gets_no_header_of_the_reports(receiver, tmp_path):
    here = f"127.0.0.1:{receiver.server_port}"
    fail(tmp_path, ERROR_REPORT_DSN=f"http://key@{here}/1", ASKED=f"http://{here}/page")
    assert receiver.asked_with & {"sentry-trace", "baggage", "traceparent"} == set()


def test_nothing_is_reported_unless_an_address_is_set(receiver, tmp_path):
    assert fail(tmp_path) == ["500", "200"]
    assert receiver.received == []
