"""Adapt allauth's forms to the desk: plain labels, and each code of an authenticator app works once."""

from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.mfa.base import forms as base
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

STEP = 30  # Seconds for which an app shows a code (RFC 6238).


class LoginForm(AllauthLoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Name")
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        self.fields["login"].widget.attrs["autofocus"] = True

    def add_prefix(self, field_name: str) -> str:
        """Name the field `username` in the page, because password managers know that name."""
        return super().add_prefix("username" if field_name == "login" else field_name)


class SpendCode:
    """Refuse a code that was accepted for as long as it would fit. The library forgets it after one step."""

    user: Any

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]  # The form that it is mixed into has it.
        key = TOTP(Authenticator(user=self.user))._get_used_cache_key(code)
        cache.set(key, "y", timeout=STEP * (2 * settings.MFA_TOTP_TOLERANCE + 1))
        return code


class AuthenticateForm(SpendCode, base.AuthenticateForm):
    pass


class ReauthenticateForm(SpendCode, base.ReauthenticateForm):
    pass


class ActivateTOTPForm(SpendCode, totp.ActivateTOTPForm):
    """The code that sets an app up is spent too: whoever watched it being typed can't log in with it."""
