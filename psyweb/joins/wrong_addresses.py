"""Lead an address that was copied with faults to its page, and name the pages that are near to any other."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

from django.urls import Resolver404, resolve

from articles.models import Edition, Notice, StatementVersion, Topic
from articles.reading.help_lines import load_help_lines
from articles.reading.slug_lookup import edition_at
from articles.search.results import search
from polls.models import Poll

MOST_NEAREST = 3
LONGEST_MENDED = 300  # Characters.
ARTICLES = "/articles/"
NOT_MENDED = ("/admin", "/api", "/static", "/media")
# What was copied with a part of an address: quotes, brackets, commas, spaces. A part may begin with a full stop.
AROUND = re.compile(r"^(?!\.)[\W_]+|[\W_]+$")
# Whether a page with this slug is public, by URL name. An address with other parameters is never mended.
IS_PUBLIC: dict[str, Callable[[str], object]] = {
    "articles:detail": edition_at,
    "articles:editions": edition_at,
    "helpful": edition_at,
    "report": edition_at,
    "articles:help_country": lambda slug: load_help_lines().beginning_with(slug),
    "articles:topic": lambda slug: Topic.objects.filter(slug=slug).exists(),
    "articles:notice": lambda slug: Notice.objects.effective().filter(slug=slug).exists(),
    "articles:statement": lambda slug: StatementVersion.objects.effective().filter(statement__slug=slug).exists(),
    "polls:detail": lambda slug: Poll.objects.visible().filter(slug=slug).exists(),
}


def mended(path: str) -> str:
    """Return the encoded path of the public page that `path` surely means, or "". At most four queries."""
    if len(path) > LONGEST_MENDED:
        return ""
    parts = [AROUND.sub("", part).lower().replace("_", "-") for part in path.split("/")]
    bare = "/" + "/".join(filter(None, parts))
    return next((quote(meant) for meant in (f"{bare}/", bare) if meant != path and _is_public(meant)), "")


def nearest(path: str) -> list[Edition]:
    """Return the pages that search finds for the words of the last part of `path`, best first.

    Pages with only some of the words are near to an address of an article, and to no other.
    """
    last = path.rstrip("/").rpartition("/")[2]
    if path.startswith(NOT_MENDED) or len(path) > LONGEST_MENDED or "." in last:
        return []
    results = search(re.sub(r"[\W_]+", " ", last))
    is_near = not results.is_partial or path.startswith(ARTICLES)
    return [hit.edition for hit in results.hits[:MOST_NEAREST]] if is_near else []


def _is_public(path: str) -> bool:
    try:
        match = resolve(path)
    except Resolver404:
        return False
    if path.startswith(NOT_MENDED) or not match.url_name:
        return False
    is_public = IS_PUBLIC.get(match.view_name)
    return not match.kwargs or bool(is_public and is_public(match.kwargs["slug"]))
