"""Serve `/sitemap.xml`: all addresses in one file while they are few, else an index of files of a thousand each."""

from __future__ import annotations

from django.conf import settings
from django.contrib.sitemaps import views
from django.contrib.sitemaps.views import SitemapIndexItem  # type: ignore[attr-defined]  # Missing in django-stubs 5.2.
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ..sitemaps import SITEMAPS, ArticleSitemap

XML = "application/xml"


@require_safe
@views.x_robots_tag
def whole(request: HttpRequest) -> HttpResponse:
    dates = ArticleSitemap().files()
    if len(dates) <= 1:
        return views.sitemap(request, {**SITEMAPS}, template_name="articles/sitemap.xml")
    files = [SitemapIndexItem(_address("articles", number), day) for number, day in enumerate(dates, start=1)]
    others = [name for name in SITEMAPS if name != "articles"]
    files += [SitemapIndexItem(_address(name, 1), SITEMAPS[name]().get_latest_lastmod()) for name in others]
    return render(request, "sitemap_index.xml", {"sitemaps": files}, content_type=XML)


@require_safe
def section(request: HttpRequest, section: str) -> HttpResponse:
    return views.sitemap(request, {**SITEMAPS}, section, template_name="articles/sitemap.xml")


def _address(section: str, number: int) -> str:
    address = settings.SITE_URL + reverse("articles:sitemap_section", args=[section])
    return address if number == 1 else f"{address}?p={number}"
