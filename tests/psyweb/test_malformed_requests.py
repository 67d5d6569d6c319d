"""Whatever is asked, in whatever way: an answer in plain words with a right status, never a fault of ours."""

import re
from http import HTTPStatus
from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.machinery import addresses

pytestmark = pytest.mark.django_db
RIGHT = {200, 204, 301, 302, 304, 400, 403, 404, 405, 406, 410, 413, 429}
PATHS = list(dict.fromkeys(address.path.partition("?")[0] for address in addresses.public()))
NASTY = [
    "",
    "\x00",
    "%00",
    "%",
    "%zz",
    "\ud800",
    "\u202e",
    "𝕏",
    "../",
    "..%2f",
    "'",
    '"',
    "<script>",
    "-1",
    "1e9",
    "9" * 400,
    "x" * 5000,
]
NEVER_THE_SAME = {"Expires", "Last-Modified", "Date"}
words = st.one_of(st.sampled_from(NASTY), st.text(max_size=30))
names = st.one_of(st.sampled_from(["q", "page", "topic", "from", "voted", "letter", "format"]), st.text(max_size=8))
queries = st.lists(st.tuples(names, words), max_size=5)
HEADERS = [
    "if-none-match",
    "if-modified-since",
    "range",
    "accept",
    "accept-encoding",
    "accept-language",
    "cookie",
    "x-forwarded-for",
    "x-forwarded-proto",
    "x-forwarded-host",
    "referer",
    "origin",
    "user-agent",
    "content-type",
]
# What a server hands on: no control characters, and each byte as one letter.
of_a_header = st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=60)
headers = st.dictionaries(st.sampled_from(HEADERS), of_a_header, max_size=4)
MANY = settings(max_examples=40)


def in_a_url(text):
    return quote(text.encode("utf-8", "surrogatepass"), safe="%")


def is_in_plain_words(response):
    if response.streaming or response.status_code < HTTPStatus.BAD_REQUEST or not response.content:
        return True
    text = response.content.decode()
    is_page = "<h1" in text and "Traceback" not in text
    return is_page or not response["Content-Type"].startswith("text/html")


@pytest.fixture(autouse=True)
def _pictures(library, settings, client):
    settings.MEDIA_ROOT = library / "media"
    client.raise_request_exception = True


@MANY
@given(path=st.sampled_from(PATHS), query=queries)
def test_any_query_string_gets_a_right_answer(library, client, path, query):
    asked = "&".join(f"{in_a_url(name)}={in_a_url(value)}" for name, value in query)
    response = client.get(f"{path}?{asked}")
    assert response.status_code in RIGHT
    assert is_in_plain_words(response)


@MANY
@given(path=st.sampled_from(PATHS), more=words)
def test_any_path_gets_a_right_answer(library, client, path, more):
    parts = path.split("/")
    for place in range(1, len(parts)):
        response = client.get("/".join([*parts[:place], in_a_url(more), *parts[place + 1 :]]))
        assert response.status_code in RIGHT
        assert is_in_plain_words(response)


@MANY
@given(path=st.sampled_from(PATHS), sent=headers)
def test_any_header_gets_a_right_answer(library, client, path, sent):
    response = client.get(path, headers=sent)
    assert response.status_code in RIGHT
    assert not response.cookies


TAKEN = dict.fromkeys(("helpful", "report"), "GET, HEAD, POST, OPTIONS")
ALLOWED = {
    address.path.partition("?")[0]: TAKEN.get(address.name, "GET, HEAD, OPTIONS") for address in addresses.public()
}


@pytest.mark.parametrize(("path", "allowed"), ALLOWED.items())
def test_a_method_that_an_address_does_not_take_is_told_which_it_does(library, path, allowed):
    browser = Client(enforce_csrf_checks=True)
    for method in {"POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"} - set(allowed.split(", ")):
        response = browser.generic(method, path, b"x=%00&x=\xff")
        assert (method, response.status_code, response["Allow"]) == (method, 405, allowed)
        assert "Nothing was kept" in response.text or response.json()["error"]


@pytest.mark.parametrize(("path", "allowed"), ALLOWED.items())
def test_options_names_what_an_address_takes(library, client, path, allowed):
    response = client.options(path)
    assert (response.status_code, response["Allow"], response.content) == (204, allowed, b"")


@pytest.mark.parametrize("path", PATHS)
def test_head_is_the_answer_to_get_without_its_body(library, client, path):
    read, asked = client.get(path), client.head(path)
    assert asked.status_code == read.status_code
    assert asked.getvalue() == b""
    assert {name: value for name, value in asked.headers.items() if name not in NEVER_THE_SAME} == {
        name: value for name, value in read.headers.items() if name not in NEVER_THE_SAME
    }


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_what_is_sent_to_no_address_finds_nothing(library, method):
    for path in ("/api/made-up/", addresses.MISSING):
        assert Client(enforce_csrf_checks=True).generic(method, path).status_code == 404


@pytest.mark.parametrize("host", ["evil.example", "a b", "[", "127.0.0.1:99999999", "", "xn--", "é.example"])
def test_an_odd_host_is_a_page_that_says_so(library, client, host):
    response = client.get("/", headers={"host": host})
    assert response.status_code in {HTTPStatus.BAD_REQUEST, HTTPStatus.OK}
    assert re.search(r"<h1", response.content.decode())
