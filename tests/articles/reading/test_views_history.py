from datetime import timedelta
from http import HTTPStatus

import pytest
from django.utils import timezone

from ..public_pages import furnish, make_public_edition, withdraw

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _furnished():
    furnish()


@pytest.fixture
def second():
    """Edition 2 of a page whose words changed."""
    first = make_public_edition(slug="page", summary="Words that were taken out.")
    return make_public_edition(article=first.article, slug="page", summary="Words that were put in.")


def text_of(response):
    return response.content.decode()


def test_the_history_lists_every_public_edition_with_its_note(client, second):
    later = timezone.now() + timedelta(days=1)
    make_public_edition(article=second.article, slug="page", publish_at=later)
    text = text_of(client.get("/articles/page/editions/"))
    assert "Made-up note 2." in text
    assert "Made-up note 1." in text
    assert "Made-up note 3." not in text


def test_an_earlier_edition_is_shown_as_it_was_with_the_way_to_the_live_one(client, second):
    text = text_of(client.get("/articles/page/editions/1/"))
    assert "Words that were taken out." in text
    assert "This is an earlier edition" in text
    assert 'rel="canonical" href="http://127.0.0.1:8000/articles/page/"' in text
    assert "Made-up disclaimer" in text
    assert 'href="tel:000111"' in text


def test_an_edition_shows_what_changed_against_the_one_before(client, second):
    text = text_of(client.get("/articles/page/editions/2/"))
    assert "<del" in text
    assert "<ins" in text
    assert "This is an earlier edition" not in text


@pytest.mark.parametrize("number", [0, 3, 10**12], ids=["none", "not yet", "huge"])
def test_an_edition_that_is_not_public_is_not_found(client, second, number):
    make_public_edition(article=second.article, slug="page", publish_at=timezone.now() + timedelta(days=1))
    assert client.get(f"/articles/page/editions/{number}/").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("path", ["", "1/"], ids=["list", "one edition"])
def test_the_history_of_a_withdrawn_page_stays_and_says_so(client, second, path):
    withdraw(second, reason="It was wrong.")
    response = client.get(f"/articles/page/editions/{path}")
    assert response.status_code == HTTPStatus.OK
    assert "It was wrong." in text_of(response)


@pytest.mark.parametrize("path", ["editions/", "editions/1/"])
def test_the_history_moves_with_the_address(client, second, path):
    make_public_edition(article=second.article, slug="moved")
    response = client.get(f"/articles/page/{path}")
    assert (response.status_code, response["Location"]) == (HTTPStatus.MOVED_PERMANENTLY, f"/articles/moved/{path}")


@pytest.mark.parametrize("path", ["editions/", "editions/1/"])
def test_an_unknown_article_has_no_history(client, path):
    assert client.get(f"/articles/never-was/{path}").status_code == HTTPStatus.NOT_FOUND


def test_the_history_asks_a_constant_number_of_queries(client, second, django_assert_num_queries):
    for _ in range(4):
        make_public_edition(article=second.article, slug="page")
    with django_assert_num_queries(2):
        client.get("/articles/page/editions/")
    client.get("/articles/page/editions/5/")
    with django_assert_num_queries(4):  # The live edition, this one and the one before, the first, the disclaimer.
        client.get("/articles/page/editions/5/")
