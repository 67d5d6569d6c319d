"""Two requests that differ in the choice alone leave the same bytes behind, but for the cipher text.

What an insider finds in files and logs of databases is attacked in tests/linkage.
"""

import logging
import re
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from polls.ballots import permits
from polls.models import Box, SealedBallot
from polls.results import poll_cache

from . import factories
from .factories import ORIGIN

SINGLE = ((1,), (2,), (3,), (4,))
SEVERAL = (*SINGLE, (1, 2), (1, 2, 3), (2, 3, 4))
# What differs between any two requests, beside the ballot's own id and cipher text.
CUT = [
    (re.compile(r"\bs\d+_x\d+\b"), "savepoint"),
    (re.compile(r"<memory at 0x[0-9a-f]+>"), "bytes"),
    (re.compile(r"\(\d+\.\d{3}\)|\b\d+ ms\b"), "duration"),
    (re.compile(r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT"), "expiry"),
    (re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?(\+00:00)?|datetime\.datetime\([\d, ]+"), "time"),
]


class Undo(Exception):  # noqa: N818 - ends a request's transaction as if it had never been made
    pass


@pytest.fixture(params=[SINGLE, SEVERAL], ids=["single", "several"])
def selections(request):
    return request.param


@pytest.fixture
def poll(db, selections):
    return factories.make_poll(most_answers=max(map(len, selections)))


def traces(client, caplog, poll, fields, headers=ORIGIN):
    """All that one request sends, asks the database, and logs; then as if it had not been."""
    caplog.clear()
    try:
        with transaction.atomic(), CaptureQueriesContext(connection) as queries:
            answer = client.post(f"/polls/{poll.slug}/vote/", fields, **headers)
            asked = [query["sql"] for query in queries]
            logged = [f"{record.name} {record.levelname} {record.getMessage()}" for record in caplog.records]
            chance = spellings(SealedBallot.objects.first())
            raise Undo
    except Undo:
        client.cookies.clear()
    return answer, cut("\n".join(asked), chance), cut("\n".join(logged), chance)


def spellings(ballot):
    """All that chance gave to a ballot, in every way that a log writes it."""
    if ballot is None:
        return []
    cipher = bytes(ballot.cipher)
    return [cipher.hex(), cipher.hex().upper(), repr(cipher)]


def cut(text, chance=()):
    for spelling in chance:
        text = text.replace(spelling, "<ballot>")
    for pattern, name in CUT:
        text = pattern.sub(f"<{name}>", text)
    return text


@pytest.fixture
def everything_is_logged(caplog, monkeypatch):
    caplog.set_level(logging.DEBUG)
    for name in ("django", "django.request", "django.db.backends", "psyweb.access_log"):
        monkeypatch.setattr(logging.getLogger(name), "propagate", True)
        caplog.set_level(logging.DEBUG, logger=name)


@pytest.mark.usefixtures("everything_is_logged", "db")
def test_a_vote_leaves_the_same_bytes_for_every_choice(client, caplog, selections, settings, monkeypatch):
    """The same permit each time: only the choice and what chance adds to it differ."""
    settings.ACCESS_LOG, settings.POLL_COUNT_AFTER_VOTE = True, False  # No count, which comes with some votes only.
    poll = factories.make_poll(most_answers=max(map(len, selections)))
    permit = permits.mint(poll.pk, at=poll.opens_at)
    monkeypatch.setattr(poll_cache, "TALLY_CACHED_FOR", timedelta(hours=1))
    # What a process asks once, or once a second, is asked before.
    poll_cache.key(poll_cache.find(poll.slug, at=poll.opens_at), Box.MAIN)
    poll_cache.tally(poll)
    client.post(f"/polls/{poll.slug}/vote/", {"choice": 1}, **ORIGIN)
    found = [traces(client, caplog, poll, {"choice": some, "permit": permit, "remarks": ""}) for some in selections]
    sent = {(cut(f"{answer.headers} {answer.cookies}"), answer.content) for answer, _, _ in found}
    assert {answer.status_code for answer, _, _ in found} == {303}
    assert len(sent) == 1
    assert "polls_mark" in found[0][1]
    assert {asked for _, asked, _ in found} == {found[0][1]}
    assert "polls_sealedballot" in found[0][2]
    assert {logged for _, _, logged in found} == {found[0][2]}


@pytest.mark.usefixtures("everything_is_logged")
def test_the_check_page_leaves_the_same_bytes_but_for_its_words(client, caplog, poll, selections):
    client.post(f"/polls/{poll.slug}/vote/", {"choice": 1}, **ORIGIN)
    found = [traces(client, caplog, poll, {"choice": some}) for some in selections]
    assert {(answer.status_code, str(answer.headers), len(answer.content)) for answer, _, _ in found} == {
        (200, str(found[0][0].headers), len(found[0][0].content))
    }
    assert {(asked, logged) for _, asked, logged in found} == {found[0][1:]}


@pytest.mark.usefixtures("everything_is_logged")
def test_the_address_of_the_check_is_logged_nowhere_and_has_one_length(client, caplog, poll, selections, settings):
    settings.ACCESS_LOG = True
    navigates = ORIGIN | {"HTTP_SEC_FETCH_MODE": "navigate"}
    client.post(f"/polls/{poll.slug}/vote/", {"choice": 1}, **navigates)
    found = [traces(client, caplog, poll, {"choice": some}, navigates) for some in selections]
    sealed = [answer["Location"].partition("check=")[2] for answer, _, _ in found]
    headers = {
        str(answer.headers).replace(one, "x" * len(one)) for (answer, _, _), one in zip(found, sealed, strict=True)
    }
    assert len(headers) == 1
    assert {(asked, logged) for _, asked, logged in found} == {found[0][1:]}
    for answer, _, _ in found:
        assert client.get(answer["Location"], **navigates).status_code == 200
    assert not [one for one in sealed if one[:40] in caplog.text]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("INSERT INTO polls_sealedballot … choice 1", "INSERT INTO polls_sealedballot … choice 2"),
        ("Content-Length: 120", "Content-Length: 121"),
        ("voted_made-up=1", "voted_made-up=2"),
    ],
)
def test_what_is_cut_out_hides_no_choice(one, other):
    assert cut(one) != cut(other)
