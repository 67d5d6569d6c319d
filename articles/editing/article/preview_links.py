"""Create and revoke preview links, which show a version to somebody without an account."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ... import permissions, publishing
from ...models import Article, PreviewLink
from ..desk_request import DeskRequest
from ..forms.signing import PreviewLinkForm
from .pages import article_for, desk_page

LINKS_PAGE = "admin:articles_article_preview_links"
LINKS_SHOWN = 50


def preview_links(request: DeskRequest, pk: int, *, model_admin: admin.ModelAdmin) -> HttpResponse:
    """List the newest LINKS_SHOWN links; on POST, create one."""
    article = _article_for_sharing(request, pk)
    version = article.versions.newest()
    form = PreviewLinkForm(request.POST or None, article=article, user=request.user)
    if request.method == "POST" and version and form.is_valid():
        lasts = timedelta(days=form.cleaned_data["days"])
        publishing.share_preview(version, by=request.user, lasts=lasts, made_for=form.cleaned_data["made_for"])
        messages.success(request, _("The link is made: it shows version %(number)s.") % {"number": version.number})
        return redirect(LINKS_PAGE, pk)
    links = PreviewLink.objects.filter(version__article=article).select_related("version", "made_by", "revoked_by")
    now = timezone.now()
    context = {
        "article": article,
        "version": version,
        "form": form,
        "links": [(link, link.is_usable(at=now)) for link in links[:LINKS_SHOWN]],
        "site_url": settings.SITE_URL,
        "title": _("Preview links: %(article)s") % {"article": article},
    }
    return desk_page(model_admin, request, "preview_links.html", context)


@require_POST
def revoke(request: DeskRequest, pk: int, link: int, **_model_admin: Any) -> HttpResponse:
    article = _article_for_sharing(request, pk)
    found = get_object_or_404(PreviewLink.objects.select_related("version"), pk=link, version__article=article)
    try:
        publishing.revoke_preview(found, by=request.user)
    except publishing.Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The link no longer works."))
    return redirect(LINKS_PAGE, pk)


def _article_for_sharing(request: DeskRequest, pk: int) -> Article:
    article = article_for(request, pk)
    if not permissions.may_share_preview(request.user, article):
        raise PermissionDenied
    return article


PAGES: list[tuple[str, Callable[..., HttpResponse], str]] = [
    ("<int:pk>/preview-links/", preview_links, "preview_links"),
    ("<int:pk>/preview-links/<int:link>/revoke/", revoke, "revoke_preview_link"),
]
