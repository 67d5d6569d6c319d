"""What search engines are told of: all in one file while it is short, else an index of files (sitemaps.org)."""

from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone

from .models import Edition, Topic
from .notices import in_force_of_each, missing_facts
from .pages import OVERDUE_GRACE

ADDRESSES_A_FILE = 1_000


class ArticleSitemap(Sitemap):
    """Live pages that search engines may show: an overdue one leaves after its grace."""

    limit = ADDRESSES_A_FILE

    def items(self):
        now = timezone.now()
        is_indexable = Q(review_due_on=None) | Q(review_due_on__gte=now.date() - OVERDUE_GRACE)
        # In the order of publication, so that what is published changes the last file alone.
        return (
            Edition.objects.visible(at=now).filter(is_indexable).only("slug", "publish_at").order_by("publish_at", "pk")
        )

    def location(self, edition):
        return reverse("articles:detail", args=[edition.slug])

    def lastmod(self, edition):
        return edition.publish_at

    def get_latest_lastmod(self) -> datetime | None:
        return self.items().aggregate(latest=Max("publish_at"))["latest"]


class TopicSitemap(Sitemap):
    def items(self):
        visible = Edition.objects.visible().order_by()
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
    """Pages of which there is one. What they list changes with the articles, so they have no date of their own."""

    def items(self):
        return ["front", "articles:index", "articles:help_now", "articles:notices", "stores"]

    def location(self, name):
        return reverse(name)


SITEMAPS = {"articles": ArticleSitemap, "topics": TopicSitemap, "notices": NoticeSitemap, "pages": PageSitemap}
