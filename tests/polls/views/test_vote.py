import re
from collections import Counter
from itertools import combinations

import pytest
from django.core.cache import caches
from django.db import OperationalError
from django.utils import timezone

from polls import counting, lifecycle, results
from polls.ballots import casting, permits, tallying, vote_limits
from polls.models import Box, Mark, SealedBallot
from polls.results import poll_cache
from polls.retention import PERMIT_GOOD_FOR
from privacy import rate_limit
from tests.machinery.visitor import form_fields

from .. import factories
from ..factories import DAY, ORIGIN

pytestmark = pytest.mark.django_db
FIELD = re.compile(r'name="(\w+)" value="([^"]*)"')


@pytest.fixture
def url(poll):
    return f"/polls/{poll.slug}/vote/"


def permit_in(response):
    return dict(FIELD.findall(response.text))["permit"]


def vote(client, url, choice, **extra):
    """Both steps, as a browser takes them, from a browser that has not voted."""
    client.cookies.clear()
    permit = permit_in(client.post(url, {"choice": choice}, **ORIGIN))
    return client.post(url, {"choice": choice, "permit": permit, "website": "", **extra}, **ORIGIN)


def stored():
    return SealedBallot.objects.count(), Mark.objects.count()


def test_the_first_step_is_a_page_to_check_the_answer(client, url):
    response = client.post(url, {"choice": 1}, **ORIGIN)
    assert (response.status_code, response["Cache-Control"]) == (200, "no-store, no-transform")
    assert 'You chose: <strong class="poll-chosen">Yes, now</strong>' in response.text
    assert {"choice", "permit"} <= dict(FIELD.findall(response.text)).keys()


def test_the_first_step_stores_nothing_and_sets_no_cookie(client, url):
    response = client.post(url, {"choice": 1}, **ORIGIN)
    assert (stored(), response.cookies) == ((0, 0), {})


def test_the_second_step_counts_and_leads_to_the_results(client, url, poll):
    response = vote(client, url, 1)
    assert (response.status_code, response["Location"]) == (303, f"/polls/{poll.slug}/?voted=1#results")
    assert stored() == (1, 1)


def test_the_browser_keeps_that_it_voted_and_nothing_else(client, url, poll):
    response = vote(client, url, 1)
    (cookie,) = response.cookies.values()
    assert (cookie.key, cookie.value) == (f"voted_{poll.slug}", "1")
    assert (cookie["path"], cookie["samesite"], cookie["max-age"], cookie["secure"]) == ("/", "Lax", 400 * 86_400, "")


def test_the_cookie_is_secure_on_https(client, url):
    permit = permit_in(client.post(url, {"choice": 1}, secure=True, **ORIGIN))
    response = client.post(url, {"choice": 1, "permit": permit}, secure=True, **ORIGIN)
    assert next(iter(response.cookies.values()))["secure"]


def test_the_vote_shows_in_the_very_next_read(client, url, poll):
    assert client.get(f"/polls/{poll.slug}/results.json").json()["total"] == 3979
    vote(client, url, 1)
    assert client.get(f"/polls/{poll.slug}/results.json").json()["total"] == 3980


def test_a_spent_permit_is_answered_as_the_first_time(client, url):
    permit = permit_in(client.post(url, {"choice": 1}, **ORIGIN))
    first, second = (client.post(url, {"choice": 1, "permit": permit}, **ORIGIN) for _ in range(2))
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    assert stored() == (1, 1)


def test_a_browser_that_voted_is_led_to_the_results_and_gets_no_permit(client, url, monkeypatch):
    client.cookies[f"voted_{url.split('/')[2]}"] = "1"
    monkeypatch.setattr(permits, "mint", lambda *parts, **named: pytest.fail("a permit was minted"))
    assert client.post(url, {"choice": 1}, **ORIGIN).status_code == 303
    assert stored() == (0, 0)


def test_ten_votes_of_mixed_choices_bring_the_first_count(client, url, poll):
    for choice in (1, 1, 1, 2, 2, 2, 3, 3, 4, 4):
        vote(client, url, choice)
    figures = client.get(f"/polls/{poll.slug}/results.json").json()
    assert [choice["votes"] for choice in figures["counted"]["choices"]] == [3, 3, 2, 2]
    assert (figures["total"], figures["waiting"]) == (3989, 0)


def test_a_count_that_fails_does_not_change_the_answer(client, url, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("made up")

    monkeypatch.setattr(counting, "count", fail)
    assert {vote(client, url, choice).status_code for choice in (1, 2, 3, 4) * 3} == {303}


@pytest.mark.parametrize("choice", ["", "0", "5", "9", "01", " 1", "1 ", "１", "one", "-1", "1.0", "\x00", "1\x00"])
def test_refuses_an_unknown_choice(client, url, choice):
    response = client.post(url, {"choice": choice}, **ORIGIN)
    assert (response.status_code, stored()) == (400, (0, 0))
    assert "Please choose one of the answers" in response.text


def test_refuses_a_hidden_choice(client, url, poll):
    lifecycle.hide_choice(poll, code=2, reason="Made up.")
    assert client.post(url, {"choice": 2}, **ORIGIN).status_code == 400


def test_a_vote_counts_though_its_choice_was_hidden_before_it_was_sent_again(client, url, poll):
    form = {"choice": 2, "permit": permits.mint(poll.pk, at=timezone.now())}
    client.post(url, form, **ORIGIN)
    lifecycle.hide_choice(poll, code=2, reason="Made up.")
    poll_cache.clear_all()
    assert (client.post(url, form, **ORIGIN).status_code, stored()) == (303, (1, 1))


@pytest.mark.parametrize("permit", ["forged", "0001-20261123-" + "0" * 32 + "." + "x" * 43, "x" * 3_000, "\x00"])
def test_refuses_a_forged_permit(client, url, permit):
    response = client.post(url, {"choice": 1, "permit": permit}, **ORIGIN)
    assert (response.status_code, stored()) == (400, (0, 0))
    assert "no longer good" in response.text


def test_refuses_a_permit_of_another_poll(client, url):
    other = factories.make_poll()
    permit = permits.mint(other.pk, at=other.opens_at)
    assert client.post(url, {"choice": 1, "permit": permit}, **ORIGIN).status_code == 400


def test_refuses_a_permit_that_is_too_old(client, url, poll):
    permit = permits.mint(poll.pk, at=poll.opens_at - PERMIT_GOOD_FOR - DAY)
    assert client.post(url, {"choice": 1, "permit": permit}, **ORIGIN).status_code == 400


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"HTTP_SEC_FETCH_SITE": "same-origin"}, 200),
        ({"HTTP_ORIGIN": "http://testserver"}, 200),
        ({"HTTP_SEC_FETCH_SITE": "same-origin", "HTTP_ORIGIN": "https://evil.example"}, 200),
        ({"HTTP_SEC_FETCH_SITE": "cross-site"}, 403),
        ({"HTTP_SEC_FETCH_SITE": "same-site"}, 403),
        ({"HTTP_SEC_FETCH_SITE": "none"}, 403),
        ({"HTTP_SEC_FETCH_SITE": "", "HTTP_ORIGIN": "http://testserver"}, 403),
        ({"HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_ORIGIN": "http://testserver"}, 403),
        ({"HTTP_ORIGIN": "https://testserver"}, 403),
        ({"HTTP_ORIGIN": "http://testserver.evil.example"}, 403),
        ({"HTTP_ORIGIN": "null"}, 403),
        ({}, 403),
    ],
    ids=str,
)
def test_votes_come_from_the_sites_own_pages_only(client, url, headers, status):
    assert client.post(url, {"choice": 1}, **headers).status_code == status


def test_a_foreign_vote_with_a_good_permit_changes_nothing(client, url, poll):
    permit = permits.mint(poll.pk, at=poll.opens_at)
    response = client.post(url, {"choice": 1, "permit": permit}, HTTP_SEC_FETCH_SITE="cross-site")
    assert (response.status_code, stored()) == (403, (0, 0))


def test_an_unknown_poll_is_not_found(client):
    assert client.post("/polls/never-made/vote/", {"choice": 1}, **ORIGIN).status_code == 404


def test_a_poll_that_has_not_opened_is_not_found(client, poll):
    type(poll).objects.update(opens_at=poll.opens_at + DAY)
    assert client.post(f"/polls/{poll.slug}/vote/", {"choice": 1}, **ORIGIN).status_code == 404


def test_a_closed_poll_is_gone(client, url, poll):
    permit = permits.mint(poll.pk, at=poll.opens_at)
    lifecycle.close(poll)
    response = client.post(url, {"choice": 1, "permit": permit}, **ORIGIN)
    assert (response.status_code, stored()) == (410, (0, 0))
    assert "This poll is closed" in response.text


def test_who_voted_before_the_closing_still_hears_so(client, url, poll):
    permit = permits.mint(poll.pk, at=poll.opens_at)
    client.post(url, {"choice": 1, "permit": permit}, **ORIGIN)
    lifecycle.close(poll)
    assert client.post(url, {"choice": 1, "permit": permit}, **ORIGIN).status_code == 303


def test_a_filled_honeypot_is_refused(client, url):
    assert vote(client, url, 1, website="https://spam.example").status_code == 400
    assert stored() == (0, 0)


def test_too_many_permits_from_one_network_must_wait(client, url, settings):
    settings.POLL_PERMITS_AN_HOUR = 2
    answers = [client.post(url, {"choice": 1}, **ORIGIN) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2]["Retry-After"] == str(65 * 60)


def test_another_network_need_not_wait(client, url, settings):
    settings.POLL_PERMITS_AN_HOUR = 1
    addresses = ["192.0.2.1", "192.0.2.200", "198.51.100.1"]
    answers = [client.post(url, {"choice": 1}, REMOTE_ADDR=address, **ORIGIN) for address in addresses]
    assert [answer.status_code for answer in answers] == [200, 429, 200]


def test_a_permit_in_hand_is_good_while_others_must_wait(client, url, settings):
    settings.POLL_PERMITS_AN_HOUR = 1
    permit = permit_in(client.post(url, {"choice": 1}, **ORIGIN))
    assert client.post(url, {"choice": 1}, **ORIGIN).status_code == 429
    assert client.post(url, {"choice": 1, "permit": permit}, **ORIGIN).status_code == 303


def test_over_30_votes_from_one_network_are_held(client, url, poll, monkeypatch):
    monkeypatch.setattr(rate_limit, "draw", max)
    for _ in range(31):
        assert vote(client, url, 1).status_code == 303
    assert SealedBallot.objects.filter(box=Box.HELD).count() == 1
    assert (results.of(poll).total, results.of(poll).held) == (3979 + 30, 1)


def test_held_votes_keep_no_later_ones_held(client, url, settings):
    settings.POLL_VOTES_BEFORE_HELD = 1
    for _ in range(3):
        vote(client, url, 1)
    assert SealedBallot.objects.filter(box=Box.HELD).count() == 2
    at = timezone.now() + rate_limit.counter_lifetime(vote_limits.HELD_WINDOW)
    assert not vote_limits.is_to_be_held("127.0.0.0/24", at=at)


def test_a_cache_that_is_away_stops_no_vote(client, url, monkeypatch):
    def fail(*args, **kwargs):
        raise ConnectionError("made up")

    for name in ("get", "set", "add", "incr"):
        monkeypatch.setattr(type(caches["default"]), name, fail)
    assert vote(client, url, 1).status_code == 303


def away(*args, **kwargs):
    raise OperationalError("made up")


def test_while_the_database_is_away_the_page_keeps_the_permit(client, url, monkeypatch):
    permit = permit_in(client.post(url, {"choice": 2}, **ORIGIN))
    with monkeypatch.context() as patch:
        patch.setattr("polls.ballots.casting.cast", away)
        response = client.post(url, {"choice": 2, "permit": permit}, **ORIGIN)
    fields = dict(FIELD.findall(response.text))
    assert (response.status_code, fields["permit"], fields["choice"]) == (503, permit, "2")
    assert response["Retry-After"]
    assert client.post(url, fields, **ORIGIN).status_code == 303
    assert stored() == (1, 1)


def test_a_vote_that_was_stored_before_the_answer_was_lost_counts_once(client, url, monkeypatch):
    cast = casting.cast

    def cast_and_lose(*args, **kwargs):
        cast(*args, **kwargs)
        raise OperationalError("made up")

    permit = permit_in(client.post(url, {"choice": 2}, **ORIGIN))
    with monkeypatch.context() as patch:
        patch.setattr("polls.ballots.casting.cast", cast_and_lose)
        assert client.post(url, {"choice": 2, "permit": permit}, **ORIGIN).status_code == 503
    assert client.post(url, {"choice": 2, "permit": permit}, **ORIGIN).status_code == 303
    assert stored() == (1, 1)


def test_with_no_database_at_all_the_page_still_keeps_the_permit(client, url, poll, monkeypatch):
    permit = permits.mint(poll.pk, at=poll.opens_at)
    monkeypatch.setattr("polls.results.poll_cache.find", away)
    response = client.post(url, {"choice": 2, "permit": permit}, **ORIGIN)
    assert (response.status_code, dict(FIELD.findall(response.text))["permit"]) == (503, permit)


def test_a_foreign_vote_is_refused_without_a_database_too(client, url, monkeypatch):
    monkeypatch.setattr("polls.results.poll_cache.find", away)
    assert client.post(url, {"choice": 1}).status_code == 403


PAGES = {
    "check": {"choice": "3"},
    "bad choice": {"choice": "7"},
    "bad permit": {"choice": "1", "permit": "forged"},
}


@pytest.mark.parametrize("fields", PAGES.values(), ids=PAGES)
def test_every_answer_is_a_real_page_with_help_lines(client, url, fields):
    response = client.post(url, fields, **ORIGIN)
    assert "get help now" in response.text
    assert 'id="help"' in response.text
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("headers", [ORIGIN, {}], ids=["bad choice", "foreign"])
def test_a_refusal_shows_the_form_again_and_what_was_wrong_beside_it(client, url, headers):
    response = client.post(url, {"choice": "7"}, **headers)
    assert 'role="alert"' in response.text
    assert response.text.count('type="radio"') == 4
    assert "checked" not in response.text


def test_reading_the_address_of_votes_leads_to_the_poll(client, url, poll):
    assert client.get(url)["Location"] == f"/polls/{poll.slug}/"


@pytest.mark.parametrize(
    "choices", [[(1, "A"), (2, "B" * 200)], [(1, "Ж" * 40), (2, "& <b>"), (3, "n")]], ids=["long", "wide"]
)
def test_the_check_page_has_one_length_for_all_choices(client, choices):
    poll = factories.make_poll(choices=choices)
    lengths = {len(client.post(f"/polls/{poll.slug}/vote/", {"choice": code}, **ORIGIN).content) for code, _ in choices}
    assert len(lengths) == 1


def test_no_other_byte_that_is_sent_depends_on_the_choice(client, url):
    answers = {
        (response.content, str(response.headers)) for response in (vote(client, url, code) for code in (1, 2, 3, 4))
    }
    assert len(answers) == 1


def test_the_page_after_the_database_was_away_has_one_length_for_all_choices(client, url, poll, monkeypatch):
    permit = permits.mint(poll.pk, at=poll.opens_at)
    client.get(f"/polls/{poll.slug}/")
    monkeypatch.setattr("polls.ballots.casting.cast", away)
    answers = [client.post(url, {"choice": code, "permit": permit}, **ORIGIN) for code in (1, 2, 3, 4)]
    assert {(answer.status_code, len(answer.content)) for answer in answers} == {(503, len(answers[0].content))}


def test_nothing_of_the_answer_is_logged(client, url, caplog):
    caplog.set_level(0)
    records = set()
    for code in (1, 2, 3, 4):
        caplog.clear()
        vote(client, url, code)
        records.add(re.sub(r"\d\.\d+|[0-9a-f]{16,}|[0-9a-f-]{36}|b'.*?'|\d{4}-\d{8}-\w+", "…", caplog.text))
    assert len({len(record.splitlines()) for record in records}) == 1
    assert not any("Yes, now" in record for record in records)


def test_each_check_page_has_a_permit_and_an_answer_of_its_own(client, poll):
    pages = [client.post(f"/polls/{poll.slug}/vote/", {"choice": code}, **ORIGIN).text for code in (1, 2, 1, 2)]
    forms = [form_fields(page, action=f"/polls/{poll.slug}/vote/") for page in pages]
    assert [form["choice"] for form in forms] == ["1", "2", "1", "2"]
    assert len({form["permit"] for form in forms}) == 4


def test_a_check_page_shows_new_words_at_once(client, poll):
    address = f"/polls/{poll.slug}/vote/"
    client.post(address, {"choice": 1}, **ORIGIN)
    lifecycle.reword(poll, labels={1: "Yes, in these days"}, reason="Made up.")
    assert "Yes, in these days" in client.post(address, {"choice": 1}, **ORIGIN).text


# Several answers


@pytest.fixture
def poll_of_several(db):
    return factories.make_poll_of_several()


@pytest.fixture
def url_of_several(poll_of_several):
    return f"/polls/{poll_of_several.slug}/vote/"


SELECTIONS = [some for number in (1, 2, 3) for some in combinations((1, 2, 3, 4), number)]
TICKED = re.compile(r'name="choice" value="(\d)" checked')


def test_the_form_of_several_answers_says_how_many(client, poll_of_several):
    page = client.get(f"/polls/{poll_of_several.slug}/").text
    assert "Choose up to 3 answers." in page
    assert (page.count('type="checkbox"'), page.count('type="radio"'), page.count(" checked")) == (4, 0, 0)


def test_the_form_says_no_more_than_there_are_answers(client, db):
    poll = factories.make_poll(choices=[(1, "A"), (2, "B")], most_answers=9)
    assert "Choose up to 2 answers." in client.get(f"/polls/{poll.slug}/").text


def test_both_steps_cast_all_answers(client, poll_of_several, url_of_several):
    page = client.post(url_of_several, {"choice": [2, 4]}, **ORIGIN)
    form = form_fields(page.text, action=url_of_several)
    assert form["choice"] == ["2", "4"]
    response = client.post(url_of_several, form, **ORIGIN)
    assert (response.status_code, response["Location"]) == (303, f"/polls/{poll_of_several.slug}/?voted=1#results")
    assert tallying.take(poll_of_several, Box.MAIN, lambda opened: None).codes == Counter({2: 1, 4: 1})


def test_the_check_page_lists_every_answer_and_marks_the_chosen_ones(client, url_of_several):
    page = client.post(url_of_several, {"choice": [4, 1]}, **ORIGIN).text
    marks = re.findall(r'<li data-chosen="\d"><span class="poll-mark">([\w ]+?) *</span> <span[^>]*>(.*?)</span>', page)
    assert marks == [
        ("Chosen", "Yes, now"),
        ("Not chosen", "Yes, before"),
        ("Not chosen", "No, never"),
        ("Chosen", "Prefer not to say"),
    ]


def test_the_check_page_has_one_length_for_all_selections(client, url_of_several):
    pages = [client.post(url_of_several, {"choice": some}, **ORIGIN).content for some in SELECTIONS]
    assert {len(page) for page in pages} == {len(pages[0])}


def test_no_other_byte_that_is_sent_depends_on_the_selection(client, url_of_several):
    answers = {
        (response.content, str(response.headers))
        for response in (vote(client, url_of_several, some) for some in SELECTIONS)
    }
    assert len(answers) == 1


@pytest.mark.parametrize("is_known", [True, False], ids=["poll cached", "nothing cached"])
def test_the_page_after_the_database_was_away_keeps_all_answers_in_one_length(
    client, poll_of_several, url_of_several, monkeypatch, is_known
):
    permit = permits.mint(poll_of_several.pk, at=poll_of_several.opens_at)
    client.get(f"/polls/{poll_of_several.slug}/")
    monkeypatch.setattr("polls.ballots.casting.cast" if is_known else "polls.results.poll_cache.find", away)
    if not is_known:
        poll_cache.clear_all()
    pages = [client.post(url_of_several, {"choice": some, "permit": permit}, **ORIGIN) for some in SELECTIONS]
    assert {(page.status_code, len(page.content)) for page in pages} == {(503, len(pages[0].content))}
    forms = [form_fields(page.text, action=url_of_several) for page in pages[4:]]
    assert [form["choice"] for form in forms] == [[str(code) for code in some] for some in SELECTIONS[4:]]


@pytest.mark.parametrize("with_permit", [False, True], ids=["first step", "second step"])
def test_too_many_answers_are_named_and_stay_ticked(client, db, with_permit):
    poll = factories.make_poll(choices=[(code, f"Made up {code}") for code in range(1, 7)], most_answers=2)
    permit = {"permit": permits.mint(poll.pk, at=poll.opens_at)} if with_permit else {}
    url = f"/polls/{poll.slug}/vote/"
    selections = [[1, 2, 3], [2, 4, 6], [1, 2, 3, 4], [1, 2, 3, 4, 5, 6]]
    pages = [client.post(url, {"choice": some, **permit}, **ORIGIN) for some in selections]
    assert {page.status_code for page in pages} == {400}
    assert all("Please choose 2 answers at most" in page.text for page in pages)
    assert [[int(code) for code in TICKED.findall(page.text)] for page in pages] == selections
    assert {len(page.content) for page in pages} == {len(pages[0].content)}
    assert (stored(), pages[0]["Cache-Control"]) == ((0, 0), "no-store, no-transform")


@pytest.mark.parametrize("fields", [{}, {"choice": ""}, {"choice": [1, 7]}, {"choice": [1, ""]}], ids=str)
def test_no_answer_is_refused_in_words_that_fit(client, url_of_several, fields):
    response = client.post(url_of_several, fields, **ORIGIN)
    assert (response.status_code, stored()) == (400, (0, 0))
    assert "Please choose at least one of the answers" in response.text
    assert " checked" not in response.text


@pytest.mark.parametrize("fields", [{"choice": [1, 1]}, {"choice": list(range(10))}], ids=["twice", "ten"])
def test_an_answer_that_stands_twice_is_no_form(client, url_of_several, fields):
    response = client.post(url_of_several, fields, **ORIGIN)
    assert (response.status_code, stored()) == (400, (0, 0))
    assert "did not reach us as a voting form" in response.text


def test_a_poll_of_single_answers_takes_one(client, url):
    response = client.post(url, {"choice": [1, 2]}, **ORIGIN)
    assert (response.status_code, stored()) == (400, (0, 0))
    assert "one answer and no more" in response.text
    assert " checked" not in response.text


def test_nothing_of_several_answers_is_logged(client, url_of_several, caplog):
    caplog.set_level(0)
    records = set()
    for some in SELECTIONS:
        caplog.clear()
        vote(client, url_of_several, some)
        records.add(re.sub(r"\d\.\d+|[0-9a-f]{16,}|[0-9a-f-]{36}|b'.*?'|\d{4}-\d{8}-\w+", "…", caplog.text))
    assert len({len(record.splitlines()) for record in records}) == 1
    assert not any("Yes, now" in record for record in records)
