"""Error pages in plain words. Each carries the help lines, whatever has failed (docs/architecture.md, invariant 7)."""

import logging
from http import HTTPStatus

from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.views.csrf import csrf_failure as desk_failure

from desk.autosave import expired_session

READING = ["GET", "HEAD"]
logger = logging.getLogger(__name__)

# Should even the templates fail: nothing but words, and the lines that a reader in danger needs.
LAST_WORDS = """<!doctype html>
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


def bad_request(request, exception=None):
    return _page(request, "psyweb/400.html", HTTPStatus.BAD_REQUEST)


def permission_denied(request, exception=None):
    return _page(request, "psyweb/403.html", HTTPStatus.FORBIDDEN)


def csrf_failure(request, reason=""):
    """The desk's forms alone carry a token. What else takes something asks for none, so this page takes nothing.
    The text of a form is kept, for the person whom the form was made for, and nothing else is done."""
    if not request.path.startswith("/admin/"):
        return HttpResponseNotAllowed(READING)
    return expired_session.kept(request) or desk_failure(request, reason)


def page_not_found(request, exception=None):
    return _page(request, "psyweb/404.html", HTTPStatus.NOT_FOUND)


def method_not_allowed(request, allowed):
    response = _page(request, "psyweb/405.html", HTTPStatus.METHOD_NOT_ALLOWED)
    response.headers["Allow"] = allowed
    return response


def too_large(request, largest):
    return _page(request, "psyweb/too_large.html", HTTPStatus.REQUEST_ENTITY_TOO_LARGE, largest=largest)


def server_error(request):
    return _page(request, "psyweb/500.html", HTTPStatus.INTERNAL_SERVER_ERROR)


def unavailable(request):
    response = _page(request, "psyweb/503.html", HTTPStatus.SERVICE_UNAVAILABLE)
    response.headers["Retry-After"] = "60"
    return response


def _page(request, template, status, **context):
    try:
        response = render(request, template, context, status=status)
    except Exception:
        logger.exception("The error page %s failed itself", template)
        response = HttpResponse(LAST_WORDS, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
