"""Add autosave to every admin form of the registered apps: what is typed waits on the server until it is saved.

docs/decisions/autosave.md
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from http import HTTPStatus
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.cache import never_cache

from ..models import Autosave
from ..script_strings import WORDS
from . import expired_session, storage

RESTORE = "_restore"


@dataclass(frozen=True)
class Offer:
    kept_at: datetime
    mark: str
    changes: Any  # Word by word, for an article.
    fields: list[str]  # Else the names of what it would change.


class OnlyShown:
    """A form that is drawn with what was typed another day, and is not to be saved by that."""

    def clean(self):
        raise ValidationError(storage.BACK_IN_THE_FORM)

    def full_clean(self):
        """What is still missing is told when it is saved, not when it comes back."""
        super().full_clean()
        for name in set(self._errors) - {NON_FIELD_ERRORS}:
            del self._errors[name]


AUTOSAVED_APPS: set[str] = set()


def autosave_forms_of(app_label: str) -> None:
    """Every admin form of this app keeps what is typed. Apps without texts, such as accounts, do not ask for it."""
    AUTOSAVED_APPS.add(app_label)


@cache
def with_autosave(admin_class: type[admin.ModelAdmin]) -> type[admin.ModelAdmin]:
    """A subclass of the admin whose forms keep what is typed."""
    return type(admin_class.__name__, (AutosaveAdmin, admin_class), {"__module__": admin_class.__module__})


class AutosaveAdmin(admin.ModelAdmin):
    def may_write(self, request, row: storage.Row) -> bool:
        is_new = row is self.model
        return self.has_add_permission(request) if is_new else self.has_change_permission(request, row)

    def get_urls(self):
        own = []
        for what in ANSWERS:
            view = self.admin_site.admin_view(partial(self.unsaved, what=what))
            own += [
                path(f"unsaved/{what}/", view, name=expired_session.form_name(self.opts, f"new_{what}")),
                path(f"<path:object_id>/unsaved/{what}/", view, name=expired_session.form_name(self.opts, what)),
            ]
        return own + super().get_urls()

    def get_form(self, request, obj=None, change=False, **kwargs):
        made = super().get_form(request, obj, change=change, **kwargs)
        return type(made.__name__, (OnlyShown, made), {}) if storage.ONLY_SHOWN in request.POST else made

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if RESTORE in request.POST or (request.method == "GET" and expired_session.BACK in request.GET):
            self._bring_back(request, object_id)
            form_url = request.path  # What is saved next comes from the form.
        return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):  # noqa: PLR0913, PLR0917
        row = obj or self.model
        if self.may_write(request, row):
            context["keeping"] = self._keeping(request, row)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change):
        """In the transaction of the save: one that is undone gives the text back."""
        super().save_model(request, obj, form, change)
        storage.discard(request.user, obj if change else self.model)

    def unsaved(self, request, object_id=None, *, what):
        row = self._row(request, object_id)
        if row is None or request.method != METHODS[what]:
            raise Http404
        if not self.may_write(request, row):
            raise PermissionDenied
        return never_cache(ANSWERS[what])(request, self, row)

    def _row(self, request, object_id):
        return self.get_object(request, unquote(object_id)) if object_id else self.model

    def _bring_back(self, request, object_id):
        """As if it were sent now, to be looked over. The admin draws what was typed for a POST alone."""
        row = self._row(request, object_id)
        autosaved = row and Autosave.objects.of(request.user, row).first()
        if autosaved:
            request.POST = storage.as_form_data([*autosaved.typed, [storage.ONLY_SHOWN, "yes"]])
            request.method = "POST"

    def _keeping(self, request, row):
        autosaved = Autosave.objects.of(request.user, row).first()
        offered = self._offer(request, row, autosaved) if autosaved and request.method != "POST" else None
        # The form may replace what it knows of, and nothing that waits to be decided on.
        known = autosaved.mark if autosaved and not offered else ""
        return {
            "address": expired_session.form_address(self, row),
            **{f"{what}_address": expired_session.form_address(self, row, what) for what in ANSWERS},
            "offer": offered,
            "known": known,
            "served": expired_session.served_to(request.user, row, known=known),
            "is_brought_back": storage.ONLY_SHOWN in request.POST,
            "words": WORDS | getattr(self, "words", {}),
        }

    def _offer(self, request, row, autosaved):
        """None where nothing in it differs from what is stored."""
        compare = getattr(self, "changes_in", None)
        data = storage.as_form_data(autosaved.typed)
        obj = None if row is self.model else row
        changes = compare(data, obj) if compare else None
        if compare and not changes:
            return None
        return Offer(autosaved.kept_at, autosaved.mark, changes, [] if compare else self._changed(request, data, obj))

    def _changed(self, request, data, obj):
        form = self.get_form(request, obj, change=obj is not None)(data, instance=obj)
        return [str(form[name].label) for name in form.changed_data if not form[name].is_hidden]


def _keep(request, _model_admin, row):
    try:
        kept = storage.keep(request.user, row, request.POST, known=request.headers.get("X-Known-Autosave", ""))
    except storage.TooLong:
        return HttpResponse(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    except storage.KeptElsewhere:
        return HttpResponse(status=HTTPStatus.CONFLICT)
    return JsonResponse({"known": kept.mark})


def _discard(request, model_admin, row):
    storage.discard(request.user, row)
    return redirect(expired_session.form_address(model_admin, row))


def _token(request, _model_admin, _row):
    """A log-in in another tab changes the token that every form carries."""
    return JsonResponse({"token": get_token(request)})


ANSWERS = {"autosave": _keep, "discard": _discard, "token": _token}
METHODS = {"autosave": "POST", "discard": "POST", "token": "GET"}
