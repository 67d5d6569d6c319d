"""Tell the scripts of public pages that a person of the desk reads them, so that they show “Edit this page”."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

NAME = "desk"  # articles/static/articles/js/article.js reads it.


def with_desk_cookie(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Wrap a view of the desk: set the cookie until the browser is closed. It names nobody and opens nothing."""

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.user.is_authenticated and NAME not in request.COOKIES:
            response.set_cookie(NAME, "1", secure=settings.SESSION_COOKIE_SECURE, samesite="Lax")
        return response

    return marked
