from dataclasses import dataclass

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import Http404, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from .. import abuse, counting, permits, poll_cache, voting
from ..errors import Refused
from ..models import Box, Poll
from . import steps, words
from .steps import DATABASE_IS_AWAY, Stop

LONGEST_BODY = 4_000  # Bytes. A vote has fewer than 400.
UNREADABLE = (BadRequest, MultiPartParserError, SuspiciousOperation, UnreadablePostError, ValueError)


@dataclass(frozen=True)
class Form:
    choice: str
    permit: str


@csrf_exempt  # Its origin is checked instead: a token would make the page that holds the form differ between readers.
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True, no_transform=True)
def vote(request, slug):
    """The two steps of a vote (README, "A vote"). Answers pages, also to the script."""
    if request.method in {"GET", "HEAD"}:
        return redirect("polls:detail", slug)
    try:
        if not is_same_origin(request):
            raise Stop(403, words.FOREIGN_ORIGIN)
        form = _read_form(request)
        try:
            return _answer(request, slug, form, at=timezone.now())
        except DATABASE_IS_AWAY:
            return steps.unavailable(request, slug, choice=form.choice, token=form.permit)
    except Stop as stop:
        return steps.refuse(request, slug, stop)


def is_same_origin(request):
    """Browsers say where a form comes from. One that says nothing at all is too old to be safe."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def _read_form(request):
    """Raises Stop for a body that is no form, and for a field that is doubled or meant for machines."""
    try:
        if int(request.META.get("CONTENT_LENGTH") or 0) > LONGEST_BODY:
            raise Stop(400, words.UNREADABLE)
        fields = {name: request.POST.getlist(name) for name in ("choice", "permit", "website")}
    except UNREADABLE as error:
        raise Stop(400, words.UNREADABLE) from error
    if any(len(values) > 1 for values in fields.values()):
        raise Stop(400, words.UNREADABLE)
    if any(fields["website"]):
        raise Stop(400, words.HONEYPOT)
    return Form(choice="".join(fields["choice"]), permit="".join(fields["permit"]))


@sensitive_variables("form", "choice")
def _answer(request, slug, form, *, at):
    try:
        cached = poll_cache.find(slug, at=at)
    except Poll.DoesNotExist as error:
        raise Http404("There is no such poll.") from error
    if not cached.poll.is_open(at=at):
        return _answer_of_closed(request, cached.poll, form, at=at)
    choice = next((choice for choice in cached.poll.ballot_paper if str(choice.code) == form.choice), None)
    if choice is None:
        return _answer_without_choice(request, cached.poll, form, at=at)
    if form.permit:
        return _cast(request, cached, choice.code, form.permit, at=at)
    if steps.cookie_name(slug) in request.COOKIES:
        return steps.thank(request, slug)
    return _mint(request, cached.poll, choice, at=at)


def _answer_of_closed(request, poll, form, *, at):
    if not _has_counted(form, poll, at=at):
        raise Stop(410, words.CLOSED)
    return steps.thank(request, poll.slug)


def _answer_without_choice(request, poll, form, *, at):
    """It may have been hidden since it was chosen."""
    if not _has_counted(form, poll, at=at):
        raise Stop(400, words.NO_CHOICE)
    return steps.thank(request, poll.slug)


def _has_counted(form, poll, *, at):
    """Who voted in time, and lost the answer, still hears that it counted."""
    try:
        return bool(form.permit) and voting.is_spent(permits.read(form.permit, poll.pk, at=at))
    except Refused:
        return False


def _mint(request, poll, choice, *, at):
    wait = abuse.seconds_until_next_permit(_prefix(request), at=at)
    if wait:
        raise Stop(429, words.TOO_MANY, retry_after=wait)
    return steps.check_page(request, poll, choice, token=permits.mint(poll.pk, at=at))


@sensitive_variables("code", "token")
def _cast(request, cached, code, token, *, at):
    try:
        permit = permits.read(token, cached.poll.pk, at=at)
    except Refused as error:
        raise Stop(400, str(error)) from error
    prefix = _prefix(request)
    box = Box.HELD if abuse.is_to_be_held(prefix, at=at) else Box.MAIN
    try:
        is_new = voting.cast(cached, code, permit, box=box, at=at)
    except voting.Closed as error:
        poll_cache.forget(cached.poll)
        raise Stop(410, words.CLOSED) from error
    if is_new:
        if box == Box.MAIN:
            abuse.note_accepted(prefix, at=at)
        counting.try_after_vote(cached.poll, at=at)
    return steps.thank(request, cached.poll.slug)


def _prefix(request):
    address = abuse.address_of(request.META.get("REMOTE_ADDR", ""), request.headers.get("X-Forwarded-For", ""))
    return abuse.prefix_of(address)
