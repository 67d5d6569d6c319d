import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.utils import timezone

from articles.models import Notice
from articles.reading.sitemaps import ArticleSitemap
from psyweb.joins import write_guards
from tests.moments import DAY

from ..factories import make_source
from ..public_pages import LONG_AGO, furnish, make_notice, make_public_edition, make_topic, withdraw

pytestmark = [pytest.mark.dated, pytest.mark.django_db]
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(autouse=True)
def _furnished():
    furnish()


def entries(client):
    return ElementTree.fromstring(client.get("/feed.atom").content).findall(f"{ATOM}entry")


def addresses(client, path="/sitemap.xml"):
    found = ElementTree.fromstring(client.get(path).content).iter(f"{SITEMAP}loc")
    return [loc.text.partition("//")[2].partition("/")[2] for loc in found]


def test_the_feed_holds_each_public_edition_with_its_note(client, django_assert_num_queries):
    first = make_public_edition(title="A made-up page")
    make_public_edition(article=first.article, publish_at=timezone.now())
    client.get("/feed.atom")  # From here on the help lines are in memory.
    with django_assert_num_queries(2):
        found = entries(client)
    assert len(found) == 2
    assert "Made-up note 2." in found[0].find(f"{ATOM}summary").text


def test_the_current_edition_comes_whole_with_its_disclaimer_and_earlier_ones_do_not(client):
    first = make_public_edition()
    make_public_edition(article=first.article, publish_at=timezone.now(), slug="whole")
    newest, earlier = [entry.find(f"{ATOM}content") for entry in entries(client)]
    assert earlier is None
    assert newest.attrib == {"type": "html"}
    for words in (
        "Made-up note 2.",
        "One made-up point.",
        "Example words.",
        "A made-up study",
        "Made-up disclaimer.",
        "A made-up line",
        f'href="{settings.SITE_URL}/help-now/"',
        f'href="{settings.SITE_URL}/articles/whole/#source-1"',
    ):
        assert words in newest.text


def test_a_feed_without_a_disclaimer_in_force_is_not_sent(client):
    make_public_edition()
    write_guards.lift()
    Notice.objects.filter(slug="disclaimer").delete()
    with pytest.raises(Notice.DoesNotExist):
        client.get("/feed.atom")


def test_the_feed_leaves_out_what_is_withdrawn_or_to_come(client):
    withdraw(make_public_edition())
    make_public_edition(publish_at=timezone.now() + timedelta(days=1))
    assert entries(client) == []


def test_the_sitemap_holds_live_pages_with_their_dates(client):
    topic = make_topic()
    edition = make_public_edition(topics=[topic])
    make_notice("complete")
    found = addresses(client)
    assert f"articles/{edition.slug}/" in found
    assert f"topics/{topic.slug}/" in found
    assert "notices/complete/" in found
    assert "notices/about/" not in found  # Its owner is not filled in.


@pytest.mark.parametrize("days_overdue", [91, 1000])
def test_the_sitemap_leaves_out_what_search_engines_may_not_show(client, days_overdue):
    due = (timezone.now() - timedelta(days=days_overdue)).date().isoformat()
    edition = make_public_edition(review_due_on=due)
    assert f"articles/{edition.slug}/" not in addresses(client)


@pytest.fixture
def few_in_a_file(monkeypatch):
    monkeypatch.setattr(ArticleSitemap, "limit", 2)


def test_a_long_sitemap_is_an_index_of_files_that_hold_each_page_once(client, few_in_a_file):
    slugs = {make_public_edition().slug for _ in range(5)}
    files = [f"/{path}" for path in addresses(client)]
    assert [path for path in files if "articles" in path] == [
        "/sitemap-articles.xml",
        "/sitemap-articles.xml?p=2",
        "/sitemap-articles.xml?p=3",
    ]
    found = [loc for path in files for loc in addresses(client, path)]
    assert sorted(found) == sorted(set(found))
    assert {f"articles/{slug}/" for slug in slugs} <= set(found)
    assert "help-now/" in found


def test_a_sitemap_tells_of_each_file_when_a_page_of_it_was_last_published(client, few_in_a_file):
    for days in range(3):
        make_public_edition(publish_at=LONG_AGO + days * DAY)
    second, third = ((LONG_AGO + days * DAY).date().isoformat() for days in (1, 2))
    dates = re.findall(r"sitemap-articles.xml[^<]*</loc>\s*<lastmod>([\d-]+)T", client.get("/sitemap.xml").text)
    assert dates == [second, third]
    assert f"<lastmod>{third}</lastmod>" in client.get("/sitemap-articles.xml?p=2").text


@pytest.mark.parametrize("file", ["sitemap-none.xml", "sitemap-articles.xml?p=9", "sitemap-articles.xml?p=x"])
def test_a_file_of_the_sitemap_that_is_not_there_is_not_found(client, file):
    assert client.get(f"/{file}").status_code == 404


def test_an_articles_own_feed_has_an_entry_for_each_edition(client):
    edition = make_public_edition()
    make_public_edition(article=edition.article, slug=edition.slug)
    make_public_edition()
    feed = client.get(f"/articles/{edition.slug}/editions.atom").text
    assert feed.count("<entry>") == 2
    assert "Edition 2 (new page)" in feed
    assert "Made-up note 2." in feed


def test_the_feed_of_a_withdrawn_page_says_why(client):
    edition = make_public_edition()
    withdraw(edition, reason="Made-up reason.")
    assert "The reason: Made-up reason." in client.get(f"/articles/{edition.slug}/editions.atom").text


def test_the_feed_of_an_old_address_leads_to_the_new_one(client):
    edition = make_public_edition()
    moved = make_public_edition(article=edition.article, slug="made-up-new-address")
    answer = client.get(f"/articles/{edition.slug}/editions.atom")
    assert (answer.status_code, answer["Location"]) == (301, f"/articles/{moved.slug}/editions.atom")


def test_there_is_no_feed_of_an_unknown_article(client):
    assert client.get("/articles/nowhere/editions.atom").status_code == 404


@pytest.mark.parametrize("path", ["/feed.atom", "/articles/whole/editions.atom"])
@pytest.mark.parametrize("character", ["\x0b", "\x1f", "\ufffe"], ids=ascii)
def test_a_character_that_xml_forbids_breaks_no_feed(client, path, character):
    make_public_edition(slug="whole", title=f"Odd{character} words")
    assert "Odd words" in "".join(ElementTree.fromstring(client.get(path).content).itertext())


def test_a_summary_is_plain_text_that_keeps_what_looks_like_a_tag(client):
    make_public_edition(summary="Says <lower limit> & more.")
    found = entries(client)[0].find(f"{ATOM}summary")
    assert found.attrib == {"type": "text"}
    assert "<lower limit> & more." in found.text


def test_a_frozen_script_is_no_link_in_a_feed(client):
    make_public_edition(sources=[make_source(url="javascript:alert(1)")])
    content = entries(client)[0].find(f"{ATOM}content").text
    assert "An example that is made up" in content
    assert "javascript" not in content
