"""Error pages carry the help lines, whatever has failed (invariant 7)."""

import re
from http import HTTPStatus

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import DatabaseError, connection
from django.test import Client, override_settings
from django.urls import path
from django.views.generic import TemplateView

from articles.reading import help_lines
from psyweb import errors
from psyweb.urls import handler400, handler403, handler404, handler500
from psyweb.urls import urlpatterns as of_the_site
from tests.articles.public_pages import make_public_edition

__all__ = ["handler400", "handler403", "handler404", "handler500"]


def fail_with(error):
    def view(request):
        raise error

    return view


urlpatterns = [
    path("fails/400/", fail_with(SuspiciousOperation("made up"))),
    path("fails/403/", fail_with(PermissionDenied("made up"))),
    path("fails/500/", fail_with(RuntimeError("made up"))),
    path("fails/503/", errors.unavailable),
    path("fails/template/", TemplateView.as_view(template_name="no/such/template.html")),
    *of_the_site,
]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def visitor():
    help_lines.clear_cache()
    yield Client(raise_request_exception=False)
    help_lines.clear_cache()


def refuse(*_args):
    raise DatabaseError("The database is away.")


@pytest.mark.parametrize("status", [400, 403, 404, 500, 503])
def test_an_error_page_carries_the_help_lines_and_sets_no_cookie(visitor, status):
    response = visitor.get(f"/fails/{status}/")
    assert response.status_code == status
    assert 'href="tel:988"' in response.content.decode()
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies


def test_what_is_sent_to_a_public_page_is_not_answered_by_the_desk(visitor):
    response = Client(enforce_csrf_checks=True).post("/articles/")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert response["Cache-Control"] == "no-store"
    assert 'href="tel:988"' in response.text
    assert "desk" not in response.text


@pytest.mark.parametrize("failing", ["/", "/articles/any/", "/help-now/", "/fails/500/", "/search/?q=suicide"])
def test_the_help_lines_are_there_without_a_database(visitor, failing):
    with connection.execute_wrapper(refuse):
        response = visitor.get(failing)
    assert response.status_code in {HTTPStatus.OK, HTTPStatus.INTERNAL_SERVER_ERROR}
    assert 'href="tel:988"' in response.content.decode()


def test_help_now_answers_without_a_database(visitor):
    with connection.execute_wrapper(refuse):
        assert visitor.get("/help-now/").status_code == HTTPStatus.OK


def test_the_help_lines_are_there_when_the_error_page_fails_itself(visitor, settings):
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "no.such.Storage"}}
    response = visitor.get("/fails/500/")
    assert response.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert "tel:988" in response.content.decode()


def test_an_article_without_a_disclaimer_is_an_error_with_help_lines(visitor):
    edition = make_public_edition()
    response = visitor.get(f"/articles/{edition.slug}/")
    assert response.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert edition.title not in response.content.decode()
    assert 'href="tel:988"' in response.content.decode()


def test_a_failing_page_says_nothing_about_the_fault(visitor):
    with override_settings(DEBUG=False):
        assert "made up" not in visitor.get("/fails/500/").content.decode()


def test_the_last_words_name_lines_of_the_content_pack():
    verified = [line for country in help_lines._from_file().verified_countries for line in country.lines]
    numbers = {line.call for line in verified if line.call}
    shown = re.findall(r'<a href="tel:\d+">([^<]+)</a>', errors.FALLBACK_PAGE)
    assert set(shown) <= numbers
    assert len(shown) == 3
