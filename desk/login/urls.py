"""Map the addresses of log-in, log-out, password and second factor, below /admin/."""

from allauth.account import views as account
from django.contrib.auth.decorators import login_required
from django.urls import include, path

from . import views

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.log_out, name="account_logout"),
    path("password_change/", login_required(account.password_change), name="account_change_password"),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("", include("desk.login.password_reset")),
    path("second-factor/", include("allauth.mfa.urls")),
]
