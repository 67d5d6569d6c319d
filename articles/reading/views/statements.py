"""Serve the register of statements and the page of each, with its public history."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ...models import StatementVersion
from ...statements.usage import pages_with
from ..statements import shown_versions

MOST_PAGES = 100


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    found = StatementVersion.objects.in_force().with_signature().select_related("statement").order_by("title")
    return render(request, "articles/statements.html", {"statements": found})


@require_safe
def statement(request: HttpRequest, slug: str) -> HttpResponse:
    now = timezone.now()
    versions = shown_versions(slug, at=now)
    if not versions:
        raise Http404
    pages = pages_with(versions[0].version.statement_id, at=now)
    context = {
        "current": versions[0],
        "versions": versions,
        "pages": pages[:MOST_PAGES],
        "number_of_pages": pages.count(),
    }
    return render(request, "articles/statement.html", context)
