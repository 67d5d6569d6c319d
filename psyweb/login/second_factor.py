from functools import wraps

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from .adapters import SECOND_FACTORS


def is_owed(user) -> bool:
    """Whether this person must set up a second factor before anything else. One query where it is required."""
    return settings.STAFF_SECOND_FACTOR and user.is_authenticated and not is_mfa_enabled(user, SECOND_FACTORS)


def asked_first(view):
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if is_owed(request.user):
            messages.info(request, _("This site asks staff for a second factor. Set one up to go on."))
            return redirect("mfa_index")
        return view(request, *args, **kwargs)

    return guarded
