"""Show the log-in page of the desk, and log out."""

from allauth.account.views import login as allauth_login
from allauth.account.views import logout as allauth_logout
from django.contrib import admin
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from . import desk_cookie


@never_cache
def login(request: HttpRequest) -> HttpResponse:
    """Show allauth's log-in page. First log out a user who may not use the desk: else redirects would loop."""
    if request.user.is_authenticated and not admin.site.has_permission(request):
        logout(request)
    return allauth_login(request)


@never_cache
def log_out(request: HttpRequest) -> HttpResponse:
    """Log out, and take the desk's cookie back."""
    response = allauth_logout(request)
    if not request.user.is_authenticated:
        response.delete_cookie(desk_cookie.NAME, samesite="Lax")
    return response
