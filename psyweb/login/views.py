from allauth.account.views import login as allauth_login
from django.contrib import admin
from django.contrib.auth import logout
from django.views.decorators.cache import never_cache


@never_cache
def login(request):
    """allauth's log-in. Who is logged in and may not use the desk is logged out first, or would go in circles."""
    if request.user.is_authenticated and not admin.site.has_permission(request):
        logout(request)
    return allauth_login(request)
