"""Routes of a site that fails, made for a test."""

import logging

from django.http import HttpResponse
from django.urls import path

from psyweb.urls import handler400, handler403, handler404, handler500
from psyweb.urls import urlpatterns as of_the_site

__all__ = ["handler400", "handler403", "handler404", "handler500"]


def fail(request, slug):
    choice = request.POST["choice"]
    raise RuntimeError(f"made up, with {choice}")


def log(request, slug):
    logging.getLogger("made.up").error("failed for %s at %s", request.META["REMOTE_ADDR"], f"/polls/{slug}/vote/")
    return HttpResponse()


urlpatterns = [path("polls/<slug:slug>/fails/", fail), path("polls/<slug:slug>/logs/", log), *of_the_site]
