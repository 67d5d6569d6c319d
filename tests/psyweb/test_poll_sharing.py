"""What a shared poll shows elsewhere: its question, and each number with what it is of."""

import io
import json
import re
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.utils import timezone
from PIL import Image

from articles.reading.pictures import share
from polls import counting, lifecycle
from polls.models import Poll
from polls.results import poll_cache
from tests.polls import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_keys(settings, tmp_path):
    settings.POLL_KEY_DIR = tmp_path / "keys"
    poll_cache.clear_all()


@pytest.fixture
def poll():
    return factories.make_poll()


def facts_of(client, poll):
    text = client.get(f"/polls/{poll.slug}/").text
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', text)[1])


def picture_of(client, poll):
    text = client.get(f"/polls/{poll.slug}/").text
    return re.search(r'<meta property="og:image" content="([^"]*)">', text)[1]


def count_votes(poll, votes):
    factories.cast_many(poll, votes)
    counting.count(poll)


def test_a_poll_is_a_dataset_with_its_question_method_and_file(client, poll, settings):
    facts = facts_of(client, poll)
    address = f"{settings.SITE_URL}/polls/{poll.slug}/"
    assert (facts["@type"], facts["name"], facts["url"]) == ("Dataset", poll.question, address)
    assert "not a scientific sample" in facts["description"]
    assert poll.sample_statement in facts["description"]
    assert facts["distribution"]["contentUrl"] == f"{address}results.json"


def test_each_answer_is_told_with_what_its_votes_are_of(client, poll):
    count_votes(poll, {1: 20, 2: 10})
    facts = facts_of(client, poll)
    told = [(answer["name"], answer["value"], answer["maxValue"]) for answer in facts["variableMeasured"]]
    assert told == [("Yes, now", 20, 30), ("Yes, before", 10, 30), ("No, never", 0, 30), ("Prefer not to say", 0, 30)]
    assert "Here they are of 30." in facts["description"]
    assert facts["dateModified"] == timezone.now().date().isoformat()


def test_several_answers_are_of_ballots(client):
    poll = factories.make_poll(most_answers=2)
    for codes in [(1, 2)] * 20 + [(3,)] * 10:
        factories.cast(poll, *codes)
    counting.count(poll)
    told = {
        answer["name"]: (answer["value"], answer["maxValue"]) for answer in facts_of(client, poll)["variableMeasured"]
    }
    assert (told["Yes, now"], told["Yes, before"], told["No, never"]) == ((20, 30), (20, 30), (10, 30))


def test_no_answer_is_told_before_the_first_count(client, poll):
    factories.cast(poll, 1)
    assert not {"variableMeasured", "dateModified"} & facts_of(client, poll).keys()


def test_the_question_can_end_no_script(client):
    poll = factories.make_poll(question="</script><b>Made up?")
    assert facts_of(client, poll)["name"] == "</script><b>Made up?"


def test_its_picture_is_one_that_networks_show(client, poll, settings):
    address = picture_of(client, poll)
    assert address == f"{settings.SITE_URL}/polls/{poll.slug}/share/1.jpg"
    response = client.get(address.removeprefix(settings.SITE_URL))
    assert (response.status_code, response["Content-Type"]) == (HTTPStatus.OK, "image/jpeg")
    assert Image.open(io.BytesIO(response.content)).size == share.SIZE
    assert "max-age=2592000" in response["Cache-Control"]
    assert not response.cookies


def test_its_picture_holds_the_question_and_no_figure(client, poll, settings, monkeypatch):
    """It is kept for weeks elsewhere, so votes must not change it."""
    address = picture_of(client, poll).removeprefix(settings.SITE_URL)
    monkeypatch.setattr(share, "DESIGN", "drawn before the votes")
    before = client.get(address).content
    count_votes(poll, {1: 20, 2: 10})
    monkeypatch.setattr(share, "DESIGN", "drawn after the votes")
    poll_cache.clear_all()
    assert client.get(address).content == before == share.draw(poll.question, kind="Reader poll")


def test_changed_words_have_a_picture_of_their_own(client, poll):
    before = picture_of(client, poll)
    lifecycle.reword(poll, question="Is it made up?", reason="A typing error.")
    after = picture_of(client, poll)
    assert (before.endswith("/1.jpg"), after.endswith("/2.jpg")) == (True, True)
    addresses = [address[address.index("/polls/") :] for address in (before, after)]
    assert client.get(addresses[0]).content != client.get(addresses[1]).content


def test_nothing_is_drawn_for_what_is_not_public(client, poll):
    draft = factories.make_draft()
    coming = factories.make_poll()
    Poll.objects.filter(pk=coming.pk).update(opens_at=timezone.now() + timedelta(days=30))
    wanted = [f"/polls/{slug}/share/1.jpg" for slug in (draft.slug, coming.slug, "none")]
    wanted.append(f"/polls/{poll.slug}/share/99.jpg")
    assert [client.get(address).status_code for address in wanted] == [HTTPStatus.NOT_FOUND] * 4
