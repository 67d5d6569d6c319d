"""Build the responses to a vote."""

import re
from datetime import timedelta

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import escape

from privacy.public_forms import DATABASE_IS_AWAY

from .. import retention
from ..models import Choice, Poll
from ..models.polls import HIGHEST_CODE
from ..results import poll_cache
from . import refusals

TRY_AGAIN_AFTER = timedelta(seconds=5)
TOKEN = re.compile(r"[\w.:-]{1,200}", re.ASCII)
CODE = re.compile(rf"[1-{HIGHEST_CODE}]", re.ASCII)


class VoteError(Exception):
    """A vote that is refused, with the HTTP status and the message of the response. `retry_after` is in seconds."""

    def __init__(self, status: int, message: str | Promise, *, retry_after: int | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.retry_after = retry_after


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
    request: HttpRequest, poll: Poll, choice: Choice, *, token: str, message: str | Promise = ""
) -> HttpResponse:
    """Ask the voter to check the answer. A `message` says why the page is shown again, with status 503.

    The page has the same length for every choice, so that an observer of the encrypted traffic learns nothing.
    """
    longest = max(_length(other) for other in poll.choices.all())
    context = {
        "poll": poll,
        "choice": choice,
        "permit": token,
        "message": message,
        "padding": " " * (longest - _length(choice)),
    }
    return render(request, "polls/vote_check.html", context, status=503 if message else 200)


def unavailable(request: HttpRequest, slug: str, *, choice: str, token: str) -> HttpResponse:
    """Answer 503 while the database is unavailable.

    The page contains the permit again. Sent once more, the vote counts once, whether or not this attempt was stored.
    """
    cached = poll_cache.last_seen(slug)
    poll = cached.poll if cached else None
    chosen = next((other for other in poll.ballot_paper if str(other.code) == choice), None) if poll else None
    permit = token if TOKEN.fullmatch(token) else ""
    try:
        if poll is None or chosen is None:
            raise OperationalError
        response = check_page(request, poll, chosen, token=permit, message=refusals.AWAY)
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
        context = {"poll": poll, "is_open": poll.is_open(at=at), "message": str(error), "status": error.status}
        response = render(request, "polls/vote_refused.html", context, status=error.status)
    except (Poll.DoesNotExist, *DATABASE_IS_AWAY):
        context = {"slug": slug, "message": str(error)}
        response = render(request, "polls/vote_unavailable.html", context, status=error.status)
    if error.retry_after:
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _length(choice: Choice) -> int:
    return len(escape(choice.label).encode())
