"""A bare Django view, which the article page is measured against: `HttpResponse(body)` and nothing else.

The body is the article's page as it is sent, Brotli and all, so both send the same bytes. The server and its options
are the same. BARE_MIDDLEWARE=startproject gives it the middleware that `django-admin startproject` writes; without it
there is none. `/with-headers/` sends the article's headers too.
"""

import json
import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

BODY = Path(os.environ["BARE_BODY"]).read_bytes()
HEADERS = json.loads(Path(os.environ["BARE_HEADERS"]).read_text())
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
    SECRET_KEY="made up for a measurement",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=OF_STARTPROJECT if os.environ.get("BARE_MIDDLEWARE") == "startproject" else [],
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
    ],
)


def page(_request):
    return HttpResponse(BODY, headers={"Content-Encoding": "br", "Content-Length": str(len(BODY))})


def with_headers(_request):
    return HttpResponse(BODY, headers=HEADERS)


urlpatterns = [path("page/", page), path("with-headers/", with_headers)]
application = get_wsgi_application()
