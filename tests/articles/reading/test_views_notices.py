from datetime import timedelta
from http import HTTPStatus

import pytest
from django.utils import timezone

from articles.models import HelpLine
from tests.moments import in_words

from ..public_pages import LONG_AGO, LONG_AGO_ON, furnish, make_notice

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


def place_of_care(country, **fields):
    named = {
        "kind": "care",
        "country": country,
        "country_name": f"Country {country}",
        "name": f"Made-up care {country}",
    }
    url = f"https://{country.lower()}.example.org/care"
    return HelpLine.objects.create(**named | {"url": url, "source": url, "verified_on": LONG_AGO_ON} | fields)


def test_help_now_leads_to_care_in_each_country_and_says_when_it_was_read(client):
    place_of_care("US")
    place_of_care("IE")
    text = text_of(client.get("/help-now/"))
    assert 'href="https://us.example.org/care" rel="external">Made-up care US</a>' in text
    assert "Made-up care IE" in text
    assert f"Read on the service’s own page on {in_words(LONG_AGO.date())}" in text


def test_a_countrys_page_leads_to_its_own_care_alone(client):
    place_of_care("US")
    place_of_care("IE")
    text = text_of(client.get("/help-now/ie/"))
    assert "Made-up care IE" in text
    assert "Made-up care US" not in text


def test_care_that_nobody_read_about_is_left_out_and_that_is_said(client):
    place_of_care("US", verified_on=None)
    text = text_of(client.get("/help-now/us/"))
    assert "Made-up care" not in text
    assert "We have read no page" in text


def test_a_place_of_care_is_no_help_line(client):
    place_of_care("AA", position=0)
    assert "Made-up care" not in text_of(client.get("/help-now/")).split('id="care"')[0]
