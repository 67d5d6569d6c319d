from django.contrib import admin
from django.urls import include, path

from . import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", include("articles.urls")),
    path("polls/", include("polls.urls")),
    # Before the admin's own, whose log-in and password pages these replace.
    path("admin/", include("psyweb.access.urls")),
    path("admin/", admin.site.urls),
]
