"""Draw the public pages and compare their digests with those of another copy of the site."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Edition
from polls.models import Poll

LOCATION = re.compile(r"<loc>([^<]+)</loc>")
STATIC_NAME = re.compile(rb"/static/[^\"' )]+")  # Differs by release, and is made anew by each start.
MOST_PAGES = 500  # A minute of one processor.


def digests() -> dict[str, str]:
    """Return the status and a SHA-256 of each public page by its path, of the first MOST_PAGES."""
    browser = Client(SERVER_NAME=settings.SITE_HOST)
    found: dict[str, str] = {}
    for path in _paths(browser):
        if path not in found and len(found) < MOST_PAGES:
            response = browser.get(path, secure=settings.IS_HTTPS)
            content = STATIC_NAME.sub(b"", response.getvalue())
            found[path] = f"{response.status_code} {hashlib.sha256(content).hexdigest()}"
    return found


def different(expected: dict[str, str]) -> list[str]:
    """Return the paths of the pages that are not as expected."""
    found = digests()
    return [path for path, digest in expected.items() if found.get(path) != digest]


def _paths(browser: Client) -> Iterator[str]:
    for slug in Poll.objects.opened().order_by("slug").values_list("slug", flat=True):
        yield from (reverse(f"polls:{name}", args=[slug]) for name in ("ledger_json", "results", "detail"))
    yield from _of_sitemap(browser, reverse("sitemap"))
    editions = Edition.objects.public(at=timezone.now()).order_by("-publish_at", "pk")
    for slug, number in editions.values_list("article__slug", "number")[:MOST_PAGES].iterator():
        yield reverse("articles:edition", args=[slug, number])


def _of_sitemap(browser: Client, path: str) -> Iterator[str]:
    content = browser.get(path, secure=settings.IS_HTTPS).getvalue().decode()
    for address in LOCATION.findall(content):
        parts = urlsplit(address.replace("&amp;", "&"))
        place = f"{parts.path}?{parts.query}" if parts.query else parts.path
        if "<sitemapindex" in content:
            yield from _of_sitemap(browser, place)
        else:
            yield place
