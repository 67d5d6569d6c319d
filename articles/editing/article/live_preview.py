"""Check and draw an article's text while somebody writes it.

Nothing here changes the working copy; desk/autosave/admin.py stores the typed text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from ... import permissions
from ...documents import Document, why_too_large
from ...models import Article, Aspect
from ...reading.preview import preview_of
from ..desk_request import DeskRequest
from .checklist import Checklist, checklist, refusal
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
    found = checklist_of_typed(request.POST, article, request.user)
    context = {"checklist": found, "article": article}
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE if found.is_refused else HTTPStatus.OK
    if request.headers.get("X-Requested-With") == "fetch":
        return render(request, "admin/articles/_checks.html", context, status=status)
    # Without JavaScript, the form opens this in a new tab and stays open.
    title = str(model_admin.opts.verbose_name_plural)
    whole = {**model_admin.admin_site.each_context(request), "opts": model_admin.opts, "title": title, **context}
    return render(request, "admin/articles/checks.html", whole, status=status)


def checklist_of_typed(data: Mapping[str, Any], article: Article | None, user: User | AnonymousUser) -> Checklist:
    """The checks of the form data; of a text that is too large, its refusal alone."""
    document = typed_document(data, article)
    if reason := why_too_large(document):
        return refusal(reason, article)
    return checklist(document, typed_rows(data, "sections"), article=article, user=user, at=timezone.now())


def _preview(request: DeskRequest, article: Article | None, _model_admin: admin.ModelAdmin) -> HttpResponse:
    document = typed_document(request.POST, article)
    if reason := why_too_large(document):
        return HttpResponse(reason, content_type="text/plain", status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
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


def _drawable(sections: list[Document]) -> list[Document]:
    return [{**section, "aspect": section["aspect"] or Aspect.OVERVIEW.value} for section in sections]
