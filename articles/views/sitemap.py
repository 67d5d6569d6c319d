"""`/sitemap.xml`: every address while they are few; then an index, and files of a thousand."""

from django.contrib.sitemaps import views
from django.views.decorators.http import require_safe

from ..sitemaps import SITEMAPS, ArticleSitemap

SECTION = "articles:sitemap_section"


@require_safe
def whole(request):
    if ArticleSitemap().paginator.num_pages > 1:
        return views.index(request, SITEMAPS, sitemap_url_name=SECTION)
    return views.sitemap(request, SITEMAPS)


@require_safe
def section(request, section):
    return views.sitemap(request, SITEMAPS, section)
