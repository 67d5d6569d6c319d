"""Guard public forms that have neither cookie nor CSRF token: check the origin, name the exceptions to expect."""

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

# Django raises these when a request body can't be parsed as a form.
UNREADABLE_BODY = (BadRequest, MultiPartParserError, SuspiciousOperation, UnreadablePostError, ValueError)
# Both databases raise these when they can't be reached, and never for a fault in a statement.
DATABASE_IS_AWAY = (OperationalError, InterfaceError)


def is_same_origin(request: HttpRequest) -> bool:
    """Return whether a page of this site sent the form, by the header Sec-Fetch-Site, else by Origin.

    False when the browser sends neither header: such a browser is too old to be safe. Source: W3C Fetch Metadata.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def names_no_origin(request: HttpRequest) -> bool:
    """Whether the browser sent neither header, or something on the way removed them: another try would end alike."""
    return not request.headers.get("Sec-Fetch-Site") and request.headers.get("Origin", "null") in {"", "null"}
