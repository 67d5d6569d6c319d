"""The page that tells what the site stores leaves no table and no cookie out."""

import pytest
from django.apps import apps
from django.db import connection
from django.http import HttpResponse

from articles.models import comments
from articles.models.reports import KEPT_AFTER_SETTLED
from desk.models import KEPT_FOR
from polls.retention import MARK_KEPT_FOR
from privacy.data_inventory import tables
from privacy.data_inventory.cookies import is_known_cookie
from privacy.data_inventory.description import About
from tests.articles.public_pages import furnish, make_notice


@pytest.fixture
def page(db, client):
    furnish()
    return client.get("/what-we-store/").text


def test_every_model_has_its_words_and_no_word_is_left_over():
    assert tables.undescribed() == set()


def test_every_table_of_the_database_is_listed(db):
    listed = {row.table for group in tables.groups() for row in group.rows if row.table}
    names = connection.introspection.table_names()
    assert [name for name in names if name not in listed and not name.startswith(tuple(tables.other_tables()))] == []


def test_each_thing_stands_in_one_group():
    names = [row.table for group in tables.groups() for row in group.rows if row.columns]
    assert sorted(names) == sorted({model._meta.db_table for model in apps.get_models(include_auto_created=True)})


def test_what_names_a_member_of_staff_is_never_said_to_be_about_nobody():
    """By rule: a table with a column that leads to an account."""
    accounts = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if any(
            getattr(field.remote_field, "model", None) is apps.get_model("auth.User") for field in model._meta.fields
        )
    }
    nobody = next(group for group in tables.groups() if group.name == About.NOBODY.value)
    assert accounts & {row.table for row in nobody.rows} == set()


def test_the_page_names_columns_words_and_cookies(page):
    for words in ("An answer, encrypted", "articles_mistakereport", "received_on", "voted_&lt;poll&gt;", "sessionid"):
        assert words in page
    assert "Kept for 400 days" in page
    assert "Kept for 12 hours" in page


def test_the_page_asks_the_database_for_nothing(client, db, django_assert_num_queries):
    furnish()
    with django_assert_num_queries(0):
        client.get("/what-we-store/")


def test_the_privacy_notice_leads_to_it(client, db):
    furnish()
    make_notice("privacy")
    assert "every table, file and cookie" in client.get("/notices/privacy/").text
    assert "every table, file and cookie" not in client.get("/notices/about/").text


@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "messages", "voted_any-poll"])
def test_knows_the_cookies_of_the_site(name):
    assert is_known_cookie(name)


def test_a_cookie_that_is_not_listed_stops_the_test_that_sets_it():
    with pytest.raises(AssertionError, match="does not list the cookie tracker"):
        HttpResponse().set_cookie("tracker", "1")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("mistake reports", KEPT_AFTER_SETTLED),
        ("comments", comments.KEPT_AFTER_SETTLED),
        ("threads of comments", comments.KEPT_AFTER_SETTLED),
        ("unsaved texts", KEPT_FOR),
        ("used permits", MARK_KEPT_FOR),
    ],
)
def test_the_page_tells_the_days_that_the_code_keeps(name, kept):
    told = {str(row.name): str(row.description.kept) for group in tables.groups() for row in group.rows}
    assert f"{kept.days} day" in told[name]
