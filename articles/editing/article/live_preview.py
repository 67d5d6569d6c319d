"""Check and draw an article's text while somebody writes it.

Nothing here changes the working copy; desk/autosave/admin.py stores the typed text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from ... import permissions
from ...documents import Document
from ...models import Article, Aspect
from ...reading.preview import preview_of
from ..desk_request import DeskRequest
from ..forms.articles import LONGEST_BODY, MOST_BRACKETS, MOST_SECTIONS
from .checklist import Checklist, checklist
from .form_document import typed_document, typed_rows

PREVIEW_SLUG = "preview"  # For an article that has no slug yet.


@never_cache
def unsaved(request: DeskRequest, what: str, pk: int | None = None, *, model_admin: admin.ModelAdmin) -> HttpResponse:
    """Answer with the checks or the preview (`what`) of the form data. `pk` is None in the form for a new article."""
    article = get_object_or_404(Article, pk=pk) if pk else None
    may_write = permissions.may_edit(request.user, article) if article else model_admin.has_add_permission(request)
    if not may_write:
        raise PermissionDenied
    answer = ANSWERS.get((request.method, what))
    if answer is None:
        raise Http404
    return answer(request, article, model_admin)


def _checks(request: DeskRequest, article: Article | None, model_admin: admin.ModelAdmin) -> HttpResponse:
    context = {"checklist": checklist_of_typed(request.POST, article, request.user), "article": article}
    if request.headers.get("X-Requested-With") == "fetch":
        return render(request, "admin/articles/_checks.html", context)
    # Without JavaScript, the form opens this in a new tab and stays open.
    title = str(model_admin.opts.verbose_name_plural)
    whole = {**model_admin.admin_site.each_context(request), "opts": model_admin.opts, "title": title, **context}
    return render(request, "admin/articles/checks.html", whole)


def checklist_of_typed(data: Mapping[str, Any], article: Article | None, user: User | AnonymousUser) -> Checklist:
    """The checks of the form data."""
    return checklist(
        _bounded(typed_document(data, article)),
        typed_rows(data, "sections"),
        article=article,
        user=user,
        at=timezone.now(),
    )


def _preview(request: DeskRequest, article: Article | None, _model_admin: admin.ModelAdmin) -> HttpResponse:
    document = _bounded(typed_document(request.POST, article))
    return draw_preview(request, article or Article(), document)


def draw_preview(request: HttpRequest, article: Article, document: Document) -> HttpResponse:
    """Render the document with the public page's template, hidden from search engines."""
    now = timezone.now()
    document = {**document, "slug": document["slug"] or PREVIEW_SLUG, "sections": _drawable(document["sections"])}
    response = render(request, "articles/article_detail.html", preview_of(article, document, at=now))
    response["X-Robots-Tag"] = "noindex"
    return response


ANSWERS: dict[tuple[str | None, str], Callable[[DeskRequest, Article | None, admin.ModelAdmin], HttpResponse]] = {
    ("POST", "checks"): _checks,
    ("POST", "preview"): _preview,
}


def _bounded(document: Document) -> Document:
    """Cut a text longer than can be saved: its checks could take a minute, and saving refuses it anyway."""
    return {**document, "sections": [_bounded_section(each) for each in document["sections"][:MOST_SECTIONS]]}


def _bounded_section(section: Document) -> Document:
    body = section["body"][:LONGEST_BODY]
    return {**section, "body": "" if body.count("[") > MOST_BRACKETS else body}


def _drawable(sections: list[Document]) -> list[Document]:
    return [{**section, "aspect": section["aspect"] or Aspect.OVERVIEW.value} for section in sections]
