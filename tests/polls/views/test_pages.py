import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from polls import counting, decisions, lifecycle
from polls.models import Box, Opening, Poll
from polls.results import poll_cache
from polls.templatetags.poll_panel import poll_panel
from polls.views.pages import CLOSED_POLLS_A_PAGE
from tests.machinery.visitor import words_of

from .. import factories
from ..factories import DAY

pytestmark = pytest.mark.django_db
PAGES = ["/polls/", "/polls/{}/", "/polls/{}/?voted=1", "/polls/{}/ledger/", "/polls/{}/embed/"]
OTHER_HOSTS = re.compile(r'(?:src|action)="(?:https?:)?//|<link[^>]+href="(?:https?:)?//')


@pytest.fixture(params=PAGES)
def page(request, client, poll):
    return client.get(request.param.format(poll.slug))


def test_every_page_answers(page):
    assert page.status_code == 200


def test_every_page_has_the_help_lines(page):
    assert 'id="help"' in page.text


def test_every_page_says_once_whom_its_figures_speak_for(page, poll):
    assert words_of(page.text).count(poll.sample_statement) == 1


def test_no_page_sets_a_cookie_or_varies_by_one(page):
    assert not page.cookies
    assert "cookie" not in page.get("Vary", "").lower()


def test_no_page_asks_another_host_for_anything(page):
    assert not OTHER_HOSTS.search(page.text)


def test_no_page_has_an_inline_style_or_script(page):
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*(?:\ssrc=|/ld\+json))|\son\w+=", page.text)


@pytest.mark.parametrize("path", ["", "?voted=1", "ledger/", "embed/", "results.json"])
def test_reading_writes_nothing(client, poll, path):
    poll_cache.clear_all()
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/polls/{poll.slug}/{path}")
    assert all(query["sql"].startswith("SELECT") for query in queries)


@pytest.mark.parametrize("path", ["", "ledger/", "embed/", "results.json"])
def test_an_unknown_poll_is_not_found(client, path):
    assert client.get(f"/polls/never-made/{path}").status_code == 404


def test_the_total_is_written_with_a_comma(client, poll):
    assert "<strong>3,979</strong>" in client.get(f"/polls/{poll.slug}/").text


def status_of(client, path):
    return words_of(re.search(r'role="status"[^>]*>(.*?)</div>\n', client.get(path).text, re.DOTALL)[1])


def test_who_has_just_voted_hears_what_became_of_the_vote(client, poll):
    factories.cast_many(poll, {1: 7})
    told = status_of(client, f"/polls/{poll.slug}/?voted=1")
    assert told.startswith("If you have just voted: your vote is in. Thank you. It is one of the 7 votes that wait")
    assert "The next count needs 3 more votes." in client.get(f"/polls/{poll.slug}/?voted=1").text


def test_a_stranger_with_the_address_of_who_voted_keeps_the_form(client, poll):
    text = client.get(f"/polls/{poll.slug}/?voted=1").text
    assert text.count('type="radio"') == 4
    assert "Your vote is in." not in words_of(text)


def test_a_first_visit_tells_nothing(client, poll):
    assert re.search(r'role="status"[^>]*></div>', client.get(f"/polls/{poll.slug}/").text)


@pytest.mark.parametrize("path", ["", "?voted=1", "embed/"])
def test_what_the_count_waits_for_is_said_once_with_a_meter(client, poll, path):
    factories.cast_many(poll, {1: 7})
    text = client.get(f"/polls/{poll.slug}/{path}").text
    assert text.count("The next count needs 3 more votes.") == 1
    assert '<meter min="0" max="10" value="7" aria-label="7 of the 10 votes that a count needs">' in text


def test_enough_votes_have_no_meter(client, poll):
    factories.cast_many(poll, {1: 10})
    assert "<meter" not in client.get(f"/polls/{poll.slug}/").text


def test_the_legend_is_the_question(client, poll):
    legend = re.search(r"<legend>(.*?)</legend>", client.get(f"/polls/{poll.slug}/").text, re.DOTALL)[1]
    assert poll.question in legend


def test_no_split_is_shown_before_the_first_count(client, poll):
    factories.cast_many(poll, {1: 9})
    text = client.get(f"/polls/{poll.slug}/").text
    assert "poll-total" in text
    assert "poll-base" not in text


def test_counts_without_shares_below_30(client, poll):
    factories.cast_many(poll, {1: 20, 2: 9})
    counting.count(poll)
    text = client.get(f"/polls/{poll.slug}/").text
    assert "poll-bar" not in text
    assert '<td class="number">20</td>' in text


def test_shares_and_bars_from_30_on(client, poll):
    factories.cast_many(poll, {1: 20, 2: 10})
    counting.count(poll)
    text = client.get(f"/polls/{poll.slug}/").text
    assert '<rect class="poll-bar-share" width="67" height="8"/>' in text
    assert '<td class="number">67%</td>' in text


@pytest.mark.parametrize("path", ["", "?voted=1", "embed/"])
def test_shares_stand_with_the_number_that_they_are_of(client, poll, path):
    factories.cast_many(poll, {1: 20, 2: 10})
    counting.count(poll)
    factories.cast_many(poll, {3: 2})
    text = client.get(f"/polls/{poll.slug}/{path}").text
    assert "30 votes were counted here by" in words_of(text)
    assert "The percentages are of these 30 and of no others." in words_of(text)
    assert text.index(">Share of 30</th>") < text.index("<strong>4,011</strong> votes in all")


def test_equal_votes_have_equal_shares_and_a_line_says_what_is_missing(client, poll):
    factories.cast_many(poll, {1: 12, 2: 12, 3: 18})
    counting.count(poll)
    text = words_of(client.get(f"/polls/{poll.slug}/").text)
    assert "Equal votes have equal percentages, so the rounded ones add up to 99%, not to 100%." in text


def test_shares_that_add_up_need_no_line(client, poll):
    factories.cast_many(poll, {1: 20, 2: 10})
    counting.count(poll)
    assert "add up to" not in client.get(f"/polls/{poll.slug}/").text


def test_a_link_to_a_poll_has_a_card_with_its_question_and_whom_it_speaks_for(client, poll, settings):
    card = dict(re.findall(r'<meta property="og:(\w+)" content="([^"]*)">', client.get(f"/polls/{poll.slug}/").text))
    assert (card["title"], card["description"]) == (poll.question, poll.sample_statement)
    assert (card["url"], card["site_name"]) == (f"{settings.SITE_URL}/polls/{poll.slug}/", settings.SITE_NAME)


def test_a_decision_on_held_votes_is_named_with_its_reason(client, poll, administrator):
    factories.cast_many(poll, {1: 5, 2: 5}, box=Box.HELD)
    held = counting.count(poll, box=Box.HELD)
    decisions.reject_held(poll, held.sequence, by=administrator, reason="The same second, ten times.")
    assert "Reason: The same second, ten times." in client.get(f"/polls/{poll.slug}/").text


def test_held_votes_are_shown_apart(client, poll):
    factories.cast(poll, 1, box=Box.HELD)
    assert "1 more vote came from one network" in client.get(f"/polls/{poll.slug}/").text


def test_changed_words_are_named_with_their_reason(client, poll):
    lifecycle.reword(poll, question="Is it made up?", reason="A typing error.")
    text = client.get(f"/polls/{poll.slug}/").text
    assert "Is it made up?" in text
    assert "Reason: A typing error." in text


def test_a_closed_poll_has_no_form_and_names_its_successor(client, poll):
    successor = factories.make_poll(question="What came next?")
    lifecycle.set_successor(poll, successor)
    text = client.get(f"/polls/{poll.slug}/").text
    assert "<form" not in text.partition("<main")[2]
    assert "What came next?" in text


def test_a_successor_names_the_poll_before_and_why(client, poll):
    parts = {"slug": "next", "question": "What next?", "choices": factories.CHOICES, "reason": "It meant another."}
    factories.open_up(lifecycle.draft_successor(poll, **parts))
    for path in ("/polls/next/", f"/polls/{poll.slug}/"):
        text = words_of(client.get(path).text)
        assert "Reason: It meant another." in text
    assert poll.question in client.get("/polls/next/").text
    assert "What next?" in client.get("/polls/").text.partition('id="closed-polls"')[2]


def test_old_and_new_words_are_shown(client, poll):
    before = poll.question
    lifecycle.reword(poll, question="Is it made up?", reason="A typing error.")
    text = client.get(f"/polls/{poll.slug}/").text
    assert f"<del>{before}</del>" in text
    assert "<ins>Is it made up?</ins>" in text


def test_leftovers_are_told_in_words(client, poll):
    factories.cast_many(poll, {1: 3})
    lifecycle.close(poll)
    counting.count(poll)
    text = words_of(client.get(f"/polls/{poll.slug}/").text)
    assert "3 votes were left when the poll was last counted" in text
    assert "They are in the total." in text


def test_a_poll_names_its_last_day(client, poll):
    lifecycle.set_last_day(poll, date(2126, 1, 31))
    for path in ("/polls/", f"/polls/{poll.slug}/"):
        assert "You can answer until the end of January 31, 2126 (UTC)." in words_of(client.get(path).text)


def test_the_chart_says_what_it_shows_on_each_day(client, db):
    poll = factories.make_poll(at=timezone.now() - 9 * DAY)
    address = f"/polls/{poll.slug}/"
    assert 'class="poll-chart"' not in client.get(address).text
    factories.cast_many(poll, {1: 5, 2: 6})
    counting.count(poll)
    factories.cast_many(poll, {1: 3})
    text = client.get(address).text
    assert re.search(r'<svg[^>]*role="img"[^>]*>\s*<title[^>]*>.+</title>\s*<desc[^>]*>.+</desc>', text)
    assert re.search(
        r'These figures as a table.*<td class="number">0</td>.*<td class="number">11</td>', text, re.DOTALL
    )
    assert "opened and counted here by the end of each day" in words_of(text)


@pytest.mark.parametrize("last", ["", "vote/", "results.json", "ledger/", "ledger.json", "embed/", "?voted=1"])
def test_a_draft_has_no_public_page(client, db, last):
    draft = factories.make_draft(question="Is this still a draft?")
    path = f"/polls/{draft.slug}/{last}"
    response = client.get(path, follow=True) if last == "vote/" else client.get(path)
    assert response.status_code == 404
    assert "still a draft" not in response.text
    assert client.post(f"/polls/{draft.slug}/vote/", {"choice": "1"}, **factories.ORIGIN).status_code == 404


def test_a_draft_is_on_no_list_and_on_no_article(client, poll):
    draft = lifecycle.draft_successor(
        poll, slug="made-up-draft", question="Is this still a draft?", choices=factories.CHOICES, reason="Made up."
    )
    for path in ("/polls/", f"/polls/{poll.slug}/", "/sitemap.xml"):
        text = client.get(path).text
        assert (draft.slug in text, "still a draft" in text) == (False, False)
    assert poll_panel(draft.slug) == {"poll": None}


@pytest.mark.parametrize(
    ("opening", "words"), [(choice.value, str(choice.label)) for choice in Opening], ids=[*Opening.names]
)
def test_a_poll_says_who_looked_at_it_before_it_opened(client, poll, opening, words):
    assert words not in words_of(client.get(f"/polls/{poll.slug}/").text)
    Poll.objects.update(opening=opening, own_reason="A reason." if opening == "alone" else "")
    poll_cache.clear_all()
    assert words in words_of(client.get(f"/polls/{poll.slug}/").text)


def test_a_poll_that_has_not_opened_is_not_listed(client, poll):
    type(poll).objects.update(opens_at=poll.opens_at + DAY)
    assert poll.slug not in client.get("/polls/").text


def test_open_and_closed_polls_are_listed_apart(client, poll):
    closed = lifecycle.close(factories.make_poll())
    before, _, after = client.get("/polls/").text.partition('id="closed-polls"')
    assert (poll.slug in before, closed.slug in before, closed.slug in after) == (True, False, True)


def test_a_long_archive_has_pages_and_open_polls_stand_on_the_first(client, poll):
    for _ in range(CLOSED_POLLS_A_PAGE + 1):
        lifecycle.close(factories.make_poll())
    listed = [
        re.findall(r'<h3><a href="/polls/([^/]+)/"', client.get(path).text) for path in ("/polls/", "/polls/?page=2")
    ]
    assert [len(slugs) for slugs in listed] == [1 + CLOSED_POLLS_A_PAGE, 1]
    assert listed[0][0] == poll.slug
    assert not set(listed[0]) & set(listed[1])


def queries_of_archive_with(client, number):
    """Half of the polls open, half closed in favour of another; each with votes that are counted, held and waiting."""
    for place in range(number):
        poll = factories.make_harmless_poll()
        for box in Box:
            factories.cast(poll, 1, box=box)
            counting.count(poll, box=box)
        factories.cast(poll, 2)
        if place % 2:
            lifecycle.set_successor(poll, factories.make_harmless_poll())
    poll_cache.clear_all()
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/polls/").status_code == 200
    return len(asked)


def test_the_archive_asks_no_more_for_twenty_polls_than_for_two(client, db):
    assert queries_of_archive_with(client, 2) == queries_of_archive_with(client, 18) <= 9


def test_the_archive_tells_the_total_of_the_polls_own_page(client, poll, administrator):
    factories.cast_many(poll, {1: 10, 2: 10})
    counting.count(poll)
    for days in (0, 8):
        factories.cast_many(poll, {1: 5, 2: 5}, box=Box.HELD)
        held = counting.count(poll, box=Box.HELD, at=timezone.now() + days * DAY)
    decisions.accept_held(poll, held.sequence, by=administrator, reason="Made up.")
    factories.cast_many(poll, {3: 4})
    factories.cast(poll, 3, box=Box.HELD)
    total = client.get(f"/polls/{poll.slug}/results.json").json()["total"]
    assert total == 3979 + 20 + 10 + 4
    assert f"<strong>{total:,}</strong> votes in all" in client.get("/polls/").text


@pytest.mark.parametrize("number", ["0", "2", "x", "%00"])
def test_a_page_of_the_archive_that_is_not_there_is_not_found(client, poll, number):
    assert client.get(f"/polls/?page={number}").status_code == 404


def test_what_held_votes_wait_for_is_said(client, poll):
    factories.cast_many(poll, {1: 5, 2: 5}, box=Box.HELD)
    sealed = client.get(f"/polls/{poll.slug}/").text
    counting.count(poll, box=Box.HELD)
    assert "opened together when there are at least 10, or when the poll has closed." in sealed
    assert "Somebody has to decide whether they join the total." in client.get(f"/polls/{poll.slug}/").text


def test_a_split_that_nobody_knows_shows_no_zeros(client, poll):
    factories.cast(poll, 1)
    lifecycle.close(poll, by=factories.make_person("change_poll"))
    counting.count(poll)
    text = client.get(f"/polls/{poll.slug}/").text
    assert "How the 1 vote that was counted here answered is not told." in text
    assert '<td class="number">0</td>' not in text
