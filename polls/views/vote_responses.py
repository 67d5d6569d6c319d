"""Build the responses to a vote."""

import re
import secrets
from collections.abc import Iterable, Sequence
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
from django.utils.translation import gettext as _

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
# In a drawn page. By chance, so that no text of a poll can hold them.
PLACE_OF_PERMIT, PLACE_OF_ANSWERS = secrets.token_hex(16), secrets.token_hex(16)
TICK = " checked"
TOKEN = re.compile(r"[\w.:-]{1,200}", re.ASCII)
CODES = [str(code) for code in range(1, HIGHEST_CODE + 1)]


class VoteError(Exception):
    """A vote that is refused, with the HTTP status and the message of the response.

    `ticked` are the codes that the form of the response has ticked, so that a voter needs not tick them again.
    """

    def __init__(
        self,
        status: int,
        message: str | Promise,
        *,
        retry_after: timedelta | None = None,
        ticked: Sequence[int] = (),
    ) -> None:
        super().__init__(message)
        self.ticked = ticked
        self.status = status
        self.retry_after = retry_after
        self.may_try_again = message is not refusals.NO_ORIGIN  # The form would lead round in a circle.


def cookie_name(slug: str) -> str:
    return f"voted_{slug}"


def redirect_to_results(request: HttpRequest, slug: str) -> HttpResponse:
    """Redirect to the results, with a cookie that says that this browser voted and nothing about the answer."""
    response = _see_other(reverse("polls:detail", args=[slug]) + "?voted=1#results")
    response.set_cookie(
        cookie_name(slug),
        "1",
        max_age=retention.VOTED_COOKIE_KEPT_FOR,
        path="/",
        samesite="Lax",
        secure=request.is_secure(),
    )
    return response


def redirect_to_check(slug: str, sealed: str) -> HttpResponse:
    """Redirect to the check, so that no page in the browser's history is the answer to a form."""
    return _see_other(f"{reverse('polls:vote', args=[slug])}?check={sealed}")


def _see_other(address: str) -> HttpResponse:
    return HttpResponseRedirect(address, status=303)


def check_page(
    request: HttpRequest, cached: CachedPoll, chosen: Sequence[Choice], *, token: str, error: VoteError | None = None
) -> HttpResponse:
    """Ask the voter to check the answers. An `error` says why the page is shown again.

    The page has the same length for all answers, so that an observer of the encrypted traffic learns nothing.
    """
    answers = _chosen(cached.poll, chosen)
    if error:
        context = {"poll": cached.poll, "answers": answers, "permit": token, "message": str(error)}
        return render(request, CHECK_PAGE, context, status=error.status)
    page = _page_without_answers(cached, get_language() or "")
    return HttpResponse(page.replace(PLACE_OF_ANSWERS, answers).replace(PLACE_OF_PERMIT, escape(token)))


@lru_cache(maxsize=CHECK_PAGES_CACHED)
def _page_without_answers(cached: CachedPoll, _language: str) -> str:
    """Draw the check page once while the process caches the poll: it is most of what a vote costs the processor.

    Without the answers, so that a rare one takes no longer than others.
    """
    context = {"poll": cached.poll, "answers": PLACE_OF_ANSWERS, "permit": PLACE_OF_PERMIT}
    return render_to_string(CHECK_PAGE, context)


def _chosen(poll: Poll, chosen: Sequence[Choice]) -> str:
    """Draw the answers and the fields that send them, in one length for all that the poll allows."""
    marks = {True: _("Chosen"), False: _("Not chosen")}
    answers = [
        {
            "label": choice.label,
            "is_chosen": is_chosen,
            "mark": marks[is_chosen] + _padding(marks[is_chosen], marks.values()),
        }
        for choice in poll.ballot_paper
        for is_chosen in [choice in chosen]
    ]
    context = {
        "poll": poll,
        "answers": answers,
        "padding": _padding(chosen[0].label, [choice.label for choice in poll.ballot_paper]),
        "codes": [choice.code if choice in chosen else 0 for choice in poll.ballot_paper],
    }
    return render_to_string("polls/_chosen.html", context)


def _padding(text: str, others: Iterable[str]) -> str:
    """As many spaces as the text is shorter than the longest one, as bytes of HTML."""
    lengths = [len(escape(each).encode()) for each in (text, *others)]
    return " " * (max(lengths) - lengths[0])


def unavailable(request: HttpRequest, slug: str, *, choices: Sequence[str], token: str) -> HttpResponse:
    """Answer 503 while the database is unavailable.

    The page contains the permit again. Sent once more, the vote counts once, whether or not this attempt was stored.
    """
    cached = poll_cache.last_seen(slug)
    chosen = [other for other in cached.poll.ballot_paper if str(other.code) in choices] if cached else []
    permit = token if TOKEN.fullmatch(token) else ""
    try:
        if cached is None or not 1 <= len(chosen) <= cached.poll.most_answers:
            raise OperationalError
        response = check_page(request, cached, chosen, token=permit, error=VoteError(503, refusals.AWAY))
    except DATABASE_IS_AWAY:
        codes = [code if code in choices else "" for code in CODES] if set(choices) & set(CODES) else []
        context = {"slug": slug, "codes": codes, "permit": permit, "message": refusals.AWAY}
        response = render(request, "polls/vote_unavailable.html", context, status=503)
    response.headers["Retry-After"] = str(int(TRY_AGAIN_AFTER.total_seconds()))
    return response


def refuse(request: HttpRequest, slug: str, error: VoteError) -> HttpResponse:
    """Say why the vote was refused, with a form if the poll is open.

    The form is empty, but where too many answers were sent: then these are ticked, in one length for all.
    """
    at = timezone.now()
    try:
        poll = poll_cache.find(slug, at=at).poll
        context: dict[str, object] = {"poll": poll, "is_open": poll.is_open(at=at), "error": error}
        if error.ticked:
            left = len(poll.ballot_paper) - len(error.ticked)
            context |= {"ticked": error.ticked, "padding": left * len(TICK) * " "}
        response = render(request, "polls/vote_refused.html", context, status=error.status)
    except (Poll.DoesNotExist, *DATABASE_IS_AWAY):
        context = {"slug": slug, "message": str(error)}
        response = render(request, "polls/vote_unavailable.html", context, status=error.status)
    if error.retry_after:
        response.headers["Retry-After"] = str(int(error.retry_after.total_seconds()))
    return response
