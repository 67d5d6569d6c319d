"""Map all addresses of the site to their views."""

from datetime import date

from django.contrib import admin
from django.urls import include, path, re_path
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView, TemplateView

from articles.reading.api.endpoints import content_api, not_found
from articles.reading.views import pictures, sitemap
from articles.reading.views.api import api_docs
from articles.search import views as search_views
from articles.upkeep import helpful_form, report_form
from privacy.data_inventory.views import stores

from . import health, views
from .joins import styleguide

accessibility = TemplateView.as_view(
    template_name="psyweb/accessibility.html", extra_context={"written_on": date(2026, 11, 30)}
)

urlpatterns = [
    path("", views.front, name="front"),
    path("search/", search_views.search, name="search"),
    path("search/suggestions.json", search_views.suggestions, name="suggestions"),
    path("media/w<int:width>/<path:path>", pictures.smaller_picture, name="smaller-picture"),
    path("media/<path:path>", pictures.media, name="media"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap.whole, name="sitemap"),
    path(
        ".well-known/change-password", RedirectView.as_view(pattern_name="admin:password_change"), name="new-password"
    ),
    path(".well-known/security.txt", views.security_txt, name="security-txt"),
    path("what-we-store/", stores, name="stores"),
    path("accessibility/", require_safe(accessibility), name="accessibility"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("styleguide/schemes.css", styleguide.schemes, name="styleguide-schemes"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("articles/<slug:slug>/report/", report_form.report, name="report"),
    path("articles/<slug:slug>/helpful/", helpful_form.helpful, name="helpful"),
    path("", include("articles.urls")),
    path("api/", api_docs, name="api-docs"),
    path("api/", content_api.urls),
    re_path("^api/", not_found),
    path("polls/<slug:slug>/share/<int:number>.jpg", views.poll_picture, name="poll-picture"),
    path("polls/", include("polls.urls")),
    # Before the admin's URLs, because these replace its log-in and password pages.
    path("admin/", include("desk.login.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "psyweb.errors.bad_request"
handler403 = "psyweb.errors.permission_denied"
handler404 = "psyweb.errors.page_not_found"
handler500 = "psyweb.errors.server_error"
