"""Serve the public history of an article: every edition, unchanged, for good; also of a withdrawn article."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ...comparison.diff import compare
from ...models import Edition
from ...statements.usage import frozen, successors
from ..article_page import ArticlePage
from ..slug_lookup import edition_at, first_edition


@require_safe
def editions(request: HttpRequest, slug: str) -> HttpResponse:
    live = edition_at(slug)
    if live is None:
        raise Http404
    if live.slug != slug:
        return redirect("articles:editions", live.slug, permanent=True)
    history = _public_editions(live).order_by("-number").defer("html", "text")
    return render(request, "articles/editions.html", {"live": live, "editions": history})


@require_safe
def edition(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    now = timezone.now()
    live = edition_at(slug, at=now)
    if live is None:
        raise Http404
    if live.slug != slug:
        return redirect("articles:edition", live.slug, number, permanent=True)
    shown, before = _edition_and_the_one_before(live, number)
    statements = frozen(shown)
    later = successors(shown, statements, at=now)
    context = {
        "page": ArticlePage(shown, now, statements, is_history=True),
        "statements": [(version, later[name]) for name, version in statements.items()],
        "live": live,
        "is_live": shown.pk == live.pk and not live.is_withdrawn(at=now),
        "before": before,
        "first": first_edition(shown),
        "changes": compare(before.document, shown.document) if before else None,
    }
    return render(request, "articles/edition.html", context)


def _public_editions(live: Edition) -> QuerySet[Edition]:
    return Edition.objects.public().filter(article=live.article_id)


def _edition_and_the_one_before(live: Edition, number: int) -> tuple[Edition, Edition | None]:
    found = list(
        _public_editions(live).filter(number__lte=number).order_by("-number").select_related("version", "listing")[:2]
    )
    if not found or found[0].number != number:
        raise Http404
    return found[0], found[1] if len(found) > 1 else None
