"""Show the log-in page of the desk."""

from allauth.account.views import login as allauth_login
from django.contrib import admin
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache


@never_cache
def login(request: HttpRequest) -> HttpResponse:
    """Show allauth's log-in page. First log out a user who may not use the desk: else redirects would loop."""
    if request.user.is_authenticated and not admin.site.has_permission(request):
        logout(request)
    return allauth_login(request)
