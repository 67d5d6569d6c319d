"""Serve the live pages: the A to Z, an article, a topic."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from ...markdown.rendering import linked_data
from ...models import Topic
from ..a_to_z import ENTRIES_A_PAGE, a_to_z, by_letter
from ..article_page import article_page
from ..linked_data import collection_page, medical_web_page
from ..related import ReadingOrder, pages_of, related_to
from ..slug_lookup import edition_at, first_edition

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
    now = timezone.now()
    edition = edition_at(slug, at=now)
    if edition is None:
        raise Http404
    if edition.slug != slug:
        return redirect("articles:detail", edition.slug, permanent=True)
    if edition.is_withdrawn(at=now):
        return render(request, "articles/withdrawn.html", {"edition": edition}, status=HTTPStatus.GONE)
    page, first, topics = article_page(edition, at=now), first_edition(edition), list(edition.topics.all())
    context = {
        "page": page,
        "topics": topics,
        "first": first,
        "linked_data": linked_data(medical_web_page(page, first=first, topics=topics)),
        "related": related_to(edition, topics, at=now),
    }
    return render(request, "articles/article_detail.html", context)


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    now = timezone.now()
    found = get_object_or_404(Topic, slug=slug)
    shown = _page(ReadingOrder(found, now), request, size=ARTICLES_A_PAGE)
    pages = pages_of(shown, at=now)
    context = {
        "topic": found,
        "shown": shown,
        "pages": pages,
        "linked_data": linked_data(collection_page(found, pages)),
    }
    return render(request, "articles/topic.html", context)
