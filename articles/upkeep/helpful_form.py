"""Ask readers whether a page was helpful: the public form, its answers and its limit."""

from datetime import datetime
from http import HTTPStatus

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from privacy import rate_limit
from privacy.client_network import client_prefix
from privacy.public_forms import UNREADABLE_BODY, is_same_origin

from ..models import Edition, HelpfulAnswer
from .reader_forms import HOUR, Refused, edition_or_redirect

ANSWERS_AN_HOUR = 30  # From one client network: enough for a class that reads some pages together.
HIGHEST_EDITION = 100_000


class HelpfulForm(forms.Form):
    """`edition` is the number of the text that was read: another one may be live since."""

    helpful = forms.ChoiceField(choices=[("yes", ""), ("no", "")])
    edition = forms.IntegerField(min_value=1, max_value=HIGHEST_EDITION)


@csrf_exempt  # The origin is checked instead, as for reports of mistakes.
@require_http_methods(["GET", "HEAD", "POST"])
def helpful(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the question, take an answer, and show the thanks at `?sent=1`."""
    edition = edition_or_redirect(slug, "helpful")
    if isinstance(edition, HttpResponse):
        return edition
    context = {"edition": edition, "is_sent": "sent" in request.GET}
    if request.method != "POST":
        return render(request, "articles/helpful.html", context)
    try:
        _take(request, edition, at=timezone.now())
    except Refused as refused:
        return refused.on(render(request, "articles/helpful.html", context | {"refusal": str(refused)}))
    return HttpResponseRedirect(f"{request.path}?sent=1", status=HTTPStatus.SEE_OTHER)


def _take(request: HttpRequest, live: Edition, *, at: datetime) -> None:
    """Store the answer with the edition that was read. Raises Refused."""
    if not is_same_origin(request):
        raise Refused(HTTPStatus.FORBIDDEN, _("Answers are taken from this page itself only. Please answer once more."))
    try:
        form = HelpfulForm(request.POST)
    except UNREADABLE_BODY:
        form = HelpfulForm({})
    found = Edition.objects.public(at=at).filter(article_id=live.article_id)
    edition = found.filter(number=form.cleaned_data["edition"]).first() if form.is_valid() else None
    if edition is None:
        raise Refused(HTTPStatus.BAD_REQUEST, _("Please answer with yes or no."))
    wait = rate_limit.seconds_until_next("helpful", client_prefix(request), limit=ANSWERS_AN_HOUR, window=HOUR, at=at)
    if wait:
        words = _("Many answers have come from your network just now. Please try again later.")
        raise Refused(HTTPStatus.TOO_MANY_REQUESTS, words, wait=wait)
    HelpfulAnswer.objects.create(
        edition=edition, answered_on=at.date(), is_helpful=form.cleaned_data["helpful"] == "yes"
    )
