"""Show the page "What this site stores"."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .cookies import known_cookies
from .tables import groups


@require_safe
def stores(request: HttpRequest) -> HttpResponse:
    return render(request, "privacy/stores.html", {"groups": groups(), "cookies": known_cookies()})
