"""Reset a forgotten password by mail, where mail is set up. The second factor stays."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth import views
from django.contrib.auth.forms import PasswordResetForm
from django.contrib.auth.models import User
from django.contrib.auth.tokens import default_token_generator
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse, reverse_lazy
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from privacy import rate_limit
from privacy.client_network import client_prefix

from ..models import Notification
from ..notifications.kinds import Kind
from ..notifications.queue import is_mail_set_up, notify

WINDOW = timedelta(hours=1)
ASKED_BY_A_NETWORK, MAILS_TO_AN_ADDRESS = 20, 3  # In a WINDOW.


def _link(row: Notification) -> str:
    """Made when the mail is sent, so that no token is stored."""
    uid = urlsafe_base64_encode(force_bytes(row.recipient.pk))
    return reverse("account_reset_link", args=[uid, default_token_generator.make_token(row.recipient)])


KIND = Kind(
    "password-reset", gettext_lazy("New passwords"), gettext_lazy("Set a new password for “%(subject)s”"), link=_link
)


class QueuedResetForm(PasswordResetForm):
    """Queue the mail: an answer that waited for the mail server would tell that the address is known."""

    def save(self, *_arguments: Any, **_options: Any) -> None:
        email = self.cleaned_data["email"]
        if _is_over("reset-to", email.lower(), MAILS_TO_AN_ADDRESS):
            return
        users: list[User] = list(self.get_users(email))
        for user in users:
            notify(KIND, [user], subject=user.get_username(), link=reverse("admin:profile"), at=timezone.now())


def _is_over(what: str, who: str, limit: int) -> bool:
    return bool(rate_limit.seconds_until_next(what, who, limit=limit, window=WINDOW, at=timezone.now()))


def _limited(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Answer 404 where no mail is set up, and refuse a network that asks too often."""

    @wraps(view)
    def guarded(request: HttpRequest, **arguments: Any) -> HttpResponseBase:
        if not is_mail_set_up():
            raise Http404
        if request.method == "POST" and _is_over("reset-from", client_prefix(request), ASKED_BY_A_NETWORK):
            messages.error(request, _("Too many attempts. Try again in an hour."))
            return redirect("account_login")
        return view(request, **arguments)

    return guarded


ask = views.PasswordResetView.as_view(
    template_name="account/password_reset.html",
    form_class=QueuedResetForm,
    success_url=reverse_lazy("account_reset_asked"),
)
asked = views.PasswordResetDoneView.as_view(template_name="account/password_reset_done.html")
set_new = views.PasswordResetConfirmView.as_view(
    template_name="account/password_reset_confirm.html",
    success_url=reverse_lazy("account_reset_done"),
)
is_set = views.PasswordResetCompleteView.as_view(template_name="account/password_reset_complete.html")

urlpatterns = [
    path("password_reset/", _limited(ask), name="account_reset"),
    path("password_reset/asked/", _limited(asked), name="account_reset_asked"),
    path("password_reset/set/", _limited(is_set), name="account_reset_done"),
    path("password_reset/<uidb64>/<token>/", _limited(set_new), name="account_reset_link"),
]
