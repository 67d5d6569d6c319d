"""Keep the text of a save that arrives after the session has ended, or with an old token.

It waits for the person whom the form was made for: docs/decisions/autosave.md.
"""

from __future__ import annotations

from functools import wraps
from http import HTTPStatus

from django.contrib.admin.utils import quote, unquote
from django.contrib.auth.models import User
from django.core import signing
from django.http import HttpRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..models import KEPT_FOR, place_of
from . import storage

SALT = "desk.served"
SERVED = "_served"  # The field of the form that tells for whom it was made. The stroke: no part of what was typed.
BACK = "back"  # In the address of a form: what waits is to be drawn into it.
# URL names of pages that have stored what was typed already -> that of the form it belongs to. The apps add theirs.
PAGES_THAT_KEPT_THE_TEXT: dict[str, str] = {}
WHY_NOT = {
    storage.KeptElsewhere: _(
        "Other unsaved text of this form waits at the desk, and nothing overwrites it unseen. Log in, settle that "
        "one, then come back to this tab and send yours again."
    ),
    storage.TooLong: _("It is more than can be kept, so it was not. Copy what you need from here."),
    signing.SignatureExpired: _("The form was open for so long that it could not be kept. Copy it from here."),
}


def served_to(user: User, row: storage.Row, *, known: str) -> str:
    """Goes out with the form, and comes back with what is typed. `known`: the state of unsaved text that it shows."""
    return signing.dumps({"user": user.pk, **place_of(row), "known": known}, salt=SALT)


def form_name(opts, what: str) -> str:
    return f"{opts.app_label}_{opts.model_name}_{what}"


def form_address(model_admin, row: storage.Row, what: str = "") -> str:
    """Of the form itself, or of something that it asks (autosave/admin.py, ANSWERS)."""
    if row is model_admin.model:
        return reverse("admin:" + form_name(model_admin.opts, f"new_{what}" if what else "add"))
    return reverse("admin:" + form_name(model_admin.opts, what or "change"), args=[quote(row.pk)])


def kept_for_log_in(view):
    """Around the log-in's guard, behind the check of the form's token."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        return (None if request.user.is_authenticated else kept(request)) or view(request, *args, **kwargs)

    return guarded


def kept(request):
    """Keeps what a form of the desk sent, and leads on to that form; None for anything else.

    The signed field alone says whose it is: the request has no person, or nothing that proves one.
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


def _served(field, model_admin, object_id):
    """Raises BadSignature for what this site did not sign for this form, or for somebody who may no longer write."""
    served = signing.loads(field, salt=SALT, max_age=KEPT_FOR)
    asked = HttpRequest()
    asked.user = user = User.objects.get(pk=served["user"], is_active=True, is_staff=True)
    row = model_admin.get_object(asked, unquote(object_id)) if object_id else model_admin.model
    if row is None or {name: served[name] for name in ("model", "row")} != place_of(row):
        raise signing.BadSignature
    if not model_admin.may_write(asked, row):
        raise signing.BadSignature
    return user, row, served["known"]


def _not_kept(request, fault):
    """The text is in this page, to be copied or sent again: into the form, never further. Else somebody could
    be led to send words that are not theirs, with a token that this page gave them."""
    typed = storage.typed_in(request.POST)
    words = [value for name, value in typed if "\n" in value or " " in value]
    context = {
        "why": WHY_NOT[type(fault)],
        "fields": [*typed, [SERVED, request.POST[SERVED]], [storage.ONLY_SHOWN, "yes"]],
        "words": "\n\n".join(words),
    }
    return render(request, "admin/not_kept.html", context, status=HTTPStatus.CONFLICT)
