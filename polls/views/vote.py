"""Answer the two POSTs of a vote: the first gets a permit, the second casts the vote. Between them stands the check."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods
from prometheus_client import Counter

from privacy.client_network import client_prefix
from privacy.public_forms import DATABASE_IS_AWAY, UNREADABLE_BODY, is_same_origin, names_no_origin

from .. import counting
from ..ballots import bundling, casting, check_addresses, permits, vote_limits
from ..errors import Refused
from ..models import Box, Choice, Poll
from ..models.polls import HIGHEST_CODE
from ..results import poll_cache
from ..results.poll_cache import CachedPoll
from . import refusals, vote_responses
from .vote_responses import VoteError

LONGEST_BODY = 4_000  # Bytes. A vote has fewer than 400.
# Sums over all polls and processes, which tell less than the totals on the pages: no choice, no poll, no time.
VOTES = Counter("psyweb_votes", "Votes that were accepted, held, replayed, refused or unavailable.", ["outcome"])
HONEYPOT = "remarks"  # No browser has anything to fill in under this name (templates/polls/_honeypot.html).


@dataclass(frozen=True)
class VoteForm:
    """The fields of a vote as they were sent; empty for a missing one."""

    choices: tuple[str, ...]
    permit: str
    is_filled_by_program: bool


@csrf_exempt  # The origin is checked instead: a token would make the page with the form differ between readers.
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True, no_transform=True)
def vote(request: HttpRequest, slug: str) -> HttpResponse:
    """Take both steps of a vote (README, "A vote"). The response is a page, also for requests of the script."""
    if request.method in {"GET", "HEAD"}:
        return _check(request, slug, at=timezone.now()) or redirect("polls:detail", slug)
    try:
        if not is_same_origin(request):
            raise VoteError(403, refusals.NO_ORIGIN if names_no_origin(request) else refusals.FOREIGN_ORIGIN)
        form = _read_form(request)
        try:
            return _answer(request, slug, form, at=timezone.now())
        except DATABASE_IS_AWAY:
            VOTES.labels("unavailable").inc()
            return vote_responses.unavailable(request, slug, choices=form.choices, token=form.permit)
    except VoteError as error:
        VOTES.labels("refused").inc()
        return vote_responses.refuse(request, slug, error)


@sensitive_variables("found", "chosen")
def _check(request: HttpRequest, slug: str, *, at: datetime) -> HttpResponse | None:
    """The page to check a vote, or the results for a browser that voted; None where the address has no vote to check.

    Like a vote, it comes from the site's own pages only: others could have a stranger cast what they chose.
    """
    sealed = request.GET.get("check", "")
    if not sealed or not is_same_origin(request):
        return None
    if vote_responses.cookie_name(slug) in request.COOKIES:
        return vote_responses.redirect_to_results(request, slug)
    with suppress(Poll.DoesNotExist):
        cached = poll_cache.find(slug, at=at)
        if cached.poll.is_open(at=at) and (found := check_addresses.unseal(sealed, cached.poll.pk, at=at)):
            chosen = [choice for choice in cached.poll.ballot_paper if choice.code in found[0]]
            return vote_responses.check_page(request, cached, chosen, token=found[1]) if chosen else None
    return None


def _read_form(request: HttpRequest) -> VoteForm:
    """Raises VoteError for a body that is not a form, and for a repeated field or answer."""
    try:
        if int(request.META.get("CONTENT_LENGTH") or 0) > LONGEST_BODY:
            raise VoteError(400, refusals.UNREADABLE)
        fields = {name: request.POST.getlist(name) for name in ("choice", "permit", HONEYPOT)}
    except UNREADABLE_BODY as error:
        raise VoteError(400, refusals.UNREADABLE) from error
    choices = tuple(fields.pop("choice"))
    if any(len(values) > 1 for values in fields.values()) or len(choices) > min(len(set(choices)), HIGHEST_CODE):
        raise VoteError(400, refusals.UNREADABLE)
    permit, filled = map("".join, fields.values())
    return VoteForm(choices, permit, is_filled_by_program=bool(filled))


@sensitive_variables("form", "chosen")
def _answer(request: HttpRequest, slug: str, form: VoteForm, *, at: datetime) -> HttpResponse:
    try:
        cached = poll_cache.find(slug, at=at)
    except Poll.DoesNotExist as error:
        raise Http404("There is no such poll.") from error
    if not cached.poll.is_open(at=at):
        return _refuse(request, cached.poll, form, VoteError(410, refusals.CLOSED), at=at)
    chosen = [choice for choice in cached.poll.ballot_paper if str(choice.code) in form.choices]
    if len(chosen) != len(form.choices) or not 1 <= len(chosen) <= cached.poll.most_answers:
        # An answer may have been hidden after the vote was stored.
        return _refuse(request, cached.poll, form, _wrong_answers(cached.poll, chosen), at=at)
    if form.is_filled_by_program:
        return _ask_again(request, cached, chosen, form, at)
    if form.permit:
        return _cast(request, cached, chosen, form.permit, at=at)
    if vote_responses.cookie_name(slug) in request.COOKIES:
        return vote_responses.redirect_to_results(request, slug)
    return _mint(request, cached, chosen, at=at)


@sensitive_variables("chosen")
def _wrong_answers(poll: Poll, chosen: list[Choice]) -> VoteError:
    if len(chosen) > poll.most_answers:
        message = refusals.TOO_MANY_ANSWERS % {"most": poll.most_answers}
        return VoteError(400, message, ticked=[choice.code for choice in chosen] if poll.allows_several else [])
    return VoteError(400, refusals.NO_ANSWERS if poll.allows_several else refusals.NO_CHOICE)


@sensitive_variables("chosen", "form")
def _ask_again(
    request: HttpRequest, cached: CachedPoll, chosen: list[Choice], form: VoteForm, at: datetime
) -> HttpResponse:
    """Show the check again, without the honeypot: a browser that filled it in once would do so each time."""
    error = VoteError(400, refusals.HONEYPOT)
    try:
        permits.read(form.permit, cached.poll.pk, at=at)
    except Refused:
        raise error from None
    return vote_responses.check_page(request, cached, chosen, token=form.permit, error=error)


def _refuse(request: HttpRequest, poll: Poll, form: VoteForm, error: VoteError, *, at: datetime) -> HttpResponse:
    """Raise the error, unless the permit was spent: who lost the response must still learn that the vote counted."""
    with suppress(Refused):
        if form.permit and casting.is_spent(permits.read(form.permit, poll.pk, at=at)):
            VOTES.labels("replayed").inc()
            return vote_responses.redirect_to_results(request, poll.slug)
    raise error


def _mint(request: HttpRequest, cached: CachedPoll, chosen: list[Choice], *, at: datetime) -> HttpResponse:
    if not vote_limits.may_have_permit(client_prefix(request), at=at):
        raise VoteError(429, refusals.TOO_MANY, retry_after=vote_limits.RETRY_AFTER)
    token = permits.mint(cached.poll.pk, at=at)
    if request.headers.get("Sec-Fetch-Mode") != "navigate":  # The script, which keeps the page nowhere.
        return vote_responses.check_page(request, cached, chosen, token=token)
    sealed = check_addresses.seal([choice.code for choice in chosen], token, cached.poll.pk, at=at)
    return vote_responses.redirect_to_check(slug=cached.poll.slug, sealed=sealed)


@sensitive_variables("chosen", "token")
def _cast(request: HttpRequest, cached: CachedPoll, chosen: list[Choice], token: str, *, at: datetime) -> HttpResponse:
    try:
        permit = permits.read(token, cached.poll.pk, at=at)
    except Refused as error:
        raise VoteError(400, str(error)) from error
    prefix = client_prefix(request)
    box = Box.HELD if vote_limits.is_to_be_held(prefix, at=at) else Box.MAIN
    try:
        is_new = casting.cast(cached, [choice.code for choice in chosen], permit, box=box, at=at)
    except casting.Closed as error:
        poll_cache.clear_poll(cached.poll)
        raise VoteError(410, refusals.CLOSED) from error
    VOTES.labels({(True, Box.MAIN): "accepted", (True, Box.HELD): "held"}.get((is_new, box), "replayed")).inc()
    if is_new:
        if box == Box.MAIN:
            vote_limits.note_accepted(prefix, at=at)
        bundling.try_after_vote(cached.poll)
        counting.try_after_vote(cached.poll, at=at)
    return vote_responses.redirect_to_results(request, cached.poll.slug)
