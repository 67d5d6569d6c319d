"""What was drawn once is drawn anew as soon as anything of it has changed, whoever changed it."""

import re
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from articles.models import (
    ContentRevision,
    HelpLine,
    IndexTerm,
    Notice,
    Placement,
    StatementSignature,
    Topic,
    WarningSigns,
)
from articles.reading.live.page import outline
from articles.reading.live.state import PublicState, public_state
from psyweb.joins import write_guards
from tests.moments import DAY, NOW, TODAY, iso_day

from ...factories import make_statement
from ...public_pages import furnish, make_notice, make_public_edition, make_topic, withdraw

pytestmark = [pytest.mark.dated, pytest.mark.django_db]

CARRIES = [{"heading": "Care", "aspect": "risks", "body": "Words. [study]\n\n::: statement made-up-warning"}]
PAGE, FRONT, TOPIC = "/articles/made-up-page/", "/", "/topics/made-up-topic/"


@pytest.fixture(autouse=True)
def _furnished():
    furnish()


@pytest.fixture
def edition():
    make_statement()
    return make_public_edition(slug="made-up-page", title="Made-up page", topics=[make_topic()], sections=CARRIES)


def text_of(response):
    return response.content.decode()


def a_newer_statement(_edition):
    make_statement(number=2, body="Newer words.", effective_from=TODAY)


def a_signature(_edition):
    version = make_statement(number=2, effective_from=TODAY)
    StatementSignature.objects.create(
        version=version, by=version.written_by, name="A made-up signer", role="made-up role", signed_at=NOW
    )


def a_newer_edition(edition):
    make_public_edition(article=edition.article, slug="made-up-page", title="Newer title", topics=edition.topics.all())


def an_index_term(edition):
    IndexTerm.objects.create(term="Another made-up word", article=edition.article)


CHANGES = {
    "statement": (a_newer_statement, [PAGE], "Newer words."),
    "statement's signature": (a_signature, [PAGE], "A made-up signer"),
    "help line": (lambda _: HelpLine.objects.update(call="222 333"), [PAGE, FRONT, "/search/"], "222 333"),
    "warning signs": (lambda _: WarningSigns.objects.update(intro="Act now:"), [PAGE], "Act now:"),
    "disclaimer": (lambda _: make_notice("disclaimer", body="Newer.", effective_from=TODAY), [PAGE], "Newer."),
    "topic": (lambda _: Topic.objects.update(name="Renamed"), [PAGE, FRONT, TOPIC], "Renamed"),
    "edition": (a_newer_edition, [PAGE, FRONT, TOPIC, "/articles/"], "Newer title"),
    "further page": (lambda _: make_public_edition(title="Another page"), [PAGE, "/articles/"], "Another page"),
    "index term": (an_index_term, ["/articles/"], "Another made-up word"),
}


@pytest.mark.parametrize(("change", "paths", "words"), CHANGES.values(), ids=CHANGES)
def test_a_change_shows_at_once(client, edition, change, paths, words):
    before = [text_of(client.get(path)) for path in paths * 2]
    assert [words in text for text in before] == [False] * len(before)
    change(edition)
    assert [words in text_of(client.get(path)) for path in paths] == [True] * len(paths)


def test_a_withdrawal_shows_at_once(client, edition):
    client.get(PAGE)
    client.get(FRONT)
    withdraw(edition)
    assert client.get(PAGE).status_code == HTTPStatus.GONE
    assert PAGE not in text_of(client.get(FRONT))


def test_an_order_of_a_topic_shows_at_once(client, edition):
    make_public_edition(title="A page before it", topics=edition.topics.all())

    def titles():
        return re.findall(r"<h3><a [^>]+>([^<]+)</a></h3>", text_of(client.get(TOPIC)))

    assert titles() == ["A page before it", "Made-up page"]
    Placement.objects.create(topic=Topic.objects.get(), article=edition.article)
    assert titles() == ["Made-up page", "A page before it"]


def test_a_page_that_is_due_for_a_check_says_so_from_the_next_edition_on(client, edition):
    assert "due for a check" not in text_of(client.get(PAGE))
    make_public_edition(article=edition.article, slug="made-up-page", review_due_on=iso_day(-5))
    assert "due for a check" in text_of(client.get(PAGE))


def test_the_day_on_which_a_page_is_overdue_makes_it_another_page():
    make_public_edition(slug="made-up-page", review_due_on=iso_day(30))
    now = public_state()
    later = public_state(at=now.at + 31 * DAY)
    assert (now == later, outline(now, "made-up-page").key == outline(later, "made-up-page").key) == (False, False)


def test_a_day_that_changes_nothing_leaves_the_parts_of_a_page():
    make_public_edition(slug="made-up-page", review_due_on=iso_day(30))
    now = public_state()
    assert outline(now, "made-up-page").key == outline(public_state(at=now.at + 9 * DAY), "made-up-page").key


@pytest.mark.parametrize("ends", ["publish_at", "withdraw_at"])
def test_a_date_that_is_set_makes_another_state_at_its_moment(edition, ends):
    moment = NOW + 30 * DAY
    if ends == "publish_at":
        make_public_edition(article=edition.article, slug="made-up-page", publish_at=moment)
    else:
        withdraw(edition, at=moment)
    assert public_state(at=moment - timedelta(microseconds=1)) != public_state(at=moment)


def test_an_edition_that_waits_takes_its_place_at_its_moment(edition):
    moment = NOW + 30 * DAY
    newer = make_public_edition(article=edition.article, slug="made-up-page", publish_at=moment)
    shown = [outline(public_state(at=at), "made-up-page").edition for at in (moment - DAY, moment)]
    assert shown == [edition.pk, newer.pk]


def test_two_editions_never_mix(client, edition):
    first = text_of(client.get(PAGE))
    make_public_edition(
        article=edition.article, slug="made-up-page", title="Other title", summary="Other summary.",
        key_points=["Other point."], questions=["Other question?"], author="Another test author",
        sections=[{"heading": "Other heading", "aspect": "causes", "body": "Other words. [study]"}],
    )  # fmt: skip
    second = text_of(client.get(PAGE))
    of_first = ["Made-up page", "A summary that is made up.", "One made-up point.", "One made-up question?", "Care"]
    of_second = ["Other title", "Other summary.", "Other point.", "Other question?", "Other heading", "Other words."]
    assert [words in first for words in of_first + of_second] == [True] * 5 + [False] * 6
    assert [f">{words}<" in second for words in of_first] == [False] * 5
    assert [words in second for words in of_second] == [True] * 6


def fewest_queries(client, path):
    """Of two requests, since one of them may be the first of a day."""
    asked = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        asked.append(len(queries))
    return min(asked)


def test_an_article_asks_one_query_while_nothing_changes(client, edition):
    client.get(PAGE)
    assert fewest_queries(client, PAGE) == 1


@pytest.mark.parametrize("path", [FRONT, TOPIC, "/articles/"])
def test_a_list_asks_one_query_while_nothing_changes(client, edition, path):
    client.get(path)
    assert fewest_queries(client, path) == 1


def test_a_disclaimer_that_is_gone_stops_the_page_also_where_it_was_drawn_before(client, edition):
    client.get(PAGE)
    write_guards.lift()
    Notice.objects.filter(slug="disclaimer").delete()
    with pytest.raises(Notice.DoesNotExist):
        client.get(PAGE)


def test_without_a_revision_nothing_is_kept():
    ContentRevision.objects.all().delete()
    assert public_state() != public_state()


def test_states_are_told_apart_by_what_they_stand_for_and_not_by_the_moment():
    state = public_state()
    assert state == PublicState(state.token, state.at + DAY)


def test_an_old_address_leads_to_the_page(client, edition):
    make_public_edition(article=edition.article, slug="newer-address")
    assert client.get(PAGE).headers["Location"] == "/articles/newer-address/"


def test_a_change_of_what_no_page_shows_leaves_the_revision(django_user_model):
    before = public_state()
    django_user_model.objects.create_user("somebody")
    assert public_state() == before


def test_a_rolled_back_change_gives_the_revision_back(edition):
    before = public_state()
    with transaction.atomic():
        Topic.objects.update(name="Never so")
        assert public_state() != before
        transaction.set_rollback(True)
    assert public_state() == before
