"""What a page says of itself to search engines and to sites where it is shared."""

import json
import re

import pytest
from django.conf import settings

from tests.articles.public_pages import furnish, make_public_edition, make_topic

pytestmark = pytest.mark.django_db
OF_THE_SITE = {"@type": "Organization", "name": settings.SITE_NAME, "url": f"{settings.SITE_URL}/"}


@pytest.fixture(autouse=True)
def _furnished():
    furnish()


@pytest.fixture
def topic():
    return make_topic()


@pytest.fixture
def edition(topic):
    return make_public_edition(title="A made-up <page>", topics=[topic])


def facts_of(client, path):
    text = client.get(path).text
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)[1])


def shared_of(client, path):
    return dict(re.findall(r'<meta property="og:([\w:]+)" content="([^"]*)">', client.get(path).text))


def test_an_article_names_who_answers_for_it_its_topics_and_its_sources(client, edition, topic):
    facts = facts_of(client, f"/articles/{edition.slug}/")
    assert (facts["author"], facts["publisher"], facts["creditText"]) == (OF_THE_SITE, OF_THE_SITE, "A test author")
    about = {"@type": "Thing", "name": topic.name, "url": f"{settings.SITE_URL}/topics/{topic.slug}/"}
    assert facts["about"] == [about]
    study = {"@type": "CreativeWork", "name": "A made-up study", "url": "https://example.org/study"}
    assert facts["citation"] == [study]


def test_the_owner_is_the_publisher(client, edition, settings):
    settings.SITE_FACTS = settings.SITE_FACTS | {"owner": "An owner made up for a test"}
    assert facts_of(client, "/")["publisher"]["name"] == "An owner made up for a test"


def test_the_front_page_is_the_site(client):
    facts = facts_of(client, "/")
    assert (facts["@type"], facts["url"], facts["publisher"]) == ("WebSite", f"{settings.SITE_URL}/", OF_THE_SITE)


def test_a_topic_lists_its_pages(client, edition, topic):
    facts = facts_of(client, f"/topics/{topic.slug}/")
    assert (facts["@type"], facts["name"]) == ("CollectionPage", topic.name)
    assert [part["name"] for part in facts["hasPart"]] == ["A made-up <page>"]


@pytest.mark.parametrize(
    ("path", "title"),
    [("/", settings.SITE_NAME), ("/topics/{topic}/", "{name}"), ("/articles/{slug}/", "A made-up &lt;page&gt;")],
)
def test_a_shared_page_has_title_words_address_and_a_picture(client, edition, topic, path, title):
    path = path.format(topic=topic.slug, slug=edition.slug)
    shared = shared_of(client, path)
    assert shared["title"] == title.format(name=topic.name)
    assert shared["url"] == settings.SITE_URL + path
    assert shared["image"].startswith(settings.SITE_URL)
    assert shared["description"]
    assert shared["image:alt"]
    assert "&amp;lt;" not in shared["image:alt"]


@pytest.mark.parametrize("path", ["/feed.atom", "/sitemap.xml"])
def test_addresses_are_those_of_the_public_site_whatever_the_request_named(client, edition, path):
    text = client.get(path, headers={"host": "testserver:4711"}).text
    assert f"{settings.SITE_URL}/" in text
    assert "4711" not in text


def test_the_feed_of_an_article_names_the_public_site(client, edition):
    assert "4711" not in client.get(f"/articles/{edition.slug}/editions.atom", headers={"host": "testserver:4711"}).text
