"""Serve the page that changes many articles of the list at once, after it has named each of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ... import permissions, publishing
from ...models import Article
from ..desk_request import DeskRequest
from ..forms.bulk import CHANGES, BulkChange
from ..forms.numbers import is_number
from .pages import desk_page

MOST_ARTICLES = 100  # As many as a page of the list has.
LIST = "admin:articles_article_changelist"
SALT = "articles.bulk"


def _action(name: str, change: BulkChange) -> Callable[..., HttpResponse | None]:
    def lead_on(_admin: admin.ModelAdmin, request: HttpRequest, chosen: QuerySet[Article]) -> HttpResponse | None:
        keys = list(chosen.values_list("pk", flat=True)[: MOST_ARTICLES + 1])
        if len(keys) > MOST_ARTICLES:
            messages.error(request, _("Choose at most %(most)d articles at once.") % {"most": MOST_ARTICLES})
            return None
        address = reverse("admin:articles_article_bulk", args=[name])
        return redirect(f"{address}?{urlencode({'articles': ','.join(map(str, keys))})}")

    lead_on.__name__ = name  # The admin knows an action by it.
    lead_on.short_description = change.label  # type: ignore[attr-defined]
    lead_on.allowed_permissions = ["change"]  # type: ignore[attr-defined]
    return lead_on


ACTIONS = [_action(name, change) for name, change in CHANGES.items()]


def bulk(request: DeskRequest, name: str, *, model_admin: admin.ModelAdmin) -> HttpResponse:
    """Name the articles and ask for the value; on POST, change each that is as it was then."""
    change = CHANGES.get(name)
    if change is None:
        raise Http404
    if not permissions.may_edit(request.user):
        raise PermissionDenied
    is_sent = request.method == "POST"
    opened = _opened(request.POST.get("opened", "")) if is_sent else {}
    asked = opened or [int(key) for key in request.GET.get("articles", "").split(",")[:MOST_ARTICLES] if is_number(key)]
    articles = list(Article.objects.filter(pk__in=asked).select_related("owner").order_by("title", "pk"))
    form = change.form(request.POST if is_sent else None)
    if is_sent and form.is_valid():
        _change_all(request, articles, form, opened)
        return redirect(LIST)
    opened = opened or {article.pk: publishing.state_of(article) for article in articles}
    context = {
        "change": change,
        "form": form,
        "articles": [article for article in articles if permissions.may_edit(request.user, article)],
        "others": [article for article in articles if not permissions.may_edit(request.user, article)],
        "opened": signing.dumps(list(opened.items()), salt=SALT),
        "title": change.label,
    }
    return desk_page(model_admin, request, "bulk.html", context)


def _opened(signed: str) -> dict[int, publishing.State]:
    """The state of each article when the page named it."""
    try:
        return {key: (number, owner) for key, (number, owner) in signing.loads(signed, salt=SALT)}
    except signing.BadSignature:
        raise Http404 from None


def _change_all(request: DeskRequest, articles: list[Article], form: Any, opened: dict[int, publishing.State]) -> None:
    """Change each article by itself, and name those that were left alone."""
    changed = 0
    for article in articles:
        try:
            changed += publishing.change_listed(article, form.write, by=request.user, opened=opened[article.pk])
        except publishing.Refused as refused:
            words = _("Left alone: “%(title)s”. %(why)s") % {"title": article.title, "why": refused}
            messages.warning(request, words)
    done = ngettext("%(count)d article was changed.", "%(count)d articles were changed.", changed)
    messages.success(request, done % {"count": changed})
