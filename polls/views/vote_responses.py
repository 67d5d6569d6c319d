"""Build the responses to a vote."""

import re
import secrets
from datetime import timedelta
from functools import lru_cache

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.translation import get_language

from privacy.public_forms import DATABASE_IS_AWAY

from .. import retention
from ..models import Choice, Poll
from ..models.polls import HIGHEST_CODE
from ..results import poll_cache
from ..results.poll_cache import CachedPoll
from . import refusals

TRY_AGAIN_AFTER = timedelta(seconds=5)
CHECK_PAGE = "polls/vote_check.html"
CHECK_PAGES_CACHED = 64  # In each process: pages of polls that it no longer caches are pushed out.
PLACE_OF_PERMIT = secrets.token_hex(16)  # In a drawn page. By chance, so that no text of a poll can hold it.
TOKEN = re.compile(r"[\w.:-]{1,200}", re.ASCII)
CODE = re.compile(rf"[1-{HIGHEST_CODE}]", re.ASCII)


class VoteError(Exception):
    """A vote that is refused, with the HTTP status and the message of the response."""

    def __init__(self, status: int, message: str | Promise, *, retry_after: timedelta | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.retry_after = retry_after
        self.may_try_again = message is not refusals.NO_ORIGIN  # The form would lead round in a circle.


def cookie_name(slug: str) -> str:
    return f"voted_{slug}"


def redirect_to_results(request: HttpRequest, slug: str) -> HttpResponse:
    """Redirect to the results, with a cookie that says that this browser voted and nothing about the answer."""
    response = HttpResponseRedirect(reverse("polls:detail", args=[slug]) + "?voted=1#results")
    response.status_code = 303
    response.set_cookie(
        cookie_name(slug),
        "1",
        max_age=retention.VOTED_COOKIE_KEPT_FOR,
        path="/",
        samesite="Lax",
        secure=request.is_secure(),
    )
    return response


def check_page(
    request: HttpRequest, cached: CachedPoll, choice: Choice, *, token: str, error: VoteError | None = None
) -> HttpResponse:
    """Ask the voter to check the answer. An `error` says why the page is shown again.

    The page has the same length for every choice, so that an observer of the encrypted traffic learns nothing.
    """
    if error:
        return render(request, CHECK_PAGE, _checked(cached.poll, choice, token, str(error)), status=error.status)
    page = _page_without_permit(cached, choice.code, get_language() or "")
    return HttpResponse(page.replace(PLACE_OF_PERMIT, escape(token)))


@lru_cache(maxsize=CHECK_PAGES_CACHED)
def _page_without_permit(cached: CachedPoll, code: int, _language: str) -> str:
    """Draw the check page once while the process caches the poll: it is most of what a vote costs the processor."""
    choice = next(choice for choice in cached.poll.choices.all() if choice.code == code)
    return render_to_string(CHECK_PAGE, _checked(cached.poll, choice, PLACE_OF_PERMIT))


def _checked(poll: Poll, choice: Choice, permit: str, message: str = "") -> dict[str, object]:
    longest = max(_length(other) for other in poll.choices.all())
    padding = " " * (longest - _length(choice))
    return {"poll": poll, "choice": choice, "permit": permit, "message": message, "padding": padding}


def unavailable(request: HttpRequest, slug: str, *, choice: str, token: str) -> HttpResponse:
    """Answer 503 while the database is unavailable.

    The page contains the permit again. Sent once more, the vote counts once, whether or not this attempt was stored.
    """
    cached = poll_cache.last_seen(slug)
    poll = cached.poll if cached else None
    chosen = next((other for other in poll.ballot_paper if str(other.code) == choice), None) if poll else None
    permit = token if TOKEN.fullmatch(token) else ""
    try:
        if cached is None or chosen is None:
            raise OperationalError
        response = check_page(request, cached, chosen, token=permit, error=VoteError(503, refusals.AWAY))
    except DATABASE_IS_AWAY:
        code = choice if CODE.fullmatch(choice) else ""
        context = {"slug": slug, "code": code, "permit": permit, "message": refusals.AWAY}
        response = render(request, "polls/vote_unavailable.html", context, status=503)
    response.headers["Retry-After"] = str(int(TRY_AGAIN_AFTER.total_seconds()))
    return response


def refuse(request: HttpRequest, slug: str, error: VoteError) -> HttpResponse:
    """Say why the vote was refused, with an empty form if the poll is open. Never contains what was sent."""
    at = timezone.now()
    try:
        poll = poll_cache.find(slug, at=at).poll
        context = {"poll": poll, "is_open": poll.is_open(at=at), "error": error}
        response = render(request, "polls/vote_refused.html", context, status=error.status)
    except (Poll.DoesNotExist, *DATABASE_IS_AWAY):
        context = {"slug": slug, "message": str(error)}
        response = render(request, "polls/vote_unavailable.html", context, status=error.status)
    if error.retry_after:
        response.headers["Retry-After"] = str(int(error.retry_after.total_seconds()))
    return response


def _length(choice: Choice) -> int:
    return len(escape(choice.label).encode())
