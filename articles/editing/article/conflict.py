"""Resolve a conflict: show both texts side by side when somebody else saved meanwhile, and save their merge."""

from __future__ import annotations

from collections.abc import Collection
from http import HTTPStatus
from typing import Any

from django.contrib import admin
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from desk.autosave import storage

from ... import permissions
from ...comparison.three_way_merge import THEIRS, YOURS, Choice, change_of, choices, merged
from ...models import Article
from ...schema.stored import read_document, to_stored
from ..desk_request import DeskRequest
from .form_document import form_data, typed_document
from .pages import CHANGE_PAGE

SALT = "articles.conflict"


def page(model_admin: admin.ModelAdmin, request: DeskRequest, article: Article) -> HttpResponse:
    """The conflict page (409). Nothing was saved; the typed text is on the page and in the user's autosave."""
    yours = typed_document(request.POST, article)
    if storage.RESTORED_FOR_REVIEW not in request.POST:  # Otherwise it was autosaved already.
        storage.keep_refused(request.user, article, request.POST)
    theirs = article.versions.select_related("saved_by").latest("number")
    base = article.versions.filter(number=int(request.POST["version_number"])).first()
    base_document = base.document if base else yours
    texts = {"base": to_stored(base_document), "yours": to_stored(yours)}
    kept = signing.dumps({**texts, "theirs": theirs.number, "article": article.pk}, salt=SALT, compress=True)
    found = choices(base_document, yours, theirs.document)
    context = {"article": article, "theirs": theirs, "kept": kept, **_parts(found, taken={})}
    return _draw(model_admin, request, context, status=HTTPStatus.CONFLICT)


def _parts(found: list[Choice], *, taken: dict[str, str], missing: Collection[str] = ()) -> dict[str, Any]:
    """What the page shows of the choices. Where both changed a part, only the person chooses."""
    parts = [
        {
            "choice": choice,
            "chosen": taken.get(choice.key, "" if choice.is_disputed else choice.suggested),
            "is_missing": choice.key in missing,
            "yours": change_of(choice, YOURS),
            "theirs": change_of(choice, THEIRS),
        }
        for choice in found
    ]
    return {"choices": parts, "disputed": sum(choice.is_disputed for choice in found), "missing": len(missing)}


def _draw(
    model_admin: admin.ModelAdmin, request: DeskRequest, context: dict[str, Any], *, status: HTTPStatus
) -> HttpResponse:
    title = _("Somebody else saved “%(article)s” while you were writing") % {"article": context["article"]}
    whole = {**model_admin.admin_site.each_context(request), "opts": model_admin.opts, "title": title, **context}
    return render(request, "admin/articles/conflict.html", whole, status=status)


@require_POST
def settle(request: DeskRequest, pk: int, *, model_admin: admin.ModelAdmin) -> HttpResponse:
    """Save the merged text through the change form, which may refuse it and then shows it again.

    Shows the conflict page again (400) while a part that both changed has no choice.
    """
    article = get_object_or_404(Article, pk=pk)
    if not permissions.may_edit(request.user, article):
        raise PermissionDenied
    kept = _kept(request, article)
    theirs = article.versions.get(number=kept["theirs"])
    taken = {name: str(value) for name, value in request.POST.items() if value in {YOURS, THEIRS}}
    base, yours = (read_document(kept[name]) for name in ("base", "yours"))
    found = choices(base, yours, theirs.document)
    missing = {choice.key for choice in found if choice.is_disputed} - taken.keys()
    if missing:
        context = {"article": article, "theirs": theirs, "kept": request.POST["kept"]}
        context |= _parts(found, taken=taken, missing=missing)
        return _draw(model_admin, request, context, status=HTTPStatus.BAD_REQUEST)
    document = merged(base, yours, theirs.document, taken)
    data = form_data(document, article, version_number=theirs.number)
    data["_continue"] = "yes"
    request.POST = data  # type: ignore[assignment]  # The stub knows only the immutable QueryDict of a new request.
    request.path = reverse(CHANGE_PAGE, args=[pk])  # The admin redirects to this path and links it in its message.
    return model_admin.changeform_view(request, str(pk), form_url=request.path)


def _kept(request: DeskRequest, article: Article) -> dict[str, Any]:
    try:
        kept = signing.loads(request.POST.get("kept", ""), salt=SALT)
    except signing.BadSignature:
        raise PermissionDenied from None
    if kept["article"] != article.pk:
        raise PermissionDenied
    return kept
