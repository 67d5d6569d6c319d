"""What grows with the site comes in pages: the A to Z, a topic; and the front page shows the first of each topic."""

import re
from http import HTTPStatus

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import IndexTerm, Placement
from articles.reading.a_to_z import ENTRIES_A_PAGE
from articles.reading.related import ARTICLES_A_PAGE, FIRST_OF_A_TOPIC, ReadingOrder

from ..public_pages import furnish, make_public_edition, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _furnished():
    furnish()


def text_of(response):
    return response.content.decode()


def make_terms(*beginnings, each=ENTRIES_A_PAGE):
    """A page and so many made-up words that lead to it, under each of these letters."""
    article = make_public_edition(title="Made-up page").article
    IndexTerm.objects.bulk_create(
        IndexTerm(term=f"{beginning}-word {number:04}", article=article)
        for beginning in beginnings
        for number in range(each)
    )


def entries_of(text):
    return re.findall(r"<a href=[^>]+>([a-zé4]-word \d+)</a>", text)


def test_a_long_a_to_z_has_a_page_for_each_letter(client):
    make_terms("b", "é", "4", each=150)
    text = text_of(client.get("/articles/?letter=b"))
    assert entries_of(text) == [f"b-word {number:04}" for number in range(150)]
    assert '<a href="/articles/?letter=B" aria-current="page">B</a>' in text
    assert '<a href="/articles/">0–9</a>' in text
    assert len(entries_of(text_of(client.get("/articles/?letter=%C3%89")))) == 150


def test_a_long_a_to_z_opens_with_its_first_letter(client):
    make_terms("b", "c")
    text = text_of(client.get("/articles/"))
    assert set(entries_of(text)) == {f"b-word {number:04}" for number in range(ENTRIES_A_PAGE)}
    assert text_of(client.get("/articles/?letter=B")) == text


def test_a_short_a_to_z_is_whole_whatever_letter_is_asked_for(client):
    make_terms("b", "c", each=10)
    text = text_of(client.get("/articles/?letter=b"))
    assert len(entries_of(text)) == 20
    assert f'rel="canonical" href="{settings.SITE_URL}/articles/"' in text


def test_a_long_letter_has_several_pages_with_their_own_addresses(client):
    make_terms("b", "c", each=ENTRIES_A_PAGE + 1)
    text = text_of(client.get("/articles/?letter=C&page=2"))
    assert entries_of(text) == [f"c-word {ENTRIES_A_PAGE:04}"]
    assert f'rel="canonical" href="{settings.SITE_URL}/articles/?letter=C&amp;page=2"' in text
    assert f'rel="prev" href="{settings.SITE_URL}/articles/?letter=C"' in text
    assert "Page 2 of 2" in text


@pytest.mark.parametrize("query", ["letter=%C2%BF", "letter=bb", "letter=%00", "letter=c&page=2", "page=0", "page=x"])
def test_a_page_of_the_a_to_z_that_is_not_there_is_not_found(client, query):
    make_terms("b", "c")
    assert client.get(f"/articles/?{query}").status_code == HTTPStatus.NOT_FOUND


def make_topic_of(number):
    topic = make_topic()
    for _ in range(number):
        make_public_edition(topics=[topic])
    return topic


def cards_of(text):
    return re.findall(r'<h3><a href="(/articles/[^"]+)"', text)


def test_a_long_topic_has_several_pages_that_hold_each_article_once(client):
    path = make_topic_of(ARTICLES_A_PAGE + 2).get_absolute_url()
    first, second = (text_of(client.get(path + query)) for query in ("", "?page=2"))
    assert len({*cards_of(first), *cards_of(second)}) == ARTICLES_A_PAGE + 2
    assert len(cards_of(second)) == 2
    assert f'<a class="button button-quiet" href="{path}?page=2" rel="next">' in first
    assert f'<link rel="prev" href="{settings.SITE_URL}{path}">' in second
    assert f'<link rel="canonical" href="{settings.SITE_URL}{path}?page=2">' in second


@pytest.mark.parametrize("number", ["0", "-1", "2", "x", "1.5", "", "%00", "9" * 5000])
def test_a_page_of_a_topic_that_is_not_there_is_not_found_in_plain_words(client, number):
    answer = client.get(f"{make_topic_of(1).get_absolute_url()}?page={number}")
    assert (answer.status_code, "Help now" in text_of(answer)) == (HTTPStatus.NOT_FOUND, True)


def test_the_front_page_shows_the_first_of_a_topic_and_leads_to_all(client):
    topic = make_topic_of(FIRST_OF_A_TOPIC + 1)
    last = make_public_edition(title="Zz last by its title", topics=[topic])
    Placement.objects.create(topic=topic, article=last.article)
    text = text_of(client.get("/"))
    assert len(cards_of(text)) == FIRST_OF_A_TOPIC
    assert cards_of(text)[0] == f"/articles/{last.slug}/"
    assert f'<a href="{topic.get_absolute_url()}">All pages about' in text


def test_pages_without_a_place_in_their_topic_follow_those_that_have_one(client):
    topic = make_topic()
    unplaced, placed = [make_public_edition(title=f"Page {number:02}", topics=[topic]) for number in range(60)], []
    for edition in reversed(unplaced[::2]):
        Placement.objects.create(topic=topic, article=edition.article, position=len(placed))
        placed.append(edition)
    expected = [f"/articles/{edition.slug}/" for edition in [*placed, *unplaced[1::2]]]
    path = topic.get_absolute_url()
    assert [card for page in (1, 2, 3) for card in cards_of(text_of(client.get(f"{path}?page={page}")))] == expected


def test_a_place_in_a_topic_that_the_live_edition_does_not_name_shows_nothing(client):
    topic = make_topic_of(1)
    Placement.objects.create(topic=topic, article=make_public_edition(title="Not yet of it").article)
    assert "Not yet of it" not in text_of(client.get(topic.get_absolute_url()))


def test_the_first_pages_of_a_topic_can_be_read_by_their_places():
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_sort = off")  # Of a few rows it would rather sort.
            cursor.execute("SET LOCAL enable_seqscan = off")
    plan = ReadingOrder(make_topic(), timezone.now())._placed[:7].explain()
    assert "placement_by_position" in plan


@pytest.mark.parametrize("path", ["/", "/articles/", "/topics/made-up-topic/", "/feed.atom", "/sitemap.xml"])
def test_a_list_asks_as_many_queries_for_two_articles_as_for_thirty(client, path):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        return len(asked)

    topic = make_topic_of(2)
    client.get(path)  # From here on the help lines are in memory.
    make_public_edition(topics=[topic])
    few = queries()
    for _ in range(27):
        make_public_edition(topics=[topic])
    assert queries() == few
