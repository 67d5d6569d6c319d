import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from polls import counting, decisions, lifecycle
from polls.models import Box
from polls.results import poll_cache
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


def test_every_page_says_whom_its_figures_speak_for(page, poll):
    assert poll.sample_statement in page.text


def test_no_page_sets_a_cookie_or_varies_by_one(page):
    assert not page.cookies
    assert "cookie" not in page.get("Vary", "").lower()


def test_no_page_asks_another_host_for_anything(page):
    assert not OTHER_HOSTS.search(page.text)


def test_no_page_has_an_inline_style_or_script(page):
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=", page.text)


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


def test_a_page_tells_what_just_happened(client, poll):
    text = client.get(f"/polls/{poll.slug}/?voted=1").text
    assert re.search(r'role="status"[^>]*>Your vote is in\.', text)
    assert 'type="radio"' not in text


def test_a_first_visit_tells_nothing(client, poll):
    assert re.search(r'role="status"[^>]*></p>', client.get(f"/polls/{poll.slug}/").text)


def test_the_legend_is_the_question(client, poll):
    legend = re.search(r"<legend>(.*?)</legend>", client.get(f"/polls/{poll.slug}/").text, re.DOTALL)[1]
    assert poll.question in legend


def test_no_split_is_shown_before_the_first_count(client, poll):
    factories.cast_many(poll, {1: 9})
    assert "<caption>" not in client.get(f"/polls/{poll.slug}/").text


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
    lifecycle.open_successor(poll, **parts)
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


def test_the_chart_has_its_words_and_its_table(client, db):
    poll = factories.make_poll(at=timezone.now() - 9 * DAY)
    text = client.get(f"/polls/{poll.slug}/").text
    assert re.search(r'<svg[^>]*role="img"[^>]*>\s*<title[^>]*>.+</title>\s*<desc[^>]*>.+</desc>', text)
    assert re.search(r"These figures as a table.*<td class=\"number\">3,979</td>", text, re.DOTALL)


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
