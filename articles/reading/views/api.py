"""Serve the page that documents the content API."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..api.description import description


@require_safe
def api_docs(request: HttpRequest) -> HttpResponse:
    return render(request, "articles/api.html", {"description": description()})
