import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from desk.search import MOST_OF_EACH
from tests.articles.factories import make_article
from tests.people import make_administrator, make_person
from tests.polls.factories import make_harmless_poll

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/search/"


def found(client, query):
    response = client.get(ADDRESS, {"q": query})
    assert response.status_code == 200
    return {kind.kind: [label for label, _address in kind.rows] for kind in response.context["found"]}


def test_finds_articles_polls_and_people_at_once(desk, draft):
    poll = make_harmless_poll()
    client = desk(make_administrator("made-up-tess"))
    assert found(client, draft.title)["articles"] == [draft.title]
    assert poll.question in found(client, poll.question)["polls"]
    assert found(client, "made-up-tess")["users"] == ["made-up-tess"]


def test_each_row_leads_to_a_page_that_opens(desk, draft):
    client = desk(make_administrator())
    for kind in client.get(ADDRESS, {"q": draft.title}).context["found"]:
        for _label, address in kind.rows:
            assert client.get(address).status_code == 200
        assert client.get(kind.whole_list).status_code == 200


def test_finds_only_what_the_user_may_see(desk, draft):
    client = desk(make_person(rights=["polls.view_poll"]))
    assert found(client, draft.title) == {}


def test_more_than_fit_are_told_and_the_list_has_them(desk, author, notices):
    for number in range(MOST_OF_EACH + 1):
        make_article(by=author, owner=author, slug=f"alike-{number}", title=f"Alike {number}")
    client = desk(author)
    assert len(found(client, "alike")["articles"]) == MOST_OF_EACH
    response = client.get(ADDRESS, {"q": "alike"})
    assert 'href="/admin/articles/article/?q=alike"' in response.text


@pytest.mark.parametrize("query", ["", "  ", "\x00", "%", "'; --", "x" * 5000, "<b>x</b>", "é" * 300])
def test_whatever_is_typed_is_answered(desk, author, query):
    response = desk(author).get(ADDRESS, {"q": query})
    assert response.status_code == 200
    assert "<b>x</b>" not in response.text


def test_asks_one_query_for_each_list(desk, draft, django_assert_max_num_queries):
    client = desk(make_administrator())
    with CaptureQueriesContext(connection) as one:
        client.get(ADDRESS, {"q": draft.title})
    for number in range(5):
        make_article(by=draft.owner, owner=draft.owner, slug=f"alike-{number}", title=draft.title)
    with django_assert_max_num_queries(len(one)):
        client.get(ADDRESS, {"q": draft.title})


def test_nobody_searches_without_a_log_in(client, db):
    assert client.get(ADDRESS).status_code == 302
