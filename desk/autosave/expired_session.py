"""Autosave the text of a form that was submitted after its session had ended, or with an old CSRF token.

The text is stored for the user whom the form was made for (docs/decisions/autosave.md).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Protocol

from django.contrib.admin.utils import quote, unquote
from django.contrib.auth.models import User
from django.core import signing
from django.db.models import Model
from django.db.models.options import Options
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..models import KEPT_FOR, place_of
from . import storage

SALT = "desk.served"
SERVED = "_served"  # Signed form field that names its user. Leading underscore: not user input.
BACK = "back"  # Query parameter of a form: show the autosaved text in it.
# URL names of pages that stored the input already, each with that of its form. The apps add theirs.
PAGES_THAT_KEPT_THE_TEXT: dict[str, str] = {}
WHY_NOT = {
    storage.KeptElsewhere: _(
        "Other unsaved text of this form waits at the desk, and nothing overwrites it unseen. Log in, settle that "
        "one, then come back to this tab and send yours again."
    ),
    storage.TooLong: _("It is more than can be kept, so it was not. Copy what you need from here."),
    signing.SignatureExpired: _("The form was open for so long that it could not be kept. Copy it from here."),
}


class FormAdmin(Protocol):
    """The part of an `AutosaveAdmin` (admin.py) that is used here."""

    model: type[Model]
    opts: Options[Any]

    def may_write(self, request: HttpRequest, row: storage.Row) -> bool: ...

    def get_object(self, request: HttpRequest, object_id: str) -> Model | None: ...


def served_to(user: User, row: storage.Row, *, known: str) -> str:
    """Return the signed value of the field SERVED.

    `known`: the `mark` of the autosave that the form shows, "" for none.
    """
    return signing.dumps({"user": user.pk, **place_of(row), "known": known}, salt=SALT)


def form_name(opts: Options[Any], what: str) -> str:
    """Return the URL name of a form's page, or of one of its endpoints, without its namespace."""
    return f"{opts.app_label}_{opts.model_name}_{what}"


def form_address(model_admin: FormAdmin, row: storage.Row, what: str = "") -> str:
    """Return the path of the form of `row`, or of one of its endpoints (autosave/admin.py, ENDPOINTS)."""
    if not isinstance(row, Model):
        return reverse("admin:" + form_name(model_admin.opts, f"new_{what}" if what else "add"))
    return reverse("admin:" + form_name(model_admin.opts, what or "change"), args=[quote(row.pk)])


def autosave_without_session(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Wrap an admin view: autosave a form that an anonymous request submits, before the log-in guard answers.

    The check of the CSRF token comes before.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kept = None if request.user.is_authenticated else autosave_refused_form(request)
        return kept or view(request, *args, **kwargs)

    return guarded


def autosave_refused_form(request: HttpRequest) -> HttpResponse | None:
    """Autosave the input of a desk form and redirect to that form. Returns None for any other request.

    The signed field alone says whose input it is, because the request has no user, or no proof of one. Answers 409 with
    the text in the page where it can't be stored.
    """
    match = request.resolver_match
    if request.method != "POST" or match is None:
        return None
    if form := PAGES_THAT_KEPT_THE_TEXT.get(match.url_name or ""):
        return redirect(f"{reverse(f'admin:{form}', args=[match.kwargs['pk']])}?{BACK}=yes")
    model_admin = getattr(match.func, "model_admin", None)
    if model_admin is None or SERVED not in request.POST:
        return None
    try:
        user, row, known = _served(request.POST[SERVED], model_admin, match.kwargs.get("object_id"))
        storage.keep(user, row, request.POST, known=known)
    except (signing.BadSignature, User.DoesNotExist) as fault:
        return _not_kept(request, fault) if isinstance(fault, signing.SignatureExpired) else None
    except (storage.KeptElsewhere, storage.TooLong) as refusal:
        return _not_kept(request, refusal)
    return redirect(f"{form_address(model_admin, row)}?{BACK}=yes")


def _served(field: str, model_admin: FormAdmin, object_id: str | None) -> tuple[User, storage.Row, str]:
    """Return user, row and known mark from the signed field.

    Raises BadSignature where this site did not sign it for this form, or the user may no longer save it; and
    User.DoesNotExist for an account that is gone or disabled.
    """
    served = signing.loads(field, salt=SALT, max_age=KEPT_FOR)
    asked = HttpRequest()
    asked.user = user = User.objects.get(pk=served["user"], is_active=True, is_staff=True)
    row = model_admin.get_object(asked, unquote(object_id)) if object_id else model_admin.model
    if row is None or {name: served[name] for name in ("model", "row")} != place_of(row):
        raise signing.BadSignature
    if not model_admin.may_write(asked, row):
        raise signing.BadSignature
    return user, row, served["known"]


def _not_kept(request: HttpRequest, fault: Exception) -> HttpResponse:
    """Show the text in a page, to be copied or sent again.

    What is sent again is only shown in the form, never saved. Otherwise an attacker could make somebody submit text
    that is not theirs, with a valid token from this page.
    """
    typed = storage.typed_in(request.POST)
    words = [value for name, value in typed if "\n" in value or " " in value]
    context = {
        "why": WHY_NOT[type(fault)],
        "fields": [*typed, [SERVED, request.POST[SERVED]], [storage.RESTORED_FOR_REVIEW, "yes"]],
        "words": "\n\n".join(words),
    }
    return render(request, "admin/not_kept.html", context, status=HTTPStatus.CONFLICT)
