"""Serve the desk's pages around an article: a workflow step, its versions, a comparison, a preview."""

from __future__ import annotations

from http import HTTPStatus
from operator import itemgetter
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ... import permissions, publishing
from ...comparison.diff import compare
from ...models import Article, Comment, Edition, Thread, Version
from ...reading.slug_lookup import edition_at
from ..desk_request import DeskRequest
from ..forms.numbers import is_number
from .live_preview import draw_preview
from .moves import MOVES
from .panels import threads_of
from .read_only import read_text

CHANGE_PAGE = "admin:articles_article_change"


def article_for(request: DeskRequest, pk: int) -> Article:
    """The article, for a user who may view it. Raises PermissionDenied or Http404."""
    if not request.user.has_perm("articles.view_article"):
        raise PermissionDenied
    return get_object_or_404(Article, pk=pk)


@require_safe
def at_address(_request: DeskRequest, slug: str, *, model_admin: admin.ModelAdmin) -> HttpResponse:
    """Lead from a public page or a preview, by “Edit this page”, to the form of its article."""
    edition = edition_at(slug)
    return redirect(CHANGE_PAGE, edition.article_id if edition else get_object_or_404(Article, slug=slug).pk)


def desk_page(
    model_admin: admin.ModelAdmin,
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """Render a template of admin/articles/ with the context that every admin page needs."""
    whole = {**model_admin.admin_site.each_context(request), "opts": model_admin.opts, **context}
    return render(request, f"admin/articles/{template}", whole, status=status)


def move(request: DeskRequest, pk: int, name: str, *, model_admin: admin.ModelAdmin) -> HttpResponse:
    """Show the form of the move; on POST, make it."""
    article = article_for(request, pk)
    chosen = MOVES.get(name)
    if chosen is None:
        raise Http404
    if not chosen.may(request.user, article):
        messages.error(
            request,
            _("“%(move)s” is not possible now: the article is %(status)s.")
            % {"move": chosen.label, "status": article.get_status_display()},
        )
        return redirect(CHANGE_PAGE, pk)
    data = request.POST if request.method == "POST" else None
    shown = _version_shown(request, article)
    initial = {"check": request.GET.get("check", ""), "expected": shown}
    form = chosen.form(data, article=article, user=request.user, initial=initial)
    if data is not None and form.is_valid():
        try:
            made = chosen.act(article, by=request.user, **form.cleaned_data)
        except publishing.Refused as refused:
            form.add_error(None, str(refused).split("\n"))
        else:
            messages.success(request, chosen.done_words(made))
            return redirect(CHANGE_PAGE, pk)
    context = {
        "article": article,
        "move": chosen,
        "form": form,
        "read": read_text(article, shown, user=request.user, at=timezone.now()) if chosen.is_on_a_text else None,
        "comments": threads_of(article, request.user, at=timezone.now()) if chosen.is_on_a_text else None,
        "title": _("%(move)s: %(article)s") % {"move": chosen.label, "article": article},
    }
    return desk_page(model_admin, request, "move.html", context)


def _version_shown(request: DeskRequest, article: Article) -> int | None:
    """The number of the version that the page with the button showed."""
    asked = request.GET.get("version", "")
    if is_number(asked):
        return int(asked)
    latest = article.versions.newest()
    return latest.number if latest else None


@require_safe
def versions(request: DeskRequest, pk: int, *, model_admin: admin.ModelAdmin) -> HttpResponse:
    article = article_for(request, pk)
    rows = article.versions.order_by("-number").select_related("saved_by").defer("document")
    found = list(rows.prefetch_related("editions"))
    earlier = found[1:] or found
    public = (version for version in earlier if any(map(Edition.is_public, version.editions.all())))
    context = {
        "article": article,
        "versions": found,
        "compared": next(public, earlier[0] if earlier else None),
        "title": _("Versions: %(article)s") % {"article": article},
    }
    return desk_page(model_admin, request, "versions.html", context)


@require_safe
def record(request: DeskRequest, pk: int, *, model_admin: admin.ModelAdmin) -> HttpResponse:
    """Show every move, every saved version and every comment of an article, newest first."""
    article = article_for(request, pk)
    saved = article.versions.select_related("saved_by").defer("document")
    comments = Comment.objects.filter(thread__article=article).select_related("by", "thread")
    comments = comments.exclude(thread__in=Thread.objects.expired(at=timezone.now()))
    events: list[dict[str, Any]] = [
        *({"at": move.at, "by": move.by, "move": move} for move in article.moves.select_related("by")),
        *({"at": version.saved_at, "by": version.saved_by, "version": version} for version in saved),
        *({"at": comment.at, "by": comment.by, "comment": comment} for comment in comments),
    ]
    context = {
        "article": article,
        "events": sorted(events, key=itemgetter("at"), reverse=True),
        "title": _("Who did what: %(article)s") % {"article": article},
    }
    return desk_page(model_admin, request, "record.html", context)


@require_safe
def comparison(request: DeskRequest, pk: int, *, model_admin: admin.ModelAdmin) -> HttpResponse:
    article = article_for(request, pk)
    old, new = (_version(article, request.GET.get(name)) for name in ("old", "new"))
    context = {
        "article": article,
        "old": old,
        "new": new,
        "changes": compare(old.document, new.document),
        "may_restore": permissions.may_edit(request.user, article),
        "title": _("Version %(old)d to %(new)d: %(article)s")
        % {"old": old.number, "new": new.number, "article": article},
    }
    return desk_page(model_admin, request, "comparison.html", context)


@require_POST
def restore(request: DeskRequest, pk: int, number: int, *, model_admin: admin.ModelAdmin) -> HttpResponse:
    version = _version(article_for(request, pk), number)
    try:
        made = publishing.restore(version, by=request.user)
    except publishing.Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request,
            _("Version %(old)d is the working copy again, as version %(new)d.") % {"old": number, "new": made.number},
        )
    return redirect(CHANGE_PAGE, pk)


@never_cache
@require_safe
def preview(request: DeskRequest, pk: int, **_model_admin: Any) -> HttpResponse:
    """Show a version, by default the newest, with the public page's template."""
    article = article_for(request, pk)
    latest = article.versions.newest()
    version = _version(article, request.GET.get("version") or (latest.number if latest else 0))
    return draw_preview(request, article, version.document)


def _version(article: Article, number: str | int | None) -> Version:
    text = str(number)
    if not is_number(text):
        raise Http404
    return get_object_or_404(article.versions.select_related("saved_by"), number=int(text))
