"""Answer the pages of polls, their results.json, and the page that other sites may frame."""

import hashlib
import json
from datetime import datetime

from csp.decorators import csp_replace
from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from .. import results
from ..ledger import pages
from ..models import Poll
from ..results import charts, poll_cache

CLOSED_POLLS_A_PAGE = 20


@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    """List the polls. The first page has all open polls, above the newest closed ones."""
    at = timezone.now()
    polls = Poll.objects.visible(at=at).prefetch_related("wordings", "successor__wordings")
    try:
        closed = Paginator(polls.closed(at=at), CLOSED_POLLS_A_PAGE).page(request.GET.get("page", 1))
    except InvalidPage:
        raise Http404("There is no such page of polls.") from None
    is_open = list(polls.open(at=at)) if closed.number == 1 else []
    rows = results.summaries([*is_open, *closed])
    context = {"page": closed, "open_polls": rows[: len(is_open)], "closed_polls": rows[len(is_open) :]}
    return render(request, "polls/poll_archive.html", context)


@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a poll. The chart and the polls before it are asked for only where the page is not in memory."""
    at = timezone.now()
    poll = _visible_poll(slug, at=at)
    found = results.of(poll, at=at)
    return render(
        request,
        "polls/poll_detail.html",
        {
            "poll": poll,
            "predecessors": Poll.objects.followed_by(poll),
            "results": found,
            "is_open": poll.is_open(at=at),
            "chart": lambda: charts.of(results.points(found)),
            "may_have_voted": request.GET.get("voted") == "1",
        },
    )


@require_safe
@cache_control(no_cache=True)
def results_json(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Answer the figures as JSON, or 304 for a known ETag."""
    at = timezone.now()
    figures = results.as_json(results.of(_visible_poll(slug, at=at), at=at))
    body = json.dumps(figures, ensure_ascii=False, indent=1).encode()
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type="application/json", headers={"ETag": etag})
    return get_conditional_response(request, etag=etag, response=response) or response


@require_safe
def ledger(request: HttpRequest, slug: str) -> HttpResponse:
    poll = _visible_poll(slug, at=timezone.now())
    return render(request, "polls/ledger.html", pages.of(poll, page=request.GET.get("page")))


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]
def embed(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the results in the frames of other sites. Has no form, because any site may frame this page."""
    at = timezone.now()
    poll = _visible_poll(slug, at=at)
    return render(
        request, "polls/embed.html", {"poll": poll, "results": results.of(poll, at=at), "is_open": poll.is_open(at=at)}
    )


def _visible_poll(slug: str, *, at: datetime) -> Poll:
    try:
        return poll_cache.find(slug, at=at).poll
    except Poll.DoesNotExist as error:
        raise Http404("There is no such poll.") from error
