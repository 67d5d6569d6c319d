"""Search all that the desk lists for a user at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.admin.views.main import SEARCH_VAR
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

MOST_OF_EACH = 6
MOST_LETTERS = 200
NUL = "\x00"  # PostgreSQL refuses it.


@dataclass(frozen=True)
class Found:
    """The first rows of one kind, as (label, address), and the address of the list with all of them."""

    kind: str
    rows: Sequence[tuple[str, str]]
    whole_list: str
    has_more: bool


@require_safe
def search(request: HttpRequest, *, site: AdminSite) -> HttpResponse:
    """Show what was found for `?q=`, by kind."""
    query = request.GET.get(SEARCH_VAR, "").replace(NUL, " ").strip()[:MOST_LETTERS]
    found = list(_find(request, site, query)) if query else []
    title = _("Search the desk")
    return render(request, "admin/desk/search.html", {
        **site.each_context(request), "title": title, "query": query, "found": found,
    })  # fmt: skip


def _find(request: HttpRequest, site: AdminSite, query: str) -> Iterator[Found]:
    """What the lists of Django's admin would find, for those that the user may see. One query for each list.

    What the user may change comes first: an article before its editions.
    """

    def place(entry: tuple[type[Model], ModelAdmin]) -> tuple[bool, str, str]:
        model, model_admin = entry
        return not model_admin.has_change_permission(request), model._meta.app_label, model._meta.model_name or ""

    for model, model_admin in sorted(site._registry.items(), key=place):
        if not model_admin.get_search_fields(request) or not model_admin.has_view_or_change_permission(request):
            continue
        rows, repeats = model_admin.get_search_results(request, model_admin.get_queryset(request), query)
        first = list((rows.distinct() if repeats else rows)[: MOST_OF_EACH + 1])
        if first:
            yield _found(model, first, query)


def _found(model: type[Model], first: list[Model], query: str) -> Found:
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    rows = [(str(row), reverse(f"{name}_change", args=[row.pk])) for row in first[:MOST_OF_EACH]]
    whole_list = f"{reverse(f'{name}_changelist')}?{urlencode({SEARCH_VAR: query})}"
    return Found(str(model._meta.verbose_name_plural), rows, whole_list, len(first) > MOST_OF_EACH)
