"""A text that is not public yet, for somebody who was given its address."""

from http import HTTPStatus

from django.core.signing import BadSignature
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ...models import PreviewLink
from ..preview import preview_of


@never_cache
@require_safe
def preview(request, token):
    now = timezone.now()
    link = _link_of(token)
    if not link.is_usable(at=now):
        response = render(request, "articles/preview_over.html", {"link": link}, status=HTTPStatus.GONE)
    else:
        drawn = preview_of(link.version.article, link.version.document, at=now)
        context = {**drawn, "link": link, "is_last": _is_last(link.version)}
        response = render(request, "articles/preview.html", context)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"  # The address is the key.
    return response


def _link_of(token):
    try:
        return PreviewLink.objects.signed(token).select_related("version__article").get()
    except (BadSignature, PreviewLink.DoesNotExist):
        raise Http404 from None


def _is_last(version):
    return not version.article.versions.filter(number__gt=version.number).exists()
