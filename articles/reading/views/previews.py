"""Serve the preview of an unpublished text to somebody who has its signed link."""

from __future__ import annotations

from http import HTTPStatus

from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ...models import PreviewLink, Version
from ..preview import preview_of


@never_cache
@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    now = timezone.now()
    link = _link_of(token)
    if not link.is_usable(at=now):
        response = render(request, "articles/preview_over.html", {"link": link}, status=HTTPStatus.GONE)
    else:
        preview = preview_of(link.version.article, link.version.document, at=now)
        context = {**preview, "link": link, "is_last": _is_last(link.version)}
        response = render(request, "articles/preview.html", context)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"  # The URL is a secret: who has it may read the text.
    return response


def _link_of(token: str) -> PreviewLink:
    try:
        return PreviewLink.objects.signed(token).select_related("version__article").get()
    except (BadSignature, PreviewLink.DoesNotExist):
        raise Http404 from None


def _is_last(version: Version) -> bool:
    return not version.article.versions.filter(number__gt=version.number).exists()
