from django.contrib import admin
from django.urls import include, path, re_path

from articles.api.endpoints import content_api, not_found
from articles.reading.views import sitemap
from articles.upkeep import report_form

from . import health, styleguide, views

urlpatterns = [
    path("", views.front, name="front"),
    path("search/", views.search, name="search"),
    path("search/suggestions.json", views.suggestions, name="suggestions"),
    path("media/w<int:width>/<path:path>", views.smaller_picture, name="smaller-picture"),
    path("media/<path:path>", views.media, name="media"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap.whole, name="sitemap"),
    path(".well-known/security.txt", views.security_txt, name="security-txt"),
    path("what-we-store/", views.stores, name="stores"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("styleguide/schemes.css", styleguide.schemes, name="styleguide-schemes"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("articles/<slug:slug>/report/", report_form.report, name="report"),
    path("", include("articles.urls")),
    path("api/", views.api_docs, name="api-docs"),
    path("api/", content_api.urls),
    re_path("^api/", not_found),
    path("polls/", include("polls.urls")),
    # Before the admin's own, whose log-in and password pages these replace.
    path("admin/", include("psyweb.login.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "psyweb.errors.bad_request"
handler403 = "psyweb.errors.permission_denied"
handler404 = "psyweb.errors.page_not_found"
handler500 = "psyweb.errors.server_error"
