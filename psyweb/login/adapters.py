"""What allauth is told about this site: staff only, nobody signs up, and when a second factor may go."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from privacy.client_network import client_address

from .sealing import seal, unseal

NOT_STAFF = _("This account cannot use the desk. An administrator can change that.")
SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("That name and password do not belong together."),
        "too_many_login_attempts": _("Too many attempts failed. Try again in five minutes."),
    }

    def is_open_for_signup(self, request):
        return False

    def get_client_ip(self, request):
        return client_address(request)

    def pre_login(self, request, user, **login):
        if user.is_active and user.is_staff:
            return super().pre_login(request, user, **login)
        clear_login(request)
        messages.error(request, NOT_STAFF)
        return HttpResponseRedirect(reverse("account_login"))

    def get_password_change_redirect_url(self, request):
        return reverse("admin:index")


class SecondFactorAdapter(DefaultMFAAdapter):
    def encrypt(self, text):
        return seal(text)

    def decrypt(self, encrypted_text):
        return unseal(encrypted_text)

    def get_totp_label(self, user):
        return user.get_username()

    def can_delete_authenticator(self, authenticator):
        """Where a second factor is required, the last one stays until another is there."""
        others = Authenticator.objects.filter(user=authenticator.user, type__in=SECOND_FACTORS).exclude(
            pk=authenticator.pk
        )
        return not settings.STAFF_SECOND_FACTOR or others.exists()
