"""Serve the share picture that other sites show beside a link to an article."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from ...models import Edition, Listing
from ..pictures.share import share_picture

# An edition's title and drawing never change; a new design may reach readers a month later.
CACHED_FOR = timedelta(days=30)


@require_safe
@cache_control(public=True, max_age=int(CACHED_FOR.total_seconds()))
def picture(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Serve only public editions of articles that are not withdrawn, so that visitors cannot have others drawn."""
    shown = Listing.objects.visible().values("article")
    public = Edition.objects.public().filter(article__in=shown).select_related("version")
    edition = get_object_or_404(public, slug=slug, number=number)
    return HttpResponse(share_picture(edition), content_type="image/jpeg")
