"""Whatever is sent to a poll's address is answered by a page in plain words, and nothing of it is kept."""

import json
from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import example, given, settings
from hypothesis import strategies as st

from polls.models import Count, Mark, Poll, SealedBallot, Wording

from .. import factories
from ..factories import ORIGIN

pytestmark = pytest.mark.django_db
FUZZED = {"max_examples": 30}
PARTS = ["", "vote/", "results.json", "ledger/", "embed/", "vote", "%00", "../", "?voted=1"]
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "MADEUP"]
TYPES = [
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/json",
    "text/plain",
    "",
    "/",
]
FIELDS = ["choice", "permit", "remarks", "choice[]", "\x00"]
ANYTHING = st.one_of(st.binary(max_size=200), st.sampled_from([b"1", b"9" * 400, b"\x00", b"\xff\xfe", b"-1", b"1e9"]))
# As a server hands them on: bytes above ASCII as Latin-1, and no line break, which would end the header.
HEADER = st.text(st.characters(max_codepoint=255, exclude_characters="\r\n"), max_size=60)


def stored():
    return [model.objects.count() for model in (Poll, Wording, Count, Mark, SealedBallot)]


def is_plain(response):
    """A refusal is a page with help lines, or has no body because none was asked for."""
    if response.status_code < 400 or response.wsgi_request.method == "HEAD":
        return response.status_code < 400 or response.content == b""
    return response.status_code < 500 and 'id="help"' in response.text and "<h" in response.text


def multipart(fields):
    lines = [
        b'--x\r\nContent-Disposition: form-data; name="%b"\r\n\r\n%b\r\n' % (name.encode(), value)
        for name, value in fields
    ]
    return b"".join(lines) + b"--x--\r\n"


def urlencoded(fields):
    return "&".join(f"{quote(name)}={quote(value)}" for name, value in fields).encode()


@settings(**FUZZED)
@given(slug=ANYTHING, part=st.sampled_from(PARTS), method=st.sampled_from(METHODS), query=ANYTHING)
def test_any_address_gets_a_plain_page(client, poll, *, slug, part, method, query):
    before = stored()
    response = client.generic(method, f"/polls/{quote(slug, safe='')}/{part}", QUERY_STRING=quote(query), **ORIGIN)
    assert is_plain(response), response
    assert stored() == before


@settings(**FUZZED)
@given(part=st.sampled_from(PARTS), method=st.sampled_from(METHODS), query=ANYTHING, body=ANYTHING)
def test_any_request_for_a_poll_gets_a_plain_page(client, poll, *, part, method, query, body):
    before = stored()
    response = client.generic(method, f"/polls/{poll.slug}/{part}", body, QUERY_STRING=quote(query), **ORIGIN)
    assert is_plain(response), response
    assert stored() == before


@settings(**FUZZED)
@given(
    fields=st.lists(st.tuples(st.sampled_from(FIELDS), ANYTHING), max_size=6),
    write=st.sampled_from([multipart, urlencoded]),
    content_type=st.sampled_from(TYPES),
)
@example(fields=[("choice", b"1"), ("permit", b"forged")], write=multipart, content_type=TYPES[1])
@example(fields=[("choice", b"1"), ("permit", b"a" * 200), ("remarks", b"")], write=urlencoded, content_type=TYPES[0])
def test_any_fields_get_a_plain_page(client, poll, *, fields, write, content_type):
    before = stored()
    response = client.generic("POST", f"/polls/{poll.slug}/vote/", write(fields), content_type=content_type, **ORIGIN)
    assert is_plain(response), response
    assert stored() == before


@settings(**FUZZED)
@given(value=st.recursive(st.none() | st.integers() | st.text(max_size=20), lambda inner: st.lists(inner, max_size=3)))
def test_json_is_no_vote(client, poll, value):
    body = json.dumps({"choice": value, "permit": value})
    response = client.generic("POST", f"/polls/{poll.slug}/vote/", body, content_type="application/json", **ORIGIN)
    assert (response.status_code, is_plain(response)) == (400, True)


@settings(**FUZZED)
@given(
    headers=st.dictionaries(
        st.sampled_from(
            [
                "HTTP_ORIGIN",
                "HTTP_SEC_FETCH_SITE",
                "CONTENT_LENGTH",
                "HTTP_COOKIE",
                "HTTP_HOST",
                "CONTENT_TYPE",
                "HTTP_X_FORWARDED_FOR",
                "HTTP_ACCEPT_ENCODING",
                "HTTP_IF_NONE_MATCH",
                "HTTP_ACCEPT_LANGUAGE",
            ]
        ),
        HEADER,
        max_size=4,
    ),
    part=st.sampled_from(PARTS),
    method=st.sampled_from(METHODS),
)
@example(headers={"CONTENT_LENGTH": "-5"}, part="vote/", method="POST")
@example(headers={"CONTENT_LENGTH": "9" * 30}, part="vote/", method="POST")
@example(headers={"CONTENT_LENGTH": "²"}, part="vote/", method="POST")
@example(headers={"HTTP_COOKIE": "voted_x=\x00; =; ;;"}, part="vote/", method="POST")
def test_any_header_gets_a_plain_page(client, poll, *, headers, part, method):
    before = stored()
    body = b"choice=1&permit=forged"
    response = client.generic(method, f"/polls/{poll.slug}/{part}", body, **{**ORIGIN, **headers})
    assert is_plain(response), response
    assert stored() == before


READING = "GET, HEAD, OPTIONS"
READ_ONLY = ["/polls/", *(f"/polls/{{}}/{part}" for part in ("", "ledger/", "ledger.json", "embed/", "results.json"))]


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "MADEUP"])
@pytest.mark.parametrize(
    ("path", "allowed"), [*((path, READING) for path in READ_ONLY), ("/polls/{}/vote/", "GET, HEAD, POST, OPTIONS")]
)
def test_a_method_that_an_address_does_not_take_is_told_which_it_does(method, path, allowed):
    poll = factories.make_poll()
    response = Client(enforce_csrf_checks=True).generic(method, path.format(poll.slug), **ORIGIN)
    assert (response.status_code, response["Allow"]) == (405, allowed)
    assert "That cannot be done here" in response.text
    assert is_plain(response)


@pytest.mark.parametrize("path", READ_ONLY)
def test_what_can_only_be_read_takes_no_form(path):
    poll = factories.make_poll()
    response = Client(enforce_csrf_checks=True).post(path.format(poll.slug), **ORIGIN)
    assert (response.status_code, response["Allow"]) == (405, READING)


def test_a_vote_answers_what_it_takes(client, poll):
    response = client.options(f"/polls/{poll.slug}/vote/")
    assert (response.status_code, response["Allow"], response.content) == (204, "GET, HEAD, POST, OPTIONS", b"")
