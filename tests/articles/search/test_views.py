"""Every page of results shows where help is, whatever was asked and whatever fails."""

import pytest
from django.db import OperationalError, connection

STRIP, BLOCK = 'class="crisis-strip"', 'id="help-heading"'
HARMLESS = ["lithium", "zeppelin", "", " ", "\x00", "want to diet", "\ud800", "x" * 5000, "lithum"]


@pytest.mark.parametrize("query", HARMLESS)
def test_every_page_begins_with_the_strip(library, client, query):
    page = client.get("/search/", {"q": query.encode("utf-8", "surrogatepass")}).content.decode()
    assert page.index("<h1>") < page.index(STRIP) < page.index('<form class="search-form"')
    assert 'href="/help-now/">All help lines' in page
    assert BLOCK not in page


@pytest.mark.parametrize("address", ["/search/", "/search/?page=x&topic=none", "/search/?q=depression&page=2"])
def test_so_does_a_page_with_other_parameters_or_none(library, client, address):
    assert STRIP in client.get(address).content.decode()


@pytest.mark.parametrize("query", ["suiside", "how many pills to die", "crisis", "zeppelin suicide"])
def test_words_of_danger_widen_it_to_the_block(library, client, query):
    page = client.get("/search/", {"q": query}).content.decode()
    assert page.index(BLOCK) < page.index('<form class="search-form"')
    assert STRIP not in page


def test_a_search_without_a_database_shows_the_block(library, client):
    def fail(*_args):
        raise OperationalError("The database is away.")

    client.raise_request_exception = False
    with connection.execute_wrapper(fail):
        answer = client.get("/search/", {"q": "lithium"})
    assert answer.status_code == 503
    assert BLOCK in answer.content.decode()


def test_matches_are_marked_and_nothing_else_is_made_html(library, client):
    page = client.get("/search/", {"q": "lithium <b>x"}).content.decode()
    assert "<mark>" in page
    assert "<b>x" not in page
