"""Whatever bytes are sent as a vote: a plain page, and nothing is stored."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polls.models import Mark, SealedBallot

from ..factories import ORIGIN

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(poll):
    return f"/polls/{poll.slug}/vote/"


def stored():
    return SealedBallot.objects.count(), Mark.objects.count()


FUZZED = {"max_examples": 60}


@settings(**FUZZED)
@given(field=st.sampled_from(["choice", "permit", "remarks"]), value=st.binary(min_size=1, max_size=300))
def test_any_bytes_in_any_field_get_a_plain_page(client, url, field, value):
    fields = {"choice": b"1", "permit": b"forged", "remarks": b"", field: value}
    body = "&".join(f"{name}=" + "".join(f"%{byte:02x}" for byte in text) for name, text in fields.items())
    response = client.post(url, body, content_type="application/x-www-form-urlencoded", **ORIGIN)
    assert (response.status_code, stored()) == (400, (0, 0))
    assert "Your vote was not counted" in response.text


@settings(**FUZZED)
@given(body=st.binary(max_size=400), kind=st.sampled_from(["urlencoded", "multipart", "latin", "text"]))
def test_any_body_gets_a_plain_page(client, url, body, kind):
    content_type = {
        "urlencoded": "application/x-www-form-urlencoded",
        "multipart": "multipart/form-data; boundary=x",
        "latin": "application/x-www-form-urlencoded; charset=latin-1",
        "text": "text/plain",
    }[kind]
    response = client.generic("POST", url, body, content_type=content_type, **ORIGIN)
    assert (response.status_code, stored()) == (400, (0, 0))


@pytest.mark.parametrize(
    "body",
    [
        "choice=1&choice=",
        "choice=1&" + "&".join(f"x{number}=" for number in range(700)),
        "choice=" + "1" * 5_000,
    ],
    ids=["doubled", "very many", "very long"],
)
def test_refuses_a_body_that_is_no_vote(client, url, body):
    response = client.post(url, body, content_type="application/x-www-form-urlencoded", **ORIGIN)
    assert (response.status_code, stored()) == (400, (0, 0))


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
        ("multipart/form-data; boundary=\xc3", b""),
    ],
)
def test_refuses_a_broken_upload(client, url, content_type, body):
    assert client.generic("POST", url, body, content_type=content_type, **ORIGIN).status_code == 400
