"""Addresses of the pages of a long list. `path` is that of the first page, with the query that chose the list."""

from django import template
from django.conf import settings

register = template.Library()


@register.inclusion_tag("psyweb/_paged_head.html")
def paged_head(page, path):
    """What search engines are told: the one address of this page, and its neighbours."""
    return {"here": settings.SITE_URL + _address(path, page.number), **_neighbours(page, settings.SITE_URL + path)}


@register.inclusion_tag("psyweb/_pager.html")
def pager(page, path):
    """Nothing for a list of one page."""
    return {"page": page, **_neighbours(page, path)}


def _neighbours(page, path):
    return {
        "before": _address(path, page.previous_page_number()) if page.has_previous() else "",
        "after": _address(path, page.next_page_number()) if page.has_next() else "",
    }


def _address(path, number):
    """The first page goes without a number, so that it has one address."""
    return path if number == 1 else f"{path}{'&' if '?' in path else '?'}page={number}"
