"""Links to a version for somebody without an account: make, copy, take back."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ... import permissions, publishing
from ...models import PreviewLink
from ..forms.signing import PreviewLinkForm
from .pages import _article_for, _page

LINKS_PAGE = "admin:articles_article_preview_links"
LINKS_SHOWN = 50


def preview_links(request, pk, *, model_admin):
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
    return _page(model_admin, request, "preview_links.html", context)


@require_POST
def revoke(request, pk, link, **_model_admin):
    article = _article_for_sharing(request, pk)
    found = get_object_or_404(PreviewLink.objects.select_related("version"), pk=link, version__article=article)
    try:
        publishing.revoke_preview(found, by=request.user)
    except publishing.Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The link no longer works."))
    return redirect(LINKS_PAGE, pk)


def _article_for_sharing(request, pk):
    article = _article_for(request, pk)
    if not permissions.may_share_preview(request.user, article):
        raise PermissionDenied
    return article


PAGES = [
    ("<int:pk>/preview-links/", preview_links, "preview_links"),
    ("<int:pk>/preview-links/<int:link>/revoke/", revoke, "revoke_preview_link"),
]
