"""The picture that other sites show beside a link to an article."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from ...models import Edition, Listing
from ..pictures.share import share_picture

# An edition keeps its title and drawing for good; a new look of the picture may reach its readers a month later.
KEPT_FOR = timedelta(days=30)


@require_safe
@cache_control(public=True, max_age=int(KEPT_FOR.total_seconds()))
def picture(request, slug, number):
    """Of public editions of articles that are not withdrawn; nothing else can be had, or made."""
    shown = Listing.objects.visible().values("article")
    public = Edition.objects.public().filter(article__in=shown).select_related("version")
    edition = get_object_or_404(public, slug=slug, number=number)
    return HttpResponse(share_picture(edition), content_type="image/jpeg")
