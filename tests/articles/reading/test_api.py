from datetime import timedelta
from http import HTTPStatus

import pytest
from django.conf import settings as project
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from articles.models import Notice
from articles.reading.api import endpoints
from psyweb import page_cache
from psyweb.joins import write_guards

from ..json_schema import faults
from ..public_pages import LONG_AGO, furnish, make_public_edition, make_topic, withdraw

pytestmark = pytest.mark.django_db
SITE = project.SITE_URL


@pytest.fixture(autouse=True)
def _furnished():
    furnish()


SIGNED_ON = LONG_AGO.date().isoformat()
SIGNATURE = {
    "name": "A reviewer made up for a test", "role": "made-up role", "signed_on": SIGNED_ON, "version": 1,
}  # fmt: skip


@pytest.fixture
def description(client):
    return client.get("/api/openapi.json").json()


def make_full_edition(*, sections=None, **fields):
    name = default_storage.save("pictures/made-up.svg", ContentFile(b"<svg/>"))
    picture = {"id": 1, "width": 1200, "height": 630, "alt": "Made up.", "is_decorative": False}
    return make_public_edition(
        topics=[make_topic()],
        picture=picture | {"credit": "Nobody", "licence": "CC0-1.0", "file": name},
        checks={"found": [], "overrides": [], "approval": "second person", "signature": SIGNATURE},
        sections=sections
        or [
            {"heading": "Why", "aspect": "causes", "body": "Words. [study]\n\n::: call-now\n- a sign\n:::"},
            {"heading": "What helps", "aspect": "treatments", "body": "See [it](article:other)."},
        ],
        **fields,
    )


def assert_described(description, path, response):
    answers = description["paths"][path]["get"]["responses"][str(response.status_code)]
    schema = answers["content"]["application/json"]["schema"]
    assert faults(response.json(), schema, description["components"]["schemas"]) == []


PAGE, ASPECT = "/api/articles/{slug}/", "/api/articles/{slug}/{aspect}/"


@pytest.mark.parametrize(
    ("path", "address", "status"),
    [
        ("/api/articles/", "/api/articles/", 200),
        ("/api/articles/", "/api/articles/?page=0", 400),
        (PAGE, "/api/articles/whole/", 200),
        (PAGE, "/api/articles/bare/", 200),
        (PAGE, "/api/articles/never-was/", 404),
        (PAGE, "/api/articles/withdrawn/", 410),
        (ASPECT, "/api/articles/whole/causes/", 200),
        (ASPECT, "/api/articles/whole/risks/", 404),
        (ASPECT, "/api/articles/withdrawn/causes/", 410),
    ],
)
def test_every_answer_keeps_to_the_description(client, description, path, address, status):
    make_full_edition(slug="whole")
    make_public_edition(slug="bare", sources=[], facts_checked_on=None, review_due_on=None)
    withdraw(make_public_edition(slug="withdrawn"))
    response = client.get(address)
    assert response.status_code == status
    assert_described(description, path, response)


def test_the_description_is_strict(description):
    shapes = description["components"]["schemas"].values()
    assert [shape["title"] for shape in shapes if shape["additionalProperties"] is not False] == []
    assert description["openapi"].startswith("3.")


def test_a_page_carries_what_a_copy_must_show(client):
    page = client.get(f"/api/articles/{make_full_edition(slug='whole').slug}/").json()
    assert page["url"] == f"{SITE}/articles/whole/"
    assert page["disclaimer"]["text"] == "Made-up disclaimer. Not advice."
    assert page["help_lines"][0]["call"] == "000 111"
    assert page["dates"]["first_published"] == LONG_AGO.date().isoformat()
    assert page["clinical_review"] == {
        "reviewed_by": "A reviewer made up for a test", "role": "made-up role", "reviewed_on": SIGNED_ON,
    }  # fmt: skip
    assert page["terms"]["attribution"].endswith(f"{SITE}/articles/whole/")
    assert page["picture"]["url"].startswith(f"{SITE}/media/pictures/")


@pytest.mark.parametrize("typed", [{}, {"clinical_reviewer": "Nobody signed", "reviewed_on": SIGNED_ON}])
def test_no_review_is_named_that_was_not(client, typed):
    assert client.get(f"/api/articles/{make_public_edition(**typed).slug}/").json()["clinical_review"] is None


def test_a_section_is_whole_on_another_site(client):
    make_full_edition(slug="whole")
    first, second = client.get("/api/articles/whole/").json()["sections"]
    assert f'href="{SITE}/articles/whole/#source-1"' in first["html"]
    assert f'href="{SITE}/help-now/"' in first["html"]
    assert '<aside class="callout callout-call-now">' in first["html"]
    assert f'href="{SITE}/articles/other/"' in second["html"]
    assert first["text"] == "Words.\nCall for help now\na sign"


def test_an_aspect_comes_alone_with_all_that_belongs_to_the_page(client):
    make_full_edition(slug="whole")
    page = client.get("/api/articles/whole/treatments/").json()
    assert [section["heading"] for section in page["sections"]] == ["What helps"]
    assert page["disclaimer"]["title"]


def test_a_page_without_a_disclaimer_in_force_is_not_sent(client):
    edition = make_public_edition()
    write_guards.lift()
    Notice.objects.filter(slug="disclaimer").delete()
    with pytest.raises(Notice.DoesNotExist):
        client.get(f"/api/articles/{edition.slug}/")


def test_a_withdrawn_page_says_why_and_what_to_do(client):
    edition = make_public_edition()
    withdraw(edition, reason="It was wrong.")
    answer = client.get(f"/api/articles/{edition.slug}/").json()
    assert (answer["reason"], answer["withdrawn_on"]) == ("It was wrong.", LONG_AGO.date().isoformat())
    assert "take down every copy" in answer["error"]


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/api/articles/never-was/", 404, "no article"),
        ("/api/articles/live/risks/", 404, "It has: causes"),
        ("/api/articles/live/nonsense/", 404, "not an aspect"),
        ("/api/articles/live/causes/more/", 404, "openapi.json"),
        ("/api/articles/%00/", 404, "openapi.json"),
        ("/api/elsewhere/", 404, "openapi.json"),
        ("/api/articles/?page=x", 400, "page"),
        ("/api/articles/?page=99999999999999999999", 400, "page"),
    ],
)
def test_a_fault_is_told_in_plain_words(client, address, status, words):
    make_public_edition(slug="live")
    response = client.get(address)
    assert (response.status_code, response["Content-Type"].partition(";")[0]) == (status, "application/json")
    assert words in response.json()["error"]


@pytest.mark.parametrize("rest", ["", "causes/"])
def test_an_earlier_address_leads_on(client, rest):
    first = make_public_edition(slug="old-address")
    make_public_edition(article=first.article, slug="new-address")
    response = client.get(f"/api/articles/old-address/{rest}")
    assert (response.status_code, response["Location"]) == (301, f"/api/articles/new-address/{rest}")


def test_the_list_holds_live_pages_in_one_order_and_is_paged(client, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(endpoints, "PAGE_LENGTH", 2)
    for slug in ("c", "a", "b"):
        make_public_edition(slug=slug)
    make_public_edition(slug="tomorrow", publish_at=timezone.now() + timedelta(days=1))
    withdraw(make_public_edition(slug="withdrawn"))
    with django_assert_num_queries(3):
        first = client.get("/api/articles/").json()
    assert (first["total"], first["pages"], first["next"]) == (3, 2, f"{SITE}/api/articles/?page=2")
    second = client.get("/api/articles/?page=2").json()
    assert [item["slug"] for item in first["items"] + second["items"]] == ["a", "b", "c"]
    assert (second["next"], client.get("/api/articles/?page=9").json()["items"]) == (None, [])


def test_an_article_asks_a_constant_number_of_queries(client, django_assert_max_num_queries):
    make_full_edition(slug="whole")
    client.get("/api/articles/whole/")
    with django_assert_max_num_queries(4):
        client.get("/api/articles/whole/")


@pytest.mark.parametrize("address", ["/api/articles/", "/api/articles/live/", "/api/openapi.json"])
def test_an_unchanged_answer_is_not_sent_twice(client, settings, address):
    settings.KEEP_PAGES_FOR = timedelta(seconds=1)
    page_cache.clear_all()
    make_public_edition(slug="live")
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, HTTPStatus.NOT_MODIFIED, b"")


@pytest.mark.parametrize("method", ["get", "head"])
def test_any_site_may_read_it_and_no_cookie_is_set(client, method):
    make_public_edition(slug="live")
    response = getattr(client, method)("/api/articles/live/", headers={"Origin": "https://other.example"})
    assert response.status_code == HTTPStatus.OK
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["X-Robots-Tag"] == "noindex"
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_a_browser_may_ask_before_it_sends_an_etag(client):
    response = client.options("/api/articles/")
    assert response.status_code == HTTPStatus.NO_CONTENT
    assert "If-None-Match" in response["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_can_be_written(client, method):
    assert getattr(client, method)("/api/articles/").status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_people_can_read_what_it_offers(client, description):
    text = client.get("/api/").content.decode()
    assert [path for path in description["paths"] if path not in text] == []
    assert "next_check_due" in text


def test_pictures_of_the_text_travel_with_it(client):
    picture = {"id": 1, "width": 900, "height": 600, "alt": "A made-up bench", "is_decorative": False}
    shown = picture | {"name": "bench", "credit": "Nobody", "licence": "CC0-1.0", "file": "pictures/b.webp"}
    sections = [{"heading": "Why", "aspect": "causes", "body": "Words. [study]\n\n![](picture:bench)"}]
    make_full_edition(slug="whole", sections=sections, pictures=[shown])
    page = client.get("/api/articles/whole/").json()
    assert f'src="{SITE}/media/pictures/b.webp"' in page["sections"][0]["html"]
    assert f", {SITE}/media/w800/pictures/b.webp 800w" in page["sections"][0]["html"]
    assert page["sections"][0]["text"] == "Words.\nA made-up bench"
    assert page["pictures"] == [
        {
            "name": "bench", "url": f"{SITE}/media/pictures/b.webp", "width": 900, "height": 600,
            "alt": "A made-up bench", "credit": "Nobody", "licence": "CC0-1.0",
        }
    ]  # fmt: skip
