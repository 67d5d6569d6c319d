"""Add headers, limits and error handling that hold for all pages."""

from __future__ import annotations

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import TypeAlias

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from privacy.public_forms import DATABASE_IS_AWAY

from . import errors

GetResponse: TypeAlias = Callable[[HttpRequest], HttpResponseBase]

DESK = "/admin/"
API = "/api/"
API_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
    "Allow": "GET, HEAD, OPTIONS",
}
# Browser features that no page of this site uses: injected code can't use them either.
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)
database_log = logging.getLogger("psyweb.database")


def permissions_policy(get_response: GetResponse) -> GetResponse:
    """Add the header Permissions-Policy. Skips static files: they inherit the page's policy."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response

    return middleware


def refuse_large_requests(get_response: GetResponse) -> GetResponse:
    """Answer 413 before a byte of the body is read. The server never reads a body without a Content-Length."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        largest = settings.LARGEST_DESK_REQUEST if request.path.startswith(DESK) else settings.LARGEST_REQUEST
        if length.isdecimal() and int(length) > largest:
            return errors.too_large(request, largest)
        return get_response(request)

    return middleware


class DatabaseAwayMiddleware:
    """Answer 503 with the help lines when a view needs a database that can't be reached."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the 503 page, or None for an exception that is not about the connection."""
        if not isinstance(exception, DATABASE_IS_AWAY):
            return None
        database_log.error("The database is away: %s", exception)
        return errors.unavailable(request)


def add_allow_header(get_response: GetResponse) -> GetResponse:
    """Answer OPTIONS, and give each 405 of a public page the header Allow and a body that people can read."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or request.path.startswith(DESK):
            return response
        if request.path.startswith(API) and request.path != API:
            words = _("The content API can only be read: with GET or HEAD.")
            return JsonResponse(
                {"error": words}, status=response.status_code, headers={"Allow": API_PREFLIGHT["Allow"]}
            )
        allowed = f"{response.headers['Allow']}, OPTIONS"
        if request.method == "OPTIONS":
            return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"Allow": allowed})
        return errors.method_not_allowed(request, allowed)

    return middleware


def api_cors(get_response: GetResponse) -> GetResponse:
    """Let pages of other sites read the content API from a browser (CORS): its answers are the same for everybody."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(API):
            return get_response(request)
        response: HttpResponseBase
        if request.method == "OPTIONS":
            response = HttpResponse(status=HTTPStatus.NO_CONTENT, headers=API_PREFLIGHT)
        else:
            method = request.method
            # The API has no view for HEAD. The server drops the body.
            request.method = "GET" if method == "HEAD" else method
            response = get_response(request)
            request.method = method
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "ETag"
        response.headers["X-Robots-Tag"] = "noindex"  # Search engines are to find the pages, not these copies.
        return response

    return middleware


def drop_cookies_on_public_pages(get_response: GetResponse) -> GetResponse:
    """Ignore the desk's cookies outside the desk: no public page varies by them, or sets one because of them."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(DESK):
            for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
                request.COOKIES.pop(name, None)
        return get_response(request)

    return middleware


def keep_the_desk_out_of_caches(get_response: GetResponse) -> GetResponse:
    """Add `no-store` to the desk's pages that say nothing of caches: those of log-in, and the recovery codes."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.path.startswith(DESK) and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    return middleware
