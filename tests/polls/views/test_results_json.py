import re

import pytest

from polls import counting

from .. import factories

pytestmark = pytest.mark.django_db


def test_the_json_has_the_shape_that_programs_rely_on(client, poll):
    factories.cast_many(poll, {1: 20, 2: 10})
    counting.count(poll)
    figures = client.get(f"/polls/{poll.slug}/results.json").json()
    assert list(figures) == [
        "poll",
        "question",
        "wording_version",
        "state",
        "total",
        "carried_over",
        "waiting",
        "counted",
        "held",
        "method",
        "ledger_head",
    ]
    assert figures["carried_over"] == {"total": 3979, "split": "unknown", "origin": "the earlier site"}
    assert list(figures["counted"]) == ["total", "unknown", "as_of", "next_count_from", "choices"]
    assert figures["counted"]["choices"][0] == {"code": 1, "label": "Yes, now", "votes": 20, "share": 67}
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", figures["counted"]["as_of"])
    assert "not a scientific sample" in figures["method"]


def test_the_json_before_the_first_count(client, poll):
    counted = client.get(f"/polls/{poll.slug}/results.json").json()["counted"]
    assert (counted["total"], counted["as_of"], counted["choices"][0]["share"]) == (0, None, None)


def test_the_json_is_asked_for_again_and_not_sent_again(client, poll):
    url = f"/polls/{poll.slug}/results.json"
    first = client.get(url)
    again = client.get(url, HTTP_IF_NONE_MATCH=first["ETag"])
    assert (first["Cache-Control"], again.status_code, again.content) == ("no-cache", 304, b"")


def test_a_vote_changes_the_json_and_its_etag(client, poll):
    url = f"/polls/{poll.slug}/results.json"
    etag = client.get(url)["ETag"]
    factories.cast(poll, 1)
    assert client.get(url, HTTP_IF_NONE_MATCH=etag).status_code == 200


def test_the_json_of_several_answers_says_how_many_a_ballot_may_have(client):
    poll = factories.make_poll_of_several()
    factories.cast_many(poll, {(1, 2): 20, (2, 3): 15, 4: 5})
    counting.count(poll)
    figures = client.get(f"/polls/{poll.slug}/results.json").json()
    counted = figures["counted"]
    assert list(counted) == ["most_answers", "total", "unknown", "as_of", "next_count_from", "choices"]
    assert (counted["most_answers"], counted["total"]) == (3, 40)
    assert [choice["share"] for choice in counted["choices"]] == [50, 88, 38, 13]
    assert "need not add up to 100" in figures["method"]
