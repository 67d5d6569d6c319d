"""The pages that a vote is answered with."""

import re
from datetime import timedelta

from django.db import OperationalError
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from privacy.public_forms import DATABASE_IS_AWAY

from .. import poll_cache, retention
from ..models import Poll
from ..models.polls import HIGHEST_CODE
from . import refusals

TRY_AGAIN_AFTER = timedelta(seconds=5)
TOKEN = re.compile(r"[\w.:-]{1,200}", re.ASCII)
CODE = re.compile(rf"[1-{HIGHEST_CODE}]", re.ASCII)


class VoteError(Exception):
    def __init__(self, status, message, *, retry_after=None):
        super().__init__(message)
        self.status = status
        self.retry_after = retry_after


def cookie_name(slug):
    return f"voted_{slug}"


def thank(request, slug):
    """To the results. The browser keeps that it voted, and nothing that says how."""
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


def check_page(request, poll, choice, *, token, message=""):
    """The same number of bytes for every choice, so that who sees only the length learns nothing.

    `message` says why it is shown again, which makes it a 503.
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


def unavailable(request, slug, *, choice, token):
    """The database is away. The page keeps the permit: sent again, it counts once, whatever became of this try."""
    cached = poll_cache.last_seen(slug)
    chosen = next((other for other in cached.poll.ballot_paper if str(other.code) == choice), None) if cached else None
    kept = {
        "slug": slug,
        "code": choice if CODE.fullmatch(choice) else "",
        "permit": token if TOKEN.fullmatch(token) else "",
        "message": refusals.AWAY,
    }
    try:
        if chosen is None:
            raise OperationalError
        response = check_page(request, cached.poll, chosen, token=kept["permit"], message=refusals.AWAY)
    except DATABASE_IS_AWAY:
        response = render(request, "polls/vote_unavailable.html", kept, status=503)
    response.headers["Retry-After"] = str(int(TRY_AGAIN_AFTER.total_seconds()))
    return response


def refuse(request, slug, stop):
    """Says why, with the form again where the poll takes votes. Never holds what was sent."""
    at = timezone.now()
    try:
        poll = poll_cache.find(slug, at=at).poll
        context = {"poll": poll, "is_open": poll.is_open(at=at), "message": str(stop), "status": stop.status}
        response = render(request, "polls/vote_refused.html", context, status=stop.status)
    except (Poll.DoesNotExist, *DATABASE_IS_AWAY):
        context = {"slug": slug, "message": str(stop)}
        response = render(request, "polls/vote_unavailable.html", context, status=stop.status)
    if stop.retry_after:
        response.headers["Retry-After"] = str(stop.retry_after)
    return response


def _length(choice):
    return len(escape(choice.label).encode())
