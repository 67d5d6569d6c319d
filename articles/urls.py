"""Map the public URLs of articles, topics, notices, feeds and sitemaps to their views."""

from django.urls import path
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from .reading.feeds import ArticleEditionsFeed, ChangesFeed
from .reading.views import history, notices, pages, previews, share, sitemap, statements

app_name = "articles"
# Below the path of its scope: a service worker serves no address above its own.
HELP_WORKER = TemplateView.as_view(
    template_name="articles/help_worker.js", content_type="text/javascript; charset=utf-8"
)
urlpatterns = [
    path("articles/", pages.index, name="index"),
    path("articles/<slug:slug>/", pages.detail, name="detail"),
    path("articles/<slug:slug>/editions/", history.editions, name="editions"),
    path("articles/<slug:slug>/editions.atom", require_safe(ArticleEditionsFeed()), name="editions_feed"),
    path("articles/<slug:slug>/editions/<int:number>/", history.edition, name="edition"),
    path("preview/<str:token>/", previews.preview, name="preview"),
    path("articles/<slug:slug>/editions/<int:number>/share.jpg", share.picture, name="share_picture"),
    path("topics/<slug:slug>/", pages.topic, name="topic"),
    path("words/<slug:slug>/", pages.word, name="word"),
    path("notices/", notices.notices, name="notices"),
    path("notices/<slug:slug>/", notices.notice, name="notice"),
    path("statements/", statements.index, name="statements"),
    path("statements/<slug:slug>/", statements.statement, name="statement"),
    path("help-now/", notices.help_now, name="help_now"),
    path("help-now/offline.js", require_safe(HELP_WORKER), name="help_worker"),
    path("help-now/<slug:slug>/", notices.help_now, name="help_country"),
    path("sitemap-<slug:section>.xml", sitemap.section, name="sitemap_section"),
    path("feed.atom", require_safe(ChangesFeed()), name="feed"),
]
