from datetime import timedelta
from http import HTTPStatus

import pytest
from django.utils import timezone

from tests.moments import in_words

from ..public_pages import LONG_AGO, furnish, make_notice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("within_a_day")]


@pytest.fixture(autouse=True)
def _furnished():
    furnish()


def text_of(response):
    return response.content.decode()


def days_from_now(days):
    return timezone.now().date() + timedelta(days=days)


def test_the_version_in_force_is_shown(client):
    make_notice("terms", body="Old words.", effective_from=days_from_now(-10))
    make_notice("terms", body="Words in force.", effective_from=days_from_now(-1))
    make_notice("terms", body="Words to come.", effective_from=days_from_now(30))
    text = text_of(client.get("/notices/terms/"))
    assert "Words in force." in text
    assert "Words to come." not in text
    assert str(days_from_now(-10)) in text


def test_an_earlier_version_stays_open_to_read(client):
    make_notice("terms", body="Old words.", effective_from=days_from_now(-10))
    make_notice("terms", effective_from=days_from_now(-1))
    text = text_of(client.get("/notices/terms/", {"from": str(days_from_now(-10))}))
    assert "Old words." in text
    assert "This is an earlier version" in text
    assert 'content="noindex"' in text


@pytest.mark.parametrize("asked", ["1999-01-01", "soon", "", "\x00", "1999-02-30"])
def test_a_version_that_never_was_is_not_found(client, asked):
    assert client.get("/notices/about/", {"from": asked}).status_code == HTTPStatus.NOT_FOUND


def test_a_notice_to_come_is_not_found_yet(client):
    make_notice("terms", effective_from=days_from_now(30))
    assert client.get("/notices/terms/").status_code == HTTPStatus.NOT_FOUND


def test_an_empty_owner_fact_is_marked_and_kept_from_search_engines(client, settings):
    settings.SITE_FACTS = settings.SITE_FACTS | {"owner": ""}
    text = text_of(client.get("/notices/about/"))
    assert "to be filled in by the site&#x27;s owner" in text or "to be filled in by the site's owner" in text
    assert 'content="noindex"' in text


def test_a_filled_owner_fact_is_shown(client, settings):
    settings.SITE_FACTS = settings.SITE_FACTS | {"owner": "An owner made up for a test"}
    text = text_of(client.get("/notices/about/"))
    assert "An owner made up for a test" in text
    assert "noindex" not in text


def test_the_list_names_each_notice_once(client, django_assert_num_queries):
    make_notice("about", effective_from=days_from_now(-1))
    with django_assert_num_queries(1):
        text = text_of(client.get("/notices/"))
    assert text.count(">About</a>") == 1


def test_help_now_shows_every_line_and_marks_what_is_not_confirmed(client):
    text = text_of(client.get("/help-now/"))
    assert "A made-up line" in text
    assert f"Checked on {in_words(LONG_AGO.date())}" in text
