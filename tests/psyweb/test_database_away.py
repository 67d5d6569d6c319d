"""What readers meet while the database cannot be reached: really not reached, on both databases."""

from http import HTTPStatus

import pytest
from django.db import connections
from django.test import Client

from articles.reading import help_lines

NOBODY_LISTENS_THERE = {"HOST": "127.0.0.1", "PORT": "1", "NAME": "/nowhere/at/all.sqlite3"}


@pytest.fixture
def _database_away(django_db_blocker):
    """The connection of this thread leads to a place where no database is."""
    help_lines.clear_cache()
    with django_db_blocker.unblock():
        kept = connections["default"]
        away = connections.create_connection("default")
        away.settings_dict = kept.settings_dict | NOBODY_LISTENS_THERE
        connections["default"] = away
        yield
        connections["default"] = kept
    help_lines.clear_cache()


pytestmark = pytest.mark.usefixtures("_database_away")


PAGES = [
    "/",
    "/articles/",
    "/articles/any/",
    "/articles/any/editions/",
    "/articles/any/report/",
    "/topics/any/",
    "/polls/",
    "/polls/any/",
    "/search/?q=suicide",
    "/notices/privacy/",
    "/sitemap.xml",
    "/feed.atom",
]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_that_it_is_not_working_just_now_with_the_help_lines(path):
    response = Client(raise_request_exception=False).get(path)
    assert response.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert int(response["Retry-After"]) > 0
    assert response["Cache-Control"] == "no-store"
    assert "not working just now" in response.content.decode()
    assert 'href="tel:988"' in response.content.decode()
    assert not response.cookies


@pytest.mark.parametrize(
    "path", ["/help-now/", "/help-now/ie/", "/robots.txt", "/healthz", "/.well-known/security.txt"]
)
def test_what_needs_no_database_answers_as_ever(path):
    assert Client().get(path).status_code == HTTPStatus.OK


def test_a_report_of_a_mistake_keeps_its_words():
    response = Client().post(
        "/articles/any/report/", {"message": "My words."}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert response.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert "My words." in response.content.decode()


def test_the_api_says_it_to_programs():
    response = Client().get("/api/articles/any/")
    assert (response.status_code, response["Retry-After"]) == (HTTPStatus.SERVICE_UNAVAILABLE, "60")
    assert "not working just now" in response.json()["error"]
