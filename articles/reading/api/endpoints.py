"""Serve the content API: its URLs, statuses and errors. Errors are JSON with a sentence in plain words, too."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db import InterfaceError, OperationalError
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from ninja import NinjaAPI, Query, Status
from ninja.errors import ValidationError

from ...models import Edition
from ...models.articles import Aspect
from ...statements.usage import newest_change
from ..article_page import article_page
from ..slug_lookup import edition_at, first_edition
from . import answers
from .shapes import Fault, Gone, Listing, Page

logger = logging.getLogger(__name__)

PAGE_LENGTH = 50
LAST_PAGE = 10_000
ARTICLE: dict[int, Any] = {200: Page, 404: Fault, 410: Gone}
ALSO = {
    "responses": {
        301: {"description": "The article has another address now: it is in Location."},
        304: {"description": "Nothing has changed since the answer with the ETag that was sent in If-None-Match."},
        503: {"description": "Not working just now. Try again after the seconds in Retry-After."},
    }
}

content_api = NinjaAPI(
    title=f"{settings.SITE_NAME} content",
    version="1",
    description="Articles as their readers see them, with dates, sources and disclaimer, for other sites to show.",
    servers=[{"url": settings.SITE_URL}],
    urls_namespace="api",
    docs_url=None,
    docs_decorator=require_safe,  # For the description in JSON, which answers any method otherwise.
)


@content_api.get("/articles/", response={200: Listing, 400: Fault}, url_name="listing", operation_id="listArticles")
def listing(request: HttpRequest, page: int = Query(1, ge=1, le=LAST_PAGE)) -> Any:
    """All live articles by their slug, which never changes places while pages are turned."""
    at = timezone.now()
    first = Edition.objects.filter(article=OuterRef("article"), number=1).values("publish_at")[:1]
    editions = (
        Edition.objects.visible(at=at)
        .annotate(first_published=Subquery(first), changed_at=newest_change(at=at))
        .order_by("slug")
    )
    found = Paginator(editions.select_related("version").prefetch_related("topics").defer("html"), PAGE_LENGTH)
    shown: Iterable[Any] = found.page(page) if page <= found.num_pages else []  # Each with both annotations.
    return {
        "total": found.count,
        "page": page,
        "pages": found.num_pages,
        "next": f"{answers.url_of('api:listing')}?page={page + 1}" if page < found.num_pages else None,
        "items": [
            answers.summary_of(
                article_page(edition, at=at),
                first_published=edition.first_published,
                modified_at=max(edition.publish_at, edition.changed_at or edition.publish_at),
            )
            for edition in shown
        ],
    }


@content_api.get(
    "/articles/{slug:slug}/", response=ARTICLE, url_name="page", operation_id="readArticle", openapi_extra=ALSO
)
def page(request: HttpRequest, slug: str) -> Any:
    """One article, whole. An address that it had before leads on (301)."""
    return _answer(slug)


@content_api.get(
    "/articles/{slug:slug}/{slug:aspect}/",
    response=ARTICLE,
    url_name="aspect",
    operation_id="readAspect",
    openapi_extra=ALSO,
)
def aspect(request: HttpRequest, slug: str, aspect: str) -> Any:
    """What the article says of one aspect: `sections` holds that aspect alone, all else is as in the whole."""
    return _answer(slug, aspect)


@csrf_exempt  # Otherwise a POST to an unknown URL would be answered 405 (CSRF_FAILURE_VIEW), not 404.
def not_found(request: HttpRequest) -> JsonResponse:
    """Answer any other URL under the API's address."""
    words = _("There is nothing at this address. What there is: %(address)s")
    return JsonResponse({"error": words % {"address": answers.url_of("api:openapi-json")}}, status=404)


def _answer(slug: str, aspect: str = "") -> dict[str, Any] | Status[dict[str, Any]] | HttpResponse:
    at = timezone.now()
    edition = edition_at(slug, at=at)
    if edition is None:
        return Status(HTTPStatus.NOT_FOUND, {"error": _("There is no article at this address.")})
    if edition.slug != slug:
        name, args = ("api:aspect", [edition.slug, aspect]) if aspect else ("api:page", [edition.slug])
        return HttpResponsePermanentRedirect(reverse(name, args=args))
    if edition.is_withdrawn(at=at):
        return Status(HTTPStatus.GONE, answers.gone(edition))
    shown = article_page(edition, at=at)
    aspects = [section["aspect"] for section in edition.document["sections"]]
    if aspect and aspect not in aspects:
        return Status(HTTPStatus.NOT_FOUND, {"error": _no_such_aspect(aspect, aspects)})
    return answers.page_of(shown, first_published=first_edition(edition).publish_at, aspect=aspect)


def _no_such_aspect(aspect: str, aspects: list[str]) -> str:
    known = ", ".join(dict.fromkeys(aspects))
    if aspect in Aspect.values:
        return _("This article says nothing of “%(aspect)s”. It has: %(known)s.") % {"aspect": aspect, "known": known}
    return _("“%(aspect)s” is not an aspect. This article has: %(known)s.") % {"aspect": aspect, "known": known}


@content_api.exception_handler(ValidationError)
def _explain(request: HttpRequest, error: ValidationError) -> HttpResponse:
    names = ", ".join(sorted({str(one["loc"][-1]) for one in error.errors}))
    words = _("This part of the address is not understood: %(names)s. A page is a whole number from 1 to %(last)d.")
    answer = {"error": words % {"names": names, "last": LAST_PAGE}}
    return content_api.create_response(request, answer, status=HTTPStatus.BAD_REQUEST)


def _database_unavailable(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    logger.error("The database is away: %s", error)
    answer = {"error": _("This is not working just now. Please ask again in a minute.")}
    response = content_api.create_response(request, answer, status=HTTPStatus.SERVICE_UNAVAILABLE)
    response.headers["Retry-After"] = "60"
    response.headers["Cache-Control"] = "no-store"
    return response


content_api.add_exception_handler(OperationalError, _database_unavailable)
content_api.add_exception_handler(InterfaceError, _database_unavailable)
