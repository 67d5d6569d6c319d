"""Serve the live pages: the A to Z, an article, a topic."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from ...markdown.rendering import linked_data
from ...models import TradeName
from ..a_to_z import ENTRIES_A_PAGE, a_to_z, by_letter
from ..linked_data import collection_page
from ..live.cards import cards_of
from ..live.explained_words import explained_words
from ..live.page import LivePage, outline
from ..live.state import public_state
from ..related import page_of_topic, topic_at
from ..slug_lookup import edition_at


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    state = public_state()
    found = a_to_z(state, request.GET.get("letter", ""))
    if found.chosen and found.chosen not in found.letters:
        raise Http404
    page = _page(Paginator(found.entries, ENTRIES_A_PAGE).page, request)
    addresses = {
        letter: _letter_path(letter, found.letters) if found.chosen else f"#{letter}" for letter in found.letters
    }
    context = {
        "state": state,
        "letters": addresses.items(),
        "chosen": found.chosen,
        "parts": partial(by_letter, page),
        "page": page,
        "path": addresses[found.chosen] if found.chosen else reverse("articles:index"),
    }
    return render(request, "articles/index.html", context)


def _letter_path(letter: str, letters: list[str]) -> str:
    """The path of a letter's page. The first letter has the path without a query."""
    path = reverse("articles:index")
    return path if letter == letters[0] else f"{path}?{urlencode({'letter': letter})}"


def _page(page_of: Callable[[str], Page[Any]], request: HttpRequest) -> Page[Any]:
    """The page that `?page=` names. Raises Http404 beyond the last."""
    try:
        return page_of(request.GET.get("page", "1"))
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
        edition = edition_at(slug, at=state.at)
        return render(request, "articles/withdrawn.html", {"edition": edition}, status=HTTPStatus.GONE)
    shown = LivePage(state, found.edition)
    context = {
        "state": state,
        "key": found.key,
        "poll": found.poll,
        **{name: partial(shown.part, name) for name in ("page", "topics", "first", "linked_data", "related")},
    }
    return render(request, "articles/article_detail.html", context)


@require_safe
def word(request: HttpRequest, slug: str) -> HttpResponse:
    """Explain a word of the glossary, a medicine or a group of medicines, for who opens its link."""
    found = explained_words(public_state()).about(slug)
    if found is None:
        raise Http404
    name, meaning = found
    trade_names = TradeName.objects.filter(medicine__substance=name)
    return render(request, "articles/word.html", {"name": name, "meaning": meaning, "trade_names": trade_names})


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    state = public_state()
    found = topic_at(state, slug)
    if found is None:
        raise Http404
    shown = _page(partial(page_of_topic, state, found), request)
    context = {
        "state": state,
        "topic": found,
        "shown": shown,
        "pages": lambda: cards_of(shown),
        "linked_data": lambda: linked_data(collection_page(found, cards_of(shown))),
    }
    return render(request, "articles/topic.html", context)
