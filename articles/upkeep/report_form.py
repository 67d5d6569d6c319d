"""Take readers' reports of mistakes: the public form, its answers and its limits."""

from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from privacy import rate_limit
from privacy.client_network import client_prefix
from privacy.public_forms import DATABASE_IS_AWAY, UNREADABLE_BODY, is_same_origin

from ..models import Edition, MistakeReport
from . import reports
from .reader_forms import HOUR, Refused, edition_or_redirect

REPORTS_AN_HOUR = 10  # From one client network: enough for a class that reads a page together.
TRY_AGAIN_AFTER = timedelta(seconds=60)
NOT_READ_AT_ONCE = _lazy(
    "Nobody reads this form at once. If you or someone near you may be in danger, call a help line now."
)


class ReportForm(forms.Form):
    """The report of a reader. `website` is a honeypot: people do not see it, so only a program fills it in."""

    message = forms.CharField(
        label=_lazy("What is wrong?"),
        max_length=MistakeReport.LONGEST,
        widget=forms.Textarea(attrs={"rows": 8, "class": "field", "aria-describedby": "message-help"}),
        error_messages={
            "required": _lazy("Please write what is wrong, then press the button again."),
            "max_length": _lazy(
                "This has %(show_value)d characters; we can take %(limit_value)d. Please make it shorter."
            ),
        },
    )
    website = forms.CharField(
        required=False,
        empty_value="",
        max_length=0,
        error_messages={"max_length": _lazy("A field that people do not see was filled in. Please send it once more.")},
    )


@csrf_exempt  # The origin is checked instead, as for votes: the page needs no cookie and is the same for everybody.
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the form, take a report, and show the thanks at `?sent=1`. Every refusal shows what was typed again."""
    try:
        edition = edition_or_redirect(slug, "report")
    except DATABASE_IS_AWAY:
        if request.method != "POST":
            raise
        return _refusal(request, {"slug": slug, "form": _read(request)}, _unsaved())
    if isinstance(edition, HttpResponse):
        return edition
    context = {"slug": slug, "title": edition.title}
    if request.method == "POST":
        return _answer(request, context, edition)
    if "sent" in request.GET:
        return render(request, "articles/report_sent.html", context)
    return _form_page(request, context | {"form": ReportForm()})


def _answer(request: HttpRequest, context: dict[str, Any], edition: Edition) -> HttpResponse:
    form = _read(request)
    try:
        _take(request, edition, form, at=timezone.now())
    except Refused as refused:
        return _refusal(request, context | {"form": form}, refused)
    return HttpResponseRedirect(reverse("report", args=[edition.slug]) + "?sent=1", status=HTTPStatus.SEE_OTHER)


def _take(request: HttpRequest, edition: Edition, form: ReportForm, *, at: datetime) -> None:
    if not is_same_origin(request):
        words = _("Reports are taken from this page itself only. Please press the button once more.")
        raise Refused(HTTPStatus.FORBIDDEN, words)
    if not form.is_valid():
        words = " ".join(str(message) for messages in form.errors.values() for message in messages)
        raise Refused(HTTPStatus.BAD_REQUEST, words)
    network = client_prefix(request)
    wait = rate_limit.seconds_until_next("reported", network, limit=REPORTS_AN_HOUR, window=HOUR, at=at)
    if wait:
        words = _("Many reports have come from your network just now. Please keep your words and try again later.")
        raise Refused(HTTPStatus.TOO_MANY_REQUESTS, words, wait=wait)
    try:
        reports.receive(edition, form.cleaned_data["message"], at=at)
    except DATABASE_IS_AWAY as error:
        raise _unsaved() from error


def _unsaved() -> Refused:
    words = _("Your report could not be saved just now. Please press the button again in a minute.")
    return Refused(HTTPStatus.SERVICE_UNAVAILABLE, words, wait=int(TRY_AGAIN_AFTER.total_seconds()))


def _read(request: HttpRequest) -> ReportForm:
    """The form as it was sent; an empty one for a body that cannot be parsed."""
    try:
        return ReportForm(request.POST)
    except UNREADABLE_BODY:
        return ReportForm({})


def _refusal(request: HttpRequest, context: dict[str, Any], refused: Refused) -> HttpResponse:
    return refused.on(_form_page(request, context | {"refusal": str(refused)}))


def _form_page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    return render(request, "articles/report.html", context | {"not_read_at_once": NOT_READ_AT_ONCE})
