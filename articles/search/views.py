"""Serve the page of search results, and suggestions while somebody types."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .dangers import speaks_of_danger
from .results import search as find
from .suggestions import suggestions as suggest

MOST_PAGES_OF_RESULTS = 10


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    topic = request.GET.get("topic", "")
    results = find(request.GET.get("q", ""), topic=topic, page=_page_number(request.GET.get("page", "")))
    return render(request, "articles/search.html", {"results": results, "chosen_topic": topic})


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """JSON for the search field's script: {suggestions: [text], is_danger: bool}."""
    typed = request.GET.get("q", "")
    return JsonResponse({"suggestions": suggest(typed), "is_danger": speaks_of_danger(typed)})


def _page_number(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 1
    return min(max(number, 1), MOST_PAGES_OF_RESULTS)
