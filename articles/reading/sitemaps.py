"""What search engines are told of: all in one file while it is short, else an index of files (sitemaps.org)."""

from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import Count, Exists, Max, OuterRef, Q, Subquery, Window
from django.db.models.functions import Mod, RowNumber
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from ..models import Edition, Listing, Topic
from .article_page import OVERDUE_GRACE
from .notices import in_force_of_each, missing_facts

ADDRESSES_A_FILE = 1_000


class ArticleSitemap(Sitemap):
    """Live pages that search engines may show: an overdue one leaves after its grace."""

    limit = ADDRESSES_A_FILE

    def __init__(self):
        # Asked once for a thousand addresses: no short name has a letter that an address would write otherwise.
        self.before, self.after = reverse("articles:detail", args=["slug"]).split("slug")

    def items(self):
        now = timezone.now()
        is_indexable = Q(review_due_on=None) | Q(review_due_on__gte=now.date() - OVERDUE_GRACE)
        # In the order of publication, so that what is published changes the last file alone.
        return (
            Listing.objects.visible(at=now)
            .filter(is_indexable)
            .order_by("publish_at", "pk")
            .values_list("slug", "publish_at", named=True)
        )

    def location(self, listing):
        return f"{self.before}{listing.slug}{self.after}"

    def lastmod(self, listing):
        return localdate(listing.publish_at)

    def files(self) -> list[datetime]:
        """For each file, when its last page was published. Two queries."""
        pages = self.items()
        found = pages.aggregate(number=Count("pk"), latest=Max("publish_at"))
        numbered = pages.annotate(nth=Window(RowNumber(), order_by=["publish_at", "pk"]))
        last_of_files = numbered.annotate(beyond=Mod("nth", self.limit)).filter(beyond=0)
        dates = list(last_of_files.order_by("nth").values_list("publish_at", flat=True))
        return dates if found["number"] % self.limit == 0 else [*dates, found["latest"]]


class TopicSitemap(Sitemap):
    def items(self):
        """With the date of the newest page. Read backwards from the newest of all, so no further than needed."""
        now = timezone.now()
        shown = Listing.objects.visible(at=now).filter(edition=OuterRef("pk"))
        of_topic = Edition.topics.through.objects.filter(edition=OuterRef("pk"), topic=OuterRef(OuterRef("pk")))
        newest = Edition.objects.public(at=now).filter(Exists(of_topic), Exists(shown)).order_by("-publish_at")
        topics = Topic.objects.annotate(changed_at=Subquery(newest.values("publish_at")[:1]))
        return list(topics.exclude(changed_at=None).order_by("slug"))

    def lastmod(self, topic):
        return localdate(topic.changed_at)


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
