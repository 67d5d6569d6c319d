"""Adapt allauth to this site: only staff log in, nobody signs up, the last required second factor stays."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from privacy.client_network import client_address

from ..profile.time_zone import remember_time_zone
from .sealing import seal, unseal

NOT_STAFF = _("This account cannot use the desk. An administrator can change that.")
SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class AccountAdapter(DefaultAccountAdapter):
    """Log in staff only. Rate limits see the client's address behind trusted proxies."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("That name and password do not belong together."),
        "too_many_login_attempts": _("Too many attempts failed. Try again in five minutes."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def pre_login(self, request: HttpRequest, user: User, **login: Any) -> HttpResponse | None:
        """Refuse a user who may not use the desk, after the password was right."""
        if user.is_active and user.is_staff:
            return super().pre_login(request, user, **login)
        clear_login(request)
        messages.error(request, NOT_STAFF)
        return HttpResponseRedirect(reverse("account_login"))

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        remember_time_zone(request, user)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("admin:index")


class SecondFactorAdapter(DefaultMFAAdapter):
    """Encrypt the secrets of second factors in the database (sealing.py)."""

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def get_totp_label(self, user: User) -> str:
        return user.get_username()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Where a second factor is required, keep the last one until there is another. One query."""
        others = Authenticator.objects.filter(user=authenticator.user, type__in=SECOND_FACTORS).exclude(
            pk=authenticator.pk
        )
        return not settings.STAFF_SECOND_FACTOR or others.exists()
