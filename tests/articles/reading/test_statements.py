import re
from datetime import timedelta
from http import HTTPStatus
from time import sleep
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.utils import timezone

from articles import publishing
from articles.models import StatementSignature, StatementVersion
from articles.publishing import edition_content
from articles.reading import help_lines
from articles.reading.article_page import article_page
from psyweb import page_cache
from psyweb.joins import write_guards
from tests.moments import DAY, DAYS_OF_THE_RUN, NOW, TODAY, in_days, in_words

from ..factories import (
    change,
    make_article,
    make_document,
    make_draft_statement,
    make_edition,
    make_help_line,
    make_section,
    make_statement,
)

pytestmark = pytest.mark.django_db

CARRIES = "Words before. [study]\n\n::: statement made-up-warning\n\nWords after."
SIGNATURE = {"name": "A reviewer made up for a test", "role": "made-up role"}
HOSTILE = "<script>alert(1)</script> <img src=x onerror=alert(1)> **bold** [study]"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def _fresh(notices):
    help_lines.clear_cache()
    make_help_line()


@pytest.fixture
def statement():
    return make_statement()


@pytest.fixture
def people(author, reviewer, publisher):
    return {"by": author, "second": reviewer, "publisher": publisher}


@pytest.fixture
def edition(statement, people):
    article = make_article(by=people["by"], sections=[make_section(body=CARRIES)], at=NOW - 30 * DAY)
    return make_edition(article, **people, at=NOW - 30 * DAY)


def supersede(**fields):
    """A second version, which comes into force now."""
    now = timezone.now()
    made = {"body": "Other words of it. [study]", "approved_at": now, "in_force_from": now}
    return make_statement(number=2, effective_from=TODAY, **made | fields)


def sign(version, author):
    return StatementSignature.objects.create(version=version, by=author, **SIGNATURE)


def page_of(client, path="/articles/example/"):
    return client.get(path).content.decode()


# In its place on a page


@pytest.mark.parametrize("path", ["/articles/example/", "/articles/example/editions/1/"])
def test_it_stands_between_the_words_around_it(client, edition, path):
    text = page_of(client, path)
    places = [
        text.index(words)
        for words in ("Words before.", "A made-up warning</h3>", "Words of a made-up statement.", "Words after.")
    ]
    assert places == sorted(places)
    assert 'data-statement="made-up-warning"></div>' not in text


def test_it_says_since_when_it_is_in_force_and_that_no_clinician_reviewed_it(client, edition, statement):
    (box,) = re.findall(r'<section class="statement".*?</section>', page_of(client), re.DOTALL)
    assert f"In force since {in_words(statement.effective_from)}" in box
    assert "Not yet reviewed by a clinician" in box
    assert 'href="/statements/made-up-warning/"' in box


def test_it_names_the_clinician_who_signed_it(client, edition, statement, reviewer):
    sign(statement, reviewer)
    assert "Reviewed by A reviewer made up for a test, made-up role, on" in page_of(client)


def test_its_citations_do_not_lead_to_the_sources_of_the_page(client, edition):
    (box,) = re.findall(r'<section class="statement".*?</section>', page_of(client), re.DOTALL)
    assert "statement.</p>" in box
    assert "#source-" not in box


def test_a_new_version_takes_its_place_at_once(client, edition):
    before = page_of(client)
    supersede()
    after = page_of(client)
    assert "Words of a made-up statement." in before
    assert "Words of a made-up statement." not in after
    assert "Other words of it." in after


def test_a_new_version_moves_the_etag_within_the_second_of_the_cache(client, edition, settings):
    settings.KEEP_PAGES_FOR = timedelta(milliseconds=1)
    page_cache.clear_all()
    before = client.get("/articles/example/")["ETag"]
    supersede()
    sleep(settings.KEEP_PAGES_FOR.total_seconds())
    assert client.get("/articles/example/")["ETag"] != before


def test_hostile_text_stays_text(client, edition):
    supersede(title="<script>alert(2)</script>", body=HOSTILE)
    text = page_of(client)
    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert "<strong>bold</strong>" in text


def test_a_page_never_goes_out_with_a_hole(client, edition):
    write_guards.lift()
    StatementVersion.objects.update(effective_from=in_days(30))
    with pytest.raises(StatementVersion.DoesNotExist, match="made-up-warning"):
        client.get("/articles/example/")


@pytest.mark.parametrize(("body", "queries"), [("Words. [study]", 0), (CARRIES + "\n\n::: statement second", 1)])
def test_costs_one_query_a_page_and_none_without_statements(body, queries, people, django_assert_num_queries):
    make_statement()
    make_statement("second")
    article = make_article(by=people["by"], sections=[make_section(body=body)] * 2)
    page = article_page(make_edition(article, **people))
    with django_assert_num_queries(queries):
        assert len(page.sections) == 2


def test_a_preview_names_the_gap(author):
    document = make_document(sections=[make_section(body=CARRIES)])
    article = make_article(by=author)
    (section,) = article_page(edition_content.unsaved(article, document, at=NOW)).sections
    assert "No version of the statement “made-up-warning” is in force" in section["html"]


def test_the_desks_preview_draws_it(desk, statement, author):
    article = make_article(by=author, owner=author, sections=[make_section(body=CARRIES)])
    page = desk(author).get(f"/admin/articles/article/{article.pk}/preview/")
    assert "Words of a made-up statement." in page.content.decode()


# History


def test_an_edition_shows_the_version_of_its_publication_and_names_its_successors(client, edition):
    supersede()
    text = page_of(client, "/articles/example/editions/1/")
    assert "Words of a made-up statement." in text
    assert "Other words of it." not in text
    assert 'href="/statements/made-up-warning/#version-2">version 2 from' in " ".join(text.split())


def test_an_edition_does_not_name_what_its_readers_did_not_see(client, edition, author, reviewer, publisher):
    change(edition.article, by=author, title="Another title")
    make_edition(edition.article, by=author, second=reviewer, publisher=publisher, at=timezone.now())
    supersede()
    assert "no other version" in page_of(client, "/articles/example/editions/1/")
    assert "version 2 from" in page_of(client, "/articles/example/editions/2/")


# Where a page travels


def test_the_api_carries_it_in_html_text_and_structure(client, edition, statement):
    page = client.get("/api/articles/example/").json()
    (section,) = page["sections"]
    assert section["statements"] == [
        {
            "slug": "made-up-warning",
            "title": "A made-up warning",
            "version": 1,
            "in_force_since": statement.effective_from.isoformat(),
            "clinical_review": None,
            "text": "Words of a made-up statement.",
            "url": f"{settings.SITE_URL}/statements/made-up-warning/",
        }
    ]
    assert section["text"].split("\n") == [
        "Words before.", "A made-up warning", "Words of a made-up statement.", "Words after.",
    ]  # fmt: skip
    assert f'href="{settings.SITE_URL}/statements/made-up-warning/"' in section["html"]


@pytest.mark.parametrize("path", ["/api/articles/", "/api/articles/example/"])
def test_the_api_says_when_a_page_last_changed(client, edition, path):
    def dates():
        answer = client.get(path).json()
        return answer.get("items", [answer])[0]["dates"]

    assert dates()["last_changed"] == dates()["this_edition"]
    supersede()
    assert dates()["last_changed"] in map(str, DAYS_OF_THE_RUN)


@pytest.mark.parametrize("path", ["/feed.atom", "/articles/example/editions.atom"])
def test_a_new_version_moves_the_date_of_the_page_in_a_feed(client, edition, path):
    supersede()
    (entry,) = ElementTree.fromstring(client.get(path).content).findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}updated")[:10] in map(str, DAYS_OF_THE_RUN)
    assert entry.findtext(f"{ATOM}published")[:10] == in_days(-30).isoformat()


def test_the_feed_carries_its_words_with_whole_addresses(client, edition):
    text = client.get("/feed.atom").content.decode()
    assert "Words of a made-up statement." in text
    assert f"{settings.SITE_URL}/statements/made-up-warning/" in text


def test_the_feed_asks_once_for_all_its_statements(client, edition, people, django_assert_num_queries):
    make_statement("second")
    other = make_article(
        by=people["by"], slug="other", sections=[make_section(body="Words. [study]\n\n::: statement second")]
    )
    make_edition(other, **people)
    client.get("/feed.atom")  # From here on the help lines are in memory.
    with django_assert_num_queries(3):
        client.get("/feed.atom")


def test_a_new_version_moves_the_date_in_the_sitemap(client, edition):
    supersede()
    text = " ".join(page_of(client, "/sitemap.xml").split())
    (day,) = re.findall(r"/articles/example/</loc>\s*<lastmod>([\d-]+)", text)
    assert day in map(str, DAYS_OF_THE_RUN)
    assert "/statements/made-up-warning/" in text


def test_a_new_version_moves_the_date_of_change_in_linked_data(client, edition):
    supersede()
    (day,) = re.findall(r'"dateModified": "([\d-]+)"', page_of(client))
    assert day in map(str, DAYS_OF_THE_RUN)


# Its own page


def test_its_page_shows_the_text_in_force_with_sources_and_who_answers_for_it(client, edition, author, reviewer):
    draft = make_draft_statement(by=author, body="Newest words. [study]")
    publishing.approve_statement(draft, by=reviewer, expected=draft.saved_at)
    text = page_of(client, "/statements/made-up-warning/")
    for words in (
        "Newest words.",
        'href="#source-1"',
        "https://example.org/study",
        "Approved by a second person: an editor of this site.",
        "Not yet reviewed by a clinician",
        '<a href="/articles/example/"',
        "Words of a notice.",  # The disclaimer.
    ):
        assert words in text


def test_its_page_keeps_every_version_that_readers_saw(client, statement, author):
    supersede()
    make_statement(number=3, effective_from=in_days(30), body="Words to come. [study]")
    make_draft_statement(by=author, body="Words of a draft. [study]")
    text = page_of(client, "/statements/made-up-warning/")
    assert "Words of a made-up statement." in text
    assert "What changed since version 1" in text
    assert "Words to come." not in text
    assert "Words of a draft." not in text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Loaded with the site, not approved by a second person."),
        (
            {"own_reason": "A made-up reason."},
            "Approved by its own author, an editor of this site. The reason: A made-up reason.",
        ),
    ],
)
def test_its_page_says_who_approved_it(client, author, fields, words):
    make_statement(by=author if fields else None, **fields)
    assert words in page_of(client, "/statements/made-up-warning/")


def test_the_register_lists_what_is_in_force(client, statement, author, django_assert_num_queries):
    make_statement("second", title="A second one")
    make_draft_statement("third", by=author, title="A draft")
    text = page_of(client, "/statements/")
    assert "A second one" in text
    assert "A draft" not in text


@pytest.mark.parametrize("slug", ["unknown", "waiting"])
def test_a_statement_that_is_not_in_force_has_no_page(client, author, slug):
    make_draft_statement("waiting", by=author)
    assert client.get(f"/statements/{slug}/").status_code == HTTPStatus.NOT_FOUND
