"""Answer the editor with JSON: the pages that a link may name, the statements in force, words while they are typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from ..markdown.words import plain
from ..medicines import register
from ..models import GlossaryWord, Listing, Notice, StatementVersion
from ..search.results import search
from .desk_request import DeskRequest

MOST_PAGES = 10
MOST_WORDS = 100  # That begin with the same letters: the editor narrows them down itself.
SHORTEST_BEGINNING = 4  # Letters, as in the editor.
Rows: TypeAlias = list[dict[str, str]]


@require_safe
def offered(request: DeskRequest, what: str, *, model_admin: admin.ModelAdmin) -> JsonResponse:
    """`what` is "pages", those that match `?q=`, "words", those that begin with it, or "statements"."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    if what not in OFFERED:
        raise Http404
    return JsonResponse({"found": OFFERED[what](request.GET.get("q", "").replace("\x00", "").strip())})


def _pages(asked: str) -> Rows:
    """Articles and notices whose title or address holds the words as typed, then what search finds."""
    named = Q(title__icontains=asked) | Q(slug__icontains=asked)
    listings = Listing.objects.visible(at=timezone.now()).filter(named).order_by("title")[:MOST_PAGES]
    found = {f"article:{listing.slug}": listing.title for listing in listings}
    found |= {f"article:{hit.edition.slug}": hit.edition.title for hit in (search(asked).hits if asked else [])}
    found |= {f"notice:{notice.slug}": notice.title for notice in reversed(Notice.objects.effective().filter(named))}
    return [{"target": target, "title": title} for target, title in found.items()][:MOST_PAGES]


def _words(asked: str) -> Rows:
    """Names of medicines, each with its substance or class, and words of the glossary, with their meanings."""
    if len(asked) < SHORTEST_BEGINNING:
        return []
    found = {}
    for name, meaning in register().beginning_with(asked):
        others = [substance for substance in sorted(meaning.substances) if substance != name]
        found[name] = ", ".join(others or meaning.classes[:1])
    found |= dict(GlossaryWord.objects.filter(word__istartswith=asked).values_list("word", "meaning"))
    return [{"word": word, "detail": detail} for word, detail in found.items()][:MOST_WORDS]


def _statements(_asked: str) -> Rows:
    in_force = StatementVersion.objects.in_force().select_related("statement").order_by("title")
    return [{"name": row.statement.slug, "title": row.title, "words": plain(row.body)} for row in in_force]


OFFERED: dict[str, Callable[[str], Rows]] = {"pages": _pages, "statements": _statements, "words": _words}
