from django.contrib.sitemaps import Sitemap
from django.db.models import Max
from django.urls import reverse

from .models import Edition, Topic
from .notices import in_force_of_each, missing_facts
from .pages import article_page


class ArticleSitemap(Sitemap):
    """Live pages that search engines may show: an overdue one leaves after its grace."""

    def items(self):
        editions = Edition.objects.visible().select_related("version").defer("html", "text").order_by("slug")
        return [edition for edition in editions if article_page(edition).is_indexable]

    def location(self, edition):
        return reverse("articles:detail", args=[edition.slug])

    def lastmod(self, edition):
        return edition.publish_at


class TopicSitemap(Sitemap):
    def items(self):
        visible = Edition.objects.visible()
        return (
            Topic.objects.filter(editions__in=visible).annotate(changed_at=Max("editions__publish_at")).order_by("slug")
        )

    def lastmod(self, topic):
        return topic.changed_at


class NoticeSitemap(Sitemap):
    def items(self):
        return [notice for notice in in_force_of_each() if not missing_facts(notice)]

    def lastmod(self, notice):
        return notice.effective_from


class PageSitemap(Sitemap):
    """Pages of which there is one."""

    def items(self):
        return ["front", "articles:index", "articles:help_now", "articles:notices", "stores"]

    def location(self, name):
        return reverse(name)


SITEMAPS = {"articles": ArticleSitemap, "topics": TopicSitemap, "notices": NoticeSitemap, "pages": PageSitemap}
