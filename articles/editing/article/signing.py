"""Serve the page on which a clinician signs: the changes since their own last signature, or the whole text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from ... import permissions, publishing
from ...models import Signature, Version
from ...reading.preview import preview_of
from ...signatures.drawing import drawn_changes
from ...signatures.standing import standings
from ..desk_request import DeskRequest
from ..forms.signing import SignForm
from .pages import CHANGE_PAGE, article_for, desk_page
from .panels import threads_of
from .read_only import last_note


def sign(request: DeskRequest, pk: int, *, model_admin: admin.ModelAdmin) -> HttpResponse:
    """Show the newest version; on POST, sign it."""
    article = article_for(request, pk)
    if not permissions.may_sign(request.user, article):
        messages.error(request, _("You can sign an article that is in review or approved, as a clinical reviewer."))
        return redirect(CHANGE_PAGE, pk)
    version = article.versions.newest()
    if version is None:  # An article in review has one, and only such an article can be signed.
        raise Http404
    standing = next((one for one in standings(article, version.document) if one.signature.by == request.user), None)
    last = standing.signature if standing else None
    form = SignForm(
        request.POST or None, article=article, user=request.user, initial=_initial(request.user, version, last)
    )
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("name", "role", "expected")}
        try:
            publishing.sign(article, by=request.user, **given)
        except publishing.Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Signed: the next edition names you."))
            return redirect(CHANGE_PAGE, pk)
    context = {
        "article": article,
        "form": form,
        "version": version,
        "last": last,
        "changes": drawn_changes(standing, version.document) if standing else None,
        "whole": None if standing else preview_of(article, version.document, at=timezone.now())["page"],
        "note": last_note(article),
        "comments": threads_of(article, request.user, at=timezone.now()),
        "title": _("Sign: %(article)s") % {"article": article},
    }
    return desk_page(model_admin, request, "sign.html", context)


def _initial(user: User, version: Version, last: Signature | None) -> dict[str, Any]:
    before = last or Signature.objects.filter(by=user).first()
    name = before.name if before else user.get_full_name()
    return {"name": name, "role": before.role if before else "", "expected": version.number}


PAGES: list[tuple[str, Callable[..., HttpResponse], str]] = [("<int:pk>/do/sign/", sign, "sign")]
