"""What an article's form asks while somebody writes: the checks and the page of a text that is not saved. Nothing here
touches the working copy. Its text waits as that of every form does: desk/autosave/admin.py."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from ... import permissions
from ...documents import Document
from ...models import Article, Aspect
from ...reading.preview import preview_of
from ..forms.articles import LONGEST_BODY, MOST_BRACKETS, MOST_SECTIONS
from .checklist import checklist
from .form_document import typed_document, typed_rows

PREVIEW_SLUG = "preview"  # For a page that has no address yet.


@never_cache
def unsaved(request, what, pk=None, *, model_admin):
    """`pk` None is the form for a new article."""
    article = get_object_or_404(Article, pk=pk) if pk else None
    may_write = permissions.may_edit(request.user, article) if article else model_admin.has_add_permission(request)
    if not may_write:
        raise PermissionDenied
    answer = ANSWERS.get((request.method, what))
    if answer is None:
        raise Http404
    return answer(request, article, model_admin)


def _checks(request, article, model_admin):
    context = {"checklist": checklist_of_typed(request.POST, article, request.user), "article": article}
    if request.headers.get("X-Requested-With") == "fetch":
        return render(request, "admin/articles/_checks.html", context)
    # Without a script the form opens this in a tab of its own, and stays as it is.
    title = str(model_admin.opts.verbose_name_plural)
    whole = {**model_admin.admin_site.each_context(request), "opts": model_admin.opts, "title": title, **context}
    return render(request, "admin/articles/checks.html", whole)


def checklist_of_typed(data, article, user):
    return checklist(
        _bounded(typed_document(data, article)),
        typed_rows(data, "sections"),
        article=article,
        user=user,
        at=timezone.now(),
    )


def _preview(request, article, _model_admin):
    document = _bounded(typed_document(request.POST, article))
    return draw_preview(request, article or Article(), document)


def draw_preview(request, article: Article, document: Document):
    """The document by the public page's own template."""
    now = timezone.now()
    document = {**document, "slug": document["slug"] or PREVIEW_SLUG, "sections": _drawable(document["sections"])}
    response = render(request, "articles/article_detail.html", preview_of(article, document, at=now))
    response["X-Robots-Tag"] = "noindex"
    return response


ANSWERS = {
    ("POST", "checks"): _checks,
    ("POST", "preview"): _preview,
}


def _bounded(document):
    """A text beyond what can be saved is not worth a minute of checks: the form says so when it is saved."""
    return {**document, "sections": [_bounded_section(each) for each in document["sections"][:MOST_SECTIONS]]}


def _bounded_section(section):
    body = section["body"][:LONGEST_BODY]
    return {**section, "body": "" if body.count("[") > MOST_BRACKETS else body}


def _drawable(sections):
    return [{**section, "aspect": section["aspect"] or Aspect.OVERVIEW.value} for section in sections]
