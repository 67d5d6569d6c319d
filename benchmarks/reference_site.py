"""Serve the baselines that the site is compared with: a bare page, and the vote of Django's tutorial.

A project of one file with the middleware of `startproject`, or with none at REFERENCE_MIDDLEWARE=none, under the same
server as the site, as WSGI, with the same settings of the database. The bare page is `HttpResponse(body)` with the
bytes of REFERENCE_BODY; at `/with-headers/` it has the headers of REFERENCE_HEADERS too.
"""

import json
import os
from pathlib import Path

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import models
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse

from psyweb import env

BODY = Path(os.environ.get("REFERENCE_BODY", os.devnull)).read_bytes()
HEADERS = json.loads(Path(os.environ.get("REFERENCE_HEADERS", os.devnull)).read_text() or "{}")
OF_STARTPROJECT = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

settings.configure(
    DEBUG=False,
    SECRET_KEY=os.environ["SECRET_KEY"],
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[] if os.environ.get("REFERENCE_MIDDLEWARE") == "none" else OF_STARTPROJECT,
    INSTALLED_APPS=[
        __name__,
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
    ],
    DATABASES={"default": env.database("DATABASE_URL", default_file=Path("unused"))},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)
django.setup()


class Question(models.Model):
    question_text = models.CharField(max_length=200)


class Choice(models.Model):
    question = models.ForeignKey(Question, on_delete=models.CASCADE)
    choice_text = models.CharField(max_length=200)
    votes = models.IntegerField(default=0)


def vote(request: HttpRequest, question_id: int) -> HttpResponse:
    """Part 4 of the tutorial, with its F()."""
    question = get_object_or_404(Question, pk=question_id)
    try:
        choice = question.choice_set.get(pk=request.POST["choice"])
    except (KeyError, Choice.DoesNotExist):
        return HttpResponse("You didn't select a choice.")
    choice.votes = F("votes") + 1
    choice.save()
    return HttpResponseRedirect(reverse("results", args=[question.id]))


def page(_request: HttpRequest, **_parameters: int) -> HttpResponse:
    return HttpResponse(BODY, headers={"Content-Encoding": "br", "Content-Length": str(len(BODY))})


def page_with_headers(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(BODY, headers=HEADERS)


urlpatterns = [
    path("polls/<int:question_id>/vote/", vote),
    path("polls/<int:question_id>/results/", page, name="results"),
    path("page/", page),
    path("with-headers/", page_with_headers),
    path("healthz", page),
]
application = get_wsgi_application()
