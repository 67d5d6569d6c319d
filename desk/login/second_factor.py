"""Require a second factor of staff before any page of the desk, where the site's setting says so."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser, User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from .adapters import SECOND_FACTORS


def must_set_up(user: User | AnonymousUser) -> bool:
    """Return whether the user lacks a required second factor. One query where it is required."""
    if not settings.STAFF_SECOND_FACTOR or not user.is_authenticated:
        return False
    return not is_mfa_enabled(user, SECOND_FACTORS)


def require_second_factor(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Wrap a view: redirect a user who lacks a required second factor to the page that sets one up."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if must_set_up(request.user):
            messages.info(request, _("This site asks staff for a second factor. Set one up to go on."))
            return redirect("mfa_index")
        return view(request, *args, **kwargs)

    return guarded
