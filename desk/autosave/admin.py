"""Add autosave to every admin form of the registered apps (docs/decisions/autosave.md)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.cache import never_cache

from .. import presence
from ..models import Autosave
from ..script_strings import WORDS
from ..staff import staff_user
from . import expired_session, storage

RESTORE = "_restore"  # Name of the button that restores the autosave into the form.


@dataclass(frozen=True)
class Offer:
    """Describe an autosave that the page offers to restore."""

    kept_at: datetime
    mark: str
    changes: Any  # The diff by words, for an article; None for other forms.
    fields: list[str]  # For other forms: labels of the fields that it would change.


class ReviewForm(forms.BaseForm):
    """Show restored text in a form without saving it: validation always fails, with a message that says why."""

    def clean(self) -> dict[str, Any]:
        raise ValidationError(storage.BACK_IN_THE_FORM)

    def full_clean(self) -> None:
        """Hide the errors of single fields: they are shown when the form is saved, not when its text is restored."""
        super().full_clean()
        for name in set(self.errors) - {NON_FIELD_ERRORS}:
            del self.errors[name]


AUTOSAVED_APPS: set[str] = set()


def autosave_forms_of(app_label: str) -> None:
    """Turn autosave on for every admin form of this app. Apps without texts, such as accounts, do not call it."""
    AUTOSAVED_APPS.add(app_label)


@cache
def with_autosave(admin_class: type[admin.ModelAdmin]) -> type[admin.ModelAdmin]:
    """Return a subclass of the admin class whose forms autosave; the same one at each call."""
    return type(admin_class.__name__, (AutosaveAdmin, admin_class), {"__module__": admin_class.__module__})


class AutosaveAdmin(admin.ModelAdmin):
    """Autosave the forms of an admin class: mixed in by `with_autosave`.

    The admin class may have `changes_in(data, row)`, which returns the diff of a form's data against the stored row,
    `saved_since(row, data)`, a sentence on what others saved since that form was opened, and `words`, further strings
    for the scripts.
    """

    def may_write(self, request: HttpRequest, row: storage.Row) -> bool:
        """Return whether the user may save this form; `row` is the class for a new row."""
        if isinstance(row, Model):
            return self.has_change_permission(request, row)
        return self.has_add_permission(request)

    def get_urls(self) -> list[URLPattern]:
        own: list[URLPattern] = []
        for what in ENDPOINTS:
            view = self.admin_site.admin_view(partial(self.unsaved, what=what))
            own += [
                path(f"unsaved/{what}/", view, name=expired_session.form_name(self.opts, f"new_{what}")),
                path(f"<path:object_id>/unsaved/{what}/", view, name=expired_session.form_name(self.opts, what)),
            ]
        return own + super().get_urls()

    def get_form(
        self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm]:
        made = super().get_form(request, obj, change=change, **kwargs)
        return type(made.__name__, (ReviewForm, made), {}) if storage.RESTORED_FOR_REVIEW in request.POST else made

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if RESTORE in request.POST or (request.method == "GET" and expired_session.BACK in request.GET):
            self._restore(request, object_id)
            form_url = request.path  # Without the query: the next save must not restore again.
        return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(  # noqa: PLR0913, PLR0917  (the signature is Django's)
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Model | None = None,
    ) -> HttpResponse:
        row = obj or self.model
        if self.may_write(request, row):
            context["keeping"] = self._template_context(request, row)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request: HttpRequest, obj: Model, form: forms.ModelForm, change: bool) -> None:
        """Delete the autosave in the transaction of the save, so that a rollback keeps it."""
        super().save_model(request, obj, form, change)
        storage.discard(staff_user(request), obj if change else self.model)

    def unsaved(self, request: HttpRequest, object_id: str | None = None, *, what: str) -> HttpResponse:
        """Answer one of ENDPOINTS for this form. Only for users who may save it."""
        row = self._row(request, object_id)
        if row is None or request.method != METHODS[what]:
            raise Http404
        if not self.may_write(request, row):
            raise PermissionDenied
        return never_cache(ENDPOINTS[what])(request, self, row)

    def _row(self, request: HttpRequest, object_id: str | None) -> storage.Row | None:
        return self.get_object(request, unquote(object_id)) if object_id else self.model

    def _restore(self, request: HttpRequest, object_id: str | None) -> None:
        """Turn the request into a POST of the autosaved data, because the admin shows input for a POST alone."""
        row = self._row(request, object_id)
        autosaved = Autosave.objects.of(staff_user(request), row).first() if row else None
        if autosaved:
            data = storage.as_form_data([*autosaved.typed, [storage.RESTORED_FOR_REVIEW, "yes"]])
            request.POST = data  # type: ignore[assignment]  # The stub allows only data that Django parsed.
            request.method = "POST"

    def _template_context(self, request: HttpRequest, row: storage.Row) -> dict[str, Any]:
        user = staff_user(request)
        autosaved = Autosave.objects.of(user, row).first()
        offered = self._offer(request, row, autosaved) if autosaved and request.method != "POST" else None
        # The form may replace an autosave that it shows, but not one that it only offers to restore.
        known = autosaved.mark if autosaved and not offered else ""
        return {
            "address": expired_session.form_address(self, row),
            **{f"{what}_address": expired_session.form_address(self, row, what) for what in ENDPOINTS},
            "offer": offered,
            "known": known,
            "served": expired_session.served_to(user, row, known=known),
            "is_brought_back": storage.RESTORED_FOR_REVIEW in request.POST,
            "words": WORDS | getattr(self, "words", {}),
        }

    def _offer(self, request: HttpRequest, row: storage.Row, autosaved: Autosave) -> Offer | None:
        """Return None for an article whose autosave equals the stored text."""
        compare = getattr(self, "changes_in", None)
        data = storage.as_form_data(autosaved.typed)
        obj = row if isinstance(row, Model) else None
        changes = compare(data, obj) if compare else None
        if compare and not changes:
            return None
        return Offer(autosaved.kept_at, autosaved.mark, changes, [] if compare else self._changed(request, data, obj))

    def _changed(self, request: HttpRequest, data: QueryDict, obj: Model | None) -> list[str]:
        form = self.get_form(request, obj, change=obj is not None)(data, instance=obj)
        return [str(form[name].label) for name in form.changed_data if not form[name].is_hidden]


def _autosave(request: HttpRequest, _model_admin: AutosaveAdmin, row: storage.Row) -> HttpResponse:
    try:
        kept = storage.keep(staff_user(request), row, request.POST, known=request.headers.get("X-Known-Autosave", ""))
    except storage.TooLong:
        return HttpResponse(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    except storage.KeptElsewhere:
        return HttpResponse(status=HTTPStatus.CONFLICT)
    return JsonResponse({"known": kept.mark})


def _discard(request: HttpRequest, model_admin: AutosaveAdmin, row: storage.Row) -> HttpResponse:
    storage.discard(staff_user(request), row)
    return redirect(expired_session.form_address(model_admin, row))


def _presence(request: HttpRequest, model_admin: AutosaveAdmin, row: storage.Row) -> HttpResponse:
    """Answer who else has the form open, and what was saved since it was opened. A new row is nobody else's."""
    here = presence.others(staff_user(request), row, at=timezone.now()) if isinstance(row, Model) else []
    saved_since = getattr(model_admin, "saved_since", None)
    return JsonResponse({"others": here, "saved": saved_since(row, request.POST) if saved_since else ""})


def _token(request: HttpRequest, _model_admin: AutosaveAdmin, _row: storage.Row) -> HttpResponse:
    """Answer the current CSRF token: a log-in in another tab changes the one that every form carries."""
    return JsonResponse({"token": get_token(request)})


Endpoint = Callable[[HttpRequest, AutosaveAdmin, storage.Row], HttpResponse]
ENDPOINTS: dict[str, Endpoint] = {"autosave": _autosave, "discard": _discard, "presence": _presence, "token": _token}
METHODS = {"autosave": "POST", "discard": "POST", "presence": "POST", "token": "GET"}
