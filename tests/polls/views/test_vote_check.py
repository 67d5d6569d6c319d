"""A browser without the script reads the check by a GET, whose address tells the site alone what it holds."""

from http import HTTPStatus

import pytest
from django.utils import timezone

from polls import lifecycle
from polls.ballots import check_addresses, permits
from polls.ballots.check_addresses import GOOD_FOR
from polls.models import Mark, SealedBallot
from tests.machinery.visitor import form_fields

from .. import factories
from ..factories import ORIGIN

pytestmark = pytest.mark.django_db
NAVIGATES = ORIGIN | {"HTTP_SEC_FETCH_MODE": "navigate"}
FOREIGN = [{"HTTP_SEC_FETCH_SITE": site} for site in ("cross-site", "same-site", "none")]


@pytest.fixture
def url(poll):
    return f"/polls/{poll.slug}/vote/"


def check_of(client, url, *codes):
    """The address of the check, as the answer to a form that a browser sent without a script."""
    response = client.post(url, {"choice": codes}, **NAVIGATES)
    assert (response.status_code, response.content) == (HTTPStatus.SEE_OTHER, b"")
    return response["Location"]


def test_the_first_step_leads_to_the_check_which_casts_the_vote(client, url, poll):
    page = client.get(check_of(client, url, 2), **NAVIGATES)
    assert (page.status_code, page["Cache-Control"]) == (HTTPStatus.OK, "no-store, no-transform")
    assert 'You chose: <strong class="poll-chosen">Yes, before</strong>' in page.text
    form = form_fields(page.text, action=url)
    assert client.post(url, form, **NAVIGATES)["Location"] == f"/polls/{poll.slug}/?voted=1#results"
    assert (SealedBallot.objects.count(), Mark.objects.count()) == (1, 1)


def test_all_of_several_answers_come_through(client):
    poll = factories.make_poll_of_several()
    url = f"/polls/{poll.slug}/vote/"
    page = client.get(check_of(client, url, 2, 4), **NAVIGATES)
    assert form_fields(page.text, action=url)["choice"] == ["2", "4"]


def test_the_check_is_the_same_page_as_the_script_gets(client, url):
    page = client.get(check_of(client, url, 1), **NAVIGATES).text
    permit = form_fields(page, action=url)["permit"]
    other = client.post(url, {"choice": 1}, **ORIGIN).text
    assert page == other.replace(form_fields(other, action=url)["permit"], permit)


def test_the_check_comes_again_with_the_same_permit_so_that_a_vote_counts_once(client, url):
    address = check_of(client, url, 1)
    forms = [form_fields(client.get(address, **NAVIGATES).text, action=url) for _ in range(2)]
    for form in forms:
        client.post(url, form, **NAVIGATES)
        client.cookies.clear()
    assert (SealedBallot.objects.count(), Mark.objects.count()) == (1, 1)


def test_after_the_vote_it_leads_to_the_results(client, url, poll):
    address = check_of(client, url, 1)
    client.post(url, form_fields(client.get(address, **NAVIGATES).text, action=url), **NAVIGATES)
    after = client.get(address, **NAVIGATES)
    assert (after.status_code, after["Location"]) == (303, f"/polls/{poll.slug}/?voted=1#results")


@pytest.mark.parametrize("headers", [*FOREIGN, {}], ids=str)
def test_it_opens_from_the_sites_own_pages_only(client, url, poll, headers):
    """Somebody else could send a stranger the address of a check with an answer that they did not choose."""
    address = check_of(client, url, 1)
    assert client.get(address, **NAVIGATES).status_code == HTTPStatus.OK
    assert client.get(address, **headers)["Location"] == f"/polls/{poll.slug}/"


@pytest.mark.parametrize("change", ["x", "", "0001-" + "A" * 180])
def test_one_that_does_not_open_leads_to_the_poll(client, url, poll, change):
    check_of(client, url, 1)
    assert client.get(f"{url}?check={change}", **NAVIGATES)["Location"] == f"/polls/{poll.slug}/"


def test_it_opens_for_some_minutes(client, url, poll):
    now = timezone.now()
    permit = permits.mint(poll.pk, at=now)
    fresh, old = (check_addresses.seal([1], permit, poll.pk, at=now - age) for age in (GOOD_FOR / 2, GOOD_FOR * 1.1))
    assert client.get(f"{url}?check={fresh}", **NAVIGATES).status_code == HTTPStatus.OK
    assert client.get(f"{url}?check={old}", **NAVIGATES)["Location"] == f"/polls/{poll.slug}/"


def test_it_leads_to_a_poll_that_has_closed_meanwhile(client, url, poll):
    address = check_of(client, url, 1)
    lifecycle.close(poll)
    assert client.get(address, **NAVIGATES)["Location"] == f"/polls/{poll.slug}/"


def test_it_leads_to_a_page_that_is_missing_where_there_is_no_poll(client, url):
    address = check_of(client, url, 1).replace(url, "/polls/none/vote/")
    assert client.get(address, **NAVIGATES)["Location"] == "/polls/none/"


def test_neither_the_address_nor_the_page_has_a_length_of_its_own(client):
    poll = factories.make_poll_of_several()
    url = f"/polls/{poll.slug}/vote/"
    addresses = [check_of(client, url, *codes) for codes in [(1,), (4,), (1, 2), (2, 3, 4)]]
    pages = [client.get(address, **NAVIGATES) for address in addresses]
    assert {len(address) for address in addresses} == {len(addresses[0])}
    assert {(str(page.headers), len(page.content)) for page in pages} == {
        (str(pages[0].headers), len(pages[0].content))
    }


def test_reading_it_stores_nothing_and_sets_no_cookie(client, url):
    response = client.get(check_of(client, url, 1), **NAVIGATES)
    assert (SealedBallot.objects.count(), Mark.objects.count(), response.cookies) == (0, 0, {})
