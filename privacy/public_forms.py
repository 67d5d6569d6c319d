"""Accept forms from visitors without a cookie or a token: what their views ask, and which faults they expect."""

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

# What Django raises where a body cannot be read as a form.
UNREADABLE_BODY = (BadRequest, MultiPartParserError, SuspiciousOperation, UnreadablePostError, ValueError)
# Both databases raise these where they cannot be reached, and not for a fault in a statement.
DATABASE_IS_AWAY = (OperationalError, InterfaceError)


def is_same_origin(request: HttpRequest) -> bool:
    """Whether the form was sent from this site's own page, as the browser says (Fetch Metadata, else Origin).

    False for a browser that sends neither header: it is too old to be safe.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
