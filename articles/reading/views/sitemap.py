"""`/sitemap.xml`: every address while they are few; then an index, and files of a thousand."""

from django.conf import settings
from django.contrib.sitemaps import views
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ..sitemaps import SITEMAPS, ArticleSitemap

XML = "application/xml"


@require_safe
@views.x_robots_tag
def whole(request):
    dates = ArticleSitemap().files()
    if len(dates) <= 1:
        return views.sitemap(request, SITEMAPS, template_name="articles/sitemap.xml")
    files = [views.SitemapIndexItem(_address("articles", number), day) for number, day in enumerate(dates, start=1)]
    others = [name for name in SITEMAPS if name != "articles"]
    files += [views.SitemapIndexItem(_address(name, 1), SITEMAPS[name]().get_latest_lastmod()) for name in others]
    return render(request, "sitemap_index.xml", {"sitemaps": files}, content_type=XML)


@require_safe
def section(request, section):
    return views.sitemap(request, SITEMAPS, section, template_name="articles/sitemap.xml")


def _address(section, number):
    address = settings.SITE_URL + reverse("articles:sitemap_section", args=[section])
    return address if number == 1 else f"{address}?p={number}"
