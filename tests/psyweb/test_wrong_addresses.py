from http import HTTPStatus

import pytest
from django.db import DatabaseError, connection
from django.test import RequestFactory

from psyweb import errors
from psyweb.joins import wrong_addresses
from tests.articles.public_pages import furnish, make_public_edition, make_topic

pytestmark = pytest.mark.django_db
PAGE = "/articles/a-made-up-page/"


@pytest.fixture(autouse=True)
def _furnished():
    furnish()
    make_public_edition(slug="a-made-up-page", title="Sleeping in winter")


@pytest.mark.parametrize(
    "copied",
    [
        "/articles/a-made-up-page/.",
        "/articles/a-made-up-page)",
        "/articles/a-made-up-page/,",
        "/articles/a-made-up-page/%E2%80%9D",
        "/articles/a-made-up-page%20",
        "/articles/a-made-up-page/%20",
        "/articles//a-made-up-page/",
        "/articles/A-Made-Up-Page/",
        "/Articles/a-made-up-page/",
        "/articles/a_made_up_page/",
        "/articles/_a-made-up-page_",
        "/articles/%3Ca-made-up-page%3E",
    ],
)
def test_an_address_with_a_fault_of_copying_leads_to_its_page(client, copied):
    response = client.get(copied)
    assert (response.status_code, response["Location"]) == (HTTPStatus.MOVED_PERMANENTLY, PAGE)


@pytest.mark.parametrize(
    ("copied", "meant"),
    [
        ("//articles/a-made-up-page/", PAGE),
        ("/help-now/.", "/help-now/"),
        ("/help-now/zz/.", ""),
        ("/FEED.ATOM", "/feed.atom"),
        ("/notices/disclaimer/)", "/notices/disclaimer/"),
        ("/articles/a-made-up-page/editions.", "/articles/a-made-up-page/editions/"),
        ("/articles/a-made-up-page/report/]", "/articles/a-made-up-page/report/"),
        ("/articles/", ""),
        ("/articles/never-was/.", ""),
        ("/topics/never-was/.", ""),
        ("/notices/never-was/.", ""),
        ("/statements/never-was/.", ""),
        ("/polls/never-was/.", ""),
        ("/articles/a-made-up-page/editions/1/.", ""),
        ("/admin/.", ""),
        ("/api/never-was/.", ""),
        ("//example.org/%0d%0aSet-Cookie:a=b", ""),
        ("/articles/" + "a" * 400, ""),
        ("/articles/\x00\u202ea-made-up-page/", PAGE),
    ],
)
def test_only_what_is_certain_is_mended(copied, meant):
    assert wrong_addresses.mended(copied) == meant


def test_a_topic_with_a_fault_of_copying_is_found():
    topic = make_topic()
    assert wrong_addresses.mended(f"/topics/{topic.slug}/;") == f"/topics/{topic.slug}/"


def test_a_mended_address_keeps_its_query(client):
    assert client.get("/Search/?q=sleep&page=2")["Location"] == "/search/?q=sleep&page=2"


def test_what_is_sent_is_never_led_elsewhere(client):
    assert client.post("/articles/A-Made-Up-Page/").status_code in {
        HTTPStatus.NOT_FOUND,
        HTTPStatus.METHOD_NOT_ALLOWED,
    }


@pytest.mark.parametrize("missing", ["/articles/sleping-in-winter/", "/sleeping/", "/articles/sleeping-as-a-bear/"])
def test_a_page_that_is_missing_names_the_nearest(client, missing):
    response = client.get(missing)
    assert response.status_code == HTTPStatus.NOT_FOUND
    assert f'<a href="{PAGE}">Sleeping in winter</a>' in response.text


@pytest.mark.parametrize("missing", ["/zeppelin/", "/sleeping-bears/", "/sleeping.php", "/admin/sleeping/"])
def test_nothing_is_named_that_is_not_near(client, missing):
    assert "Sleeping in winter" not in client.get(missing, follow=True).text


def test_without_a_database_the_page_is_still_there():
    def refuse(*_args):
        raise DatabaseError("The database is away.")

    with connection.execute_wrapper(refuse):
        response = errors.page_not_found(RequestFactory().get("/articles/a-made-up-page/."))
    assert response.status_code == HTTPStatus.NOT_FOUND
    assert "Did you look for" not in response.text


@pytest.mark.parametrize(
    ("path", "kind", "most_bytes"),
    [("/favicon.ico", "image/", 2_000), ("/apple-touch-icon.png", "image/png", 2_000)],
)
def test_icons_are_there_without_a_link(client, path, kind, most_bytes):
    response = client.get(path)
    assert response["Content-Type"].startswith(kind)
    assert len(response.getvalue()) <= most_bytes


def test_a_password_manager_finds_where_a_password_is_changed(client):
    response = client.get("/.well-known/change-password")
    assert (response.status_code, response["Location"]) == (HTTPStatus.FOUND, "/admin/password_change/")
