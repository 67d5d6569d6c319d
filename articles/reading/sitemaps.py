"""List the addresses for search engines in sections, such as articles and single pages (sitemaps.org)."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol, TypedDict
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import Mod, RowNumber
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from ..models import Edition, Listing, Notice, StatementVersion, Topic
from ..statements.usage import newest_change
from .article_page import OVERDUE_GRACE
from .notices import in_force_of_each, missing_facts

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

ADDRESSES_A_FILE = 1_000


class SiteMap(Sitemap):
    """A section with addresses on the public site, whatever host the request named."""

    def get_domain(self, site: object = None) -> str:
        return urlsplit(settings.SITE_URL).netloc

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.SITE_URL).scheme


class ListedPage(Protocol):
    """A row of ArticleSitemap."""

    slug: str
    publish_at: datetime
    changed_at: datetime | None  # When the newest version of a statement on the page came into force.


class TopicChange(TypedDict):
    """The annotation of TopicSitemap."""

    changed_at: datetime


class ArticleSitemap(SiteMap):
    """Visible pages, without those whose review is overdue for longer than OVERDUE_GRACE."""

    limit = ADDRESSES_A_FILE

    def __init__(self) -> None:
        # Reverse the URL once instead of a thousand times: a slug holds no character that a URL would escape.
        self.before, self.after = reverse("articles:detail", args=["slug"]).split("slug")

    def items(self) -> QuerySet[Listing, Any]:
        """Rows of ListedPage, in order of publication, so that a new page changes only the last file."""
        now = timezone.now()
        is_indexable = Q(review_due_on=None) | Q(review_due_on__gte=now.date() - OVERDUE_GRACE)
        return (
            Listing.objects.visible(at=now)
            .filter(is_indexable)
            .order_by("publish_at", "pk")
            .annotate(changed_at=newest_change(at=now))
            .values_list("slug", "publish_at", "changed_at", named=True)
        )

    def location(self, listing: ListedPage) -> str:
        return f"{self.before}{listing.slug}{self.after}"

    def lastmod(self, listing: ListedPage) -> date:
        return localdate(max(listing.publish_at, listing.changed_at or listing.publish_at))

    def files(self) -> list[datetime]:
        """For each file of ADDRESSES_A_FILE addresses, when its last page was published. Three queries.

        A statement changes pages all over: all files then have the date of its newest version.
        """
        pages = self.items()
        found = pages.aggregate(number=Count("pk"), latest=Max("publish_at"))
        numbered = pages.annotate(nth=Window(RowNumber(), order_by=["publish_at", "pk"]))
        last_of_files = numbered.annotate(beyond=Mod("nth", self.limit)).filter(beyond=0)
        dates = list(last_of_files.order_by("nth").values_list("publish_at", flat=True))
        dates += [] if found["number"] % self.limit == 0 else [found["latest"]]
        shown = StatementVersion.objects.shown(at=timezone.now()).exclude(editions=None)
        newest = shown.aggregate(newest=Max("in_force_from"))["newest"]
        return [max(date, newest) for date in dates] if newest else dates


class TopicSitemap(SiteMap):
    """Topics that have a visible page."""

    def items(self) -> list[WithAnnotations[Topic, TopicChange]]:
        """Topics with the date of their newest page. Each subquery reads editions from the newest on until one fits."""
        now = timezone.now()
        shown = Listing.objects.visible(at=now).filter(edition=OuterRef("pk"))
        of_topic = Edition.topics.through.objects.filter(edition=OuterRef("pk"), topic=OuterRef(OuterRef("pk")))
        newest = Edition.objects.public(at=now).filter(Exists(of_topic), Exists(shown)).order_by("-publish_at")
        topics = Topic.objects.annotate(changed_at=Subquery(newest.values("publish_at")[:1]))
        return list(topics.exclude(changed_at=None).order_by("slug"))

    def lastmod(self, topic: WithAnnotations[Topic, TopicChange]) -> date:
        return localdate(topic.changed_at)


class NoticeSitemap(SiteMap):
    """Notices in force that lack no fact of the owner."""

    def items(self) -> list[Notice]:
        return [notice for notice in in_force_of_each() if not missing_facts(notice)]

    def lastmod(self, notice: Notice) -> date:
        return notice.effective_from


class StatementSitemap(SiteMap):
    """Statements in force."""

    def items(self) -> QuerySet[StatementVersion]:
        return StatementVersion.objects.in_force().select_related("statement").order_by("statement__slug")

    def location(self, version: StatementVersion) -> str:
        return version.statement.get_absolute_url()

    def lastmod(self, version: StatementVersion) -> date:
        return localdate(version.in_force_from)


class PageSitemap(SiteMap):
    """Single pages. Their lists change with the articles, so they have no date of their own."""

    def items(self) -> list[str]:
        articles = [f"articles:{name}" for name in ("index", "help_now", "notices", "statements")]
        return ["front", *articles, "stores", "accessibility"]

    def location(self, name: str) -> str:
        return reverse(name)


SITEMAPS: dict[str, type[Sitemap[Any]]] = {
    "articles": ArticleSitemap, "topics": TopicSitemap, "notices": NoticeSitemap,
    "statements": StatementSitemap, "pages": PageSitemap,
}  # fmt: skip
