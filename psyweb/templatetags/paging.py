"""Link the pages of a paginated list. `path` is that of the first page, with the query that selects the list."""

from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page

register = template.Library()


@register.inclusion_tag("psyweb/_paged_head.html")
def paged_head(page: Page[Any], path: str) -> dict[str, Any]:
    """Give search engines the canonical address of this page and of its neighbours, for the page's head."""
    return {"here": settings.SITE_URL + _address(path, page.number), **_neighbours(page, settings.SITE_URL + path)}


@register.inclusion_tag("psyweb/_pager.html")
def pager(page: Page[Any], path: str) -> dict[str, Any]:
    """Draw the links to the neighbouring pages; nothing for a list of one page."""
    return {"page": page, **_neighbours(page, path)}


def _neighbours(page: Page[Any], path: str) -> dict[str, str]:
    return {
        "before": _address(path, page.previous_page_number()) if page.has_previous() else "",
        "after": _address(path, page.next_page_number()) if page.has_next() else "",
    }


def _address(path: str, number: int) -> str:
    """Return the address of a page. The first has no number, so that it has only one address."""
    return path if number == 1 else f"{path}{'&' if '?' in path else '?'}page={number}"
