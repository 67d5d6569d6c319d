"""Serve the live pages: the A to Z, an article, a topic."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from ...models import Topic
from ..a_to_z import ENTRIES_A_PAGE, a_to_z, by_letter
from ..live_page import live_page, outline
from ..public_state import PublicState, public_state
from ..related import ReadingOrder, pages_of
from ..slug_lookup import edition_at

ARTICLES_A_PAGE = 24  # Articles of a topic: a multiple of two and three, the numbers of cards in a row.


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    found = a_to_z(request.GET.get("letter", ""))
    if found.chosen and found.chosen not in found.letters:
        raise Http404
    page = _page(found.entries, request, size=ENTRIES_A_PAGE)
    addresses = {
        letter: _letter_path(letter, found.letters) if found.chosen else f"#{letter}" for letter in found.letters
    }
    context = {
        "letters": addresses.items(),
        "chosen": found.chosen,
        "parts": by_letter(page),
        "page": page,
        "path": addresses[found.chosen] if found.chosen else reverse("articles:index"),
    }
    return render(request, "articles/index.html", context)


def _letter_path(letter: str, letters: list[str]) -> str:
    """The path of a letter's page. The first letter has the path without a query."""
    path = reverse("articles:index")
    return path if letter == letters[0] else f"{path}?{urlencode({'letter': letter})}"


def _page(rows: Any, request: HttpRequest, *, size: int) -> Page[Any]:
    """The page `?page=` of rows, which have a length or `count()` and can be sliced. Raises Http404 beyond the last."""
    try:
        return Paginator(rows, size).page(request.GET.get("page", 1))
    except InvalidPage:
        raise Http404 from None


@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Draw from memory what was drawn before: the functions of the context are called for missing parts only."""
    state = public_state()
    found = outline(state, slug)
    if found is None:
        raise Http404
    if found.slug != slug:
        return redirect("articles:detail", found.slug, permanent=True)
    if found.is_withdrawn:
        context = {"edition": edition_at(slug, at=state.at)}
        return render(request, "articles/withdrawn.html", context, status=HTTPStatus.GONE)
    context = {
        "state": state,
        "key": found.key,
        "poll": found.poll,
        **{name: partial(_of_page, name, state, slug) for name in ("page", "topics", "first", "linked_data", "related")},
    }
    return render(request, "articles/article_detail.html", context)


def _of_page(name: str, state: PublicState, slug: str) -> Any:
    return getattr(live_page(state, slug), name)


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    now = timezone.now()
    found = get_object_or_404(Topic, slug=slug)
    shown = _page(ReadingOrder(found, now), request, size=ARTICLES_A_PAGE)
    return render(request, "articles/topic.html", {"topic": found, "shown": shown, "pages": pages_of(shown, at=now)})
