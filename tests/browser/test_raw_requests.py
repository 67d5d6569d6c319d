"""The running site against bytes that no browser sends."""

import random
import resource
import socket
import time
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest

from tests.machinery import addresses
from tests.machinery.visitor import Visitor

ANSWER_LIMIT_SECONDS = 15
SHORT_LIMIT_SECONDS = 0.3
RANDOM_REQUESTS = 100
TARGETS = [
    b"/%00",
    b"/%",
    b"/%zz",
    b"/\xff\xfe",
    b"/articles/%ff%fe/",
    b"//",
    b"/../../etc/passwd",
    b"/" + b"a" * 7000,
    b"*",
    b"http://other.example/",
    b"/search/?q=%00%ff&q=1&q=2",
    b"/search/?page=" + b"9" * 5000,
    b"/articles/?letter=%F0%9F%98%80",
    b"/?" + b"&".join(b"a=1" for _ in range(1500)),
    b"/search/?q=%ED%A0%80",
    b"/polls/%2e%2e/vote/",
    b"/notices/privacy/?from=0000-99-99",
]
HEADERS = [
    b"Host: ",
    b"Host: evil.example",
    b"Host: 127.0.0.1:0",
    b"Range: bytes=9-1",
    b"Range: bytes=0-,0-,0-",
    b"If-None-Match: \xff",
    b"If-None-Match: W/",
    b"If-None-Match: *",
    b"If-Modified-Since: never",
    b"Accept-Encoding: br;q=0, *;q=1",
    b"Accept-Encoding: \xff",
    b"Cookie: sessionid=\xff; =; ;;; voted_x=\x01",
    b"Cookie: " + b"a=b; " * 800,
    b"X-Forwarded-For: \xff, 1.2.3",
    b"X-Forwarded-Proto: gopher",
    b"X-Forwarded-Host: evil.example",
    b"Content-Length: -1",
    b"Content-Length: 99999999999",
    b"Transfer-Encoding: nonsense",
    b"Expect: 100-continue",
    b"Accept-Language: " + b"x," * 900,
    b"Origin: null",
    b"Content-Type: multipart/form-data; boundary=",
]
METHODS = [b"GET", b"HEAD", b"POST", b"OPTIONS", b"TRACE", b"PROPFIND", b"get", b"\xff"]


def status_of(site_url, request, *, limit=ANSWER_LIMIT_SECONDS):
    """The status of the answer; 0 where there is none: to what is no HTTP, or while a body is awaited."""
    place = urlsplit(site_url)
    with socket.create_connection((place.hostname, place.port), timeout=ANSWER_LIMIT_SECONDS) as connection:
        connection.settimeout(limit)
        connection.sendall(request)
        try:
            first = connection.recv(64)
        except (ConnectionResetError, TimeoutError):
            return 0
    return int(first.split(b" ")[1]) if first.startswith(b"HTTP/") else 0


def request(method, target, *headers):
    lines = [method + b" " + target + b" HTTP/1.1", b"Connection: close", *headers]
    if not any(header.startswith(b"Host") for header in headers):
        lines.append(b"Host: 127.0.0.1")
    return b"\r\n".join(lines) + b"\r\n\r\n"


def test_no_bytes_are_answered_by_a_fault(site):
    chance = random.Random(20261123)
    paths = [address.path.encode() for address in addresses.public()]
    asked = [request(b"GET", target) for target in TARGETS]
    asked += [request(b"GET", b"/", header) for header in HEADERS]
    asked += [request(method, b"/search/?q=lithium") for method in METHODS]
    asked += [
        request(chance.choice(METHODS), chance.choice(TARGETS + paths), *chance.sample(HEADERS, 3))
        for _ in range(RANDOM_REQUESTS)
    ]
    asked += [chance.randbytes(200), b"\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n"]
    statuses = {each: status_of(site.url, each, limit=SHORT_LIMIT_SECONDS) for each in asked}
    assert [each[:200] for each, status in statuses.items() if status >= 500] == []
    assert sum(status > 0 for status in statuses.values()) > len(asked) / 2
    assert "Traceback" not in site.log.read_text()
    assert Visitor(site.url).get("/").status == 200


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (b"Accept-Encoding: identity;q=0", 200),
        (b"If-None-Match: *", 304),
        (b"Range: bytes=0-0", 200),
        (b"Host: evil.example", 400),
    ],
)
def test_a_header_gets_the_status_that_the_standard_gives(site, header, expected):
    assert status_of(site.url, request(b"GET", b"/", header)) == expected


HALF_SENT = 100
IDLE = 1_000
HALF = b"POST /articles/understanding-depression/report/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 50\r\n\r\nhalf"


@pytest.fixture
def many_files():
    kept = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(kept[1], 8_192), kept[1]))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, kept)


@pytest.mark.usefixtures("many_files")
def test_connections_that_say_half_or_nothing_keep_nobody_from_the_help_lines(site):
    place = (urlsplit(site.url).hostname, urlsplit(site.url).port)
    with ExitStack() as stack:
        half = [
            stack.enter_context(socket.create_connection(place, timeout=ANSWER_LIMIT_SECONDS)) for _ in range(HALF_SENT)
        ]
        for connection in half:
            connection.sendall(HALF)
        for _ in range(IDLE):
            stack.enter_context(socket.create_connection(place, timeout=ANSWER_LIMIT_SECONDS))
        for path in ("/healthz", "/help-now/", "/help-now/", "/search/?q=half-sent"):
            began = time.monotonic()
            assert Visitor(site.url).get(path).status == 200
            assert time.monotonic() - began < 1
        assert {connection.recv(12) for connection in half} == {b"HTTP/1.1 408"}


def test_a_header_with_an_underscore_does_not_pass_for_another(site):
    assert status_of(site.url, request(b"GET", b"/", b"If_None_Match: *")) == 200
