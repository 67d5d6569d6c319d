"""The published ledger."""

import json

import pytest

from polls import counting, lifecycle
from polls.ledger import signing, words
from polls.models import Count

from .. import factories
from .forgeries import make_counted_poll


def published(client, poll):
    return json.loads(client.get(f"/polls/{poll.slug}/ledger.json").getvalue())


def test_a_long_ledger_is_sent_entry_by_entry_as_one_json(client, db):
    poll = make_counted_poll()
    answer = client.get(f"/polls/{poll.slug}/ledger.json")
    pieces = [piece.decode() for piece in answer.streaming_content]
    assert len(pieces) == 2 + poll.ledger.count()
    assert "".join(pieces) == json.dumps(json.loads("".join(pieces)), ensure_ascii=False, indent=1)


def test_a_ledger_without_a_new_entry_is_not_sent_again(client, db):
    poll = factories.make_harmless_poll()
    address = f"/polls/{poll.slug}/ledger.json"
    etag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"if-none-match": etag}).status_code == 304
    factories.cast(poll, 1)
    counting.count(poll)
    assert client.get(address, headers={"if-none-match": etag}).status_code == 200


def test_publishes_the_verify_key_and_every_entry(client, db):
    poll = make_counted_poll()
    found = published(client, poll)
    assert found["verify_keys"] == sorted(signing.signers())
    assert [entry["hash"] for entry in found["entries"]] == list(Count.objects.values_list("hash", flat=True))


def test_publishes_the_words_that_the_entries_cover(client, db):
    poll = make_counted_poll()
    found = published(client, poll)
    assert [json.loads(text)["question"] for text in found["wordings"]] == [poll.question[:-1], poll.question]
    assert json.loads(found["entries"][-1]["text"])["words"] == words.hash_of(found["wordings"])


def test_a_ledger_with_new_words_is_sent_again(client, poll):
    address = f"/polls/{poll.slug}/ledger.json"
    etag = client.get(address).headers["ETag"]
    lifecycle.reword(poll, question=f"{poll.question}!", reason="Made up.")
    assert client.get(address, headers={"if-none-match": etag}).status_code == 200


def test_the_published_key_is_not_taken_from_the_database(client, poll, settings, tmp_path):
    settings.POLL_KEY_DIR = tmp_path / "other"
    assert published(client, poll)["verify_keys"] == []


@pytest.mark.parametrize("address", ["/polls/never-made/ledger.json", "/polls/%00/ledger.json"])
def test_a_poll_that_is_not_there_has_no_ledger(client, db, address):
    assert client.get(address).status_code == 404
