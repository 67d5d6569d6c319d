"""Answer errors with plain pages that carry the help lines, whatever failed (docs/architecture.md, invariant 7)."""

import logging
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.csrf import csrf_failure as desk_failure

from desk.autosave import expired_session

SAFE_METHODS = ["GET", "HEAD"]
RETRY_AFTER_SECONDS = 60
logger = logging.getLogger(__name__)

# Static text for the case that the templates fail too, with the help lines that a reader in danger needs.
FALLBACK_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Not working</title>
<h1>This page is not working</h1>
<p>The fault is ours. Please try again in a few minutes.</p>
<h2>If you may be in danger, get help now</h2>
<p>Call your emergency number. In the United States and Canada, call or text <a href="tel:988">988</a>.
In the United Kingdom, call Samaritans on <a href="tel:116123">116 123</a>.
In Australia, call Lifeline on <a href="tel:131114">13 11 14</a>.
In any other country: <a href="https://findahelpline.com">findahelpline.com</a>.</p>
</html>
"""


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "psyweb/400.html", HTTPStatus.BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "psyweb/403.html", HTTPStatus.FORBIDDEN)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Autosave a desk form whose token failed, for the user whom it was made for, and do nothing else.

    Only the desk's forms carry a token. Public forms are exempt from the check, so a POST that fails it elsewhere meets
    a page that takes no POST: 405.
    """
    if not request.path.startswith("/admin/"):
        return HttpResponseNotAllowed(SAFE_METHODS)
    if request.path == reverse("account_login") and request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)  # Another tab logged in, which renewed the token of this one.
    return expired_session.autosave_refused_form(request) or desk_failure(request, reason)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "psyweb/404.html", HTTPStatus.NOT_FOUND)


def method_not_allowed(request: HttpRequest, allowed: str) -> HttpResponse:
    """Return the page for 405. `allowed`: the value of the header Allow."""
    response = _page(request, "psyweb/405.html", HTTPStatus.METHOD_NOT_ALLOWED)
    response.headers["Allow"] = allowed
    return response


def too_large(request: HttpRequest, largest: int) -> HttpResponse:
    """Return the page for 413. `largest`: bytes."""
    return _page(request, "psyweb/too_large.html", HTTPStatus.REQUEST_ENTITY_TOO_LARGE, largest=largest)


def server_error(request: HttpRequest) -> HttpResponse:
    return _page(request, "psyweb/500.html", HTTPStatus.INTERNAL_SERVER_ERROR)


def unavailable(request: HttpRequest) -> HttpResponse:
    """Return the page for 503, with Retry-After."""
    response = _page(request, "psyweb/503.html", HTTPStatus.SERVICE_UNAVAILABLE)
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def _page(request: HttpRequest, template: str, status: HTTPStatus, **context: Any) -> HttpResponse:
    try:
        response = render(request, template, context, status=status)
    except Exception:
        logger.exception("The error page %s failed itself", template)
        response = HttpResponse(FALLBACK_PAGE, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
