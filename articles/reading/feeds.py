"""Serve Atom feeds of new and changed pages: one entry for each public edition, with its change note.

The edition that readers see now carries the whole page and the disclaimer; earlier ones only their summary and note.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any, cast

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.xmlutils import SimplerXMLGenerator

from ..markdown.rendering import with_whole_addresses
from ..markdown.unicode_safety import fit_for_xml
from ..models import Edition, Listing
from ..models.editions import is_visible
from ..statements import in_force
from ..statements.in_force import names_placed
from .api.answers import Answer, disclaimer, url_of
from .article_page import ArticlePage, article_page
from .help_lines import load_help_lines
from .slug_lookup import edition_at

MOST_ENTRIES = 20  # A whole page has about 30 KB.


class PlainSummaries:
    """Writes summaries as the plain text that they are; Django calls them HTML, so readers lose “<lower limit>”."""

    def __init__(self, handler: SimplerXMLGenerator) -> None:
        self._handler = handler

    def __getattr__(self, name: str) -> Any:
        return getattr(self._handler, name)

    def addQuickElement(self, name: str, contents: str | None = None, attrs: dict[str, str] | None = None) -> None:  # noqa: N802 (Django's)
        self._handler.addQuickElement(name, contents, {"type": "text"} if name == "summary" else attrs)


class XmlSafeFeed(Atom1Feed):
    """An Atom feed without characters that XML cannot hold: one of them would make the whole feed unreadable."""

    def __init__(self, *args: Any, **parts: Any) -> None:
        super().__init__(*map(_fit_for_xml, args), **_all_fit_for_xml(parts))

    def add_item(self, *args: Any, **parts: Any) -> None:
        super().add_item(*map(_fit_for_xml, args), **_all_fit_for_xml(parts))

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(cast("SimplerXMLGenerator", PlainSummaries(handler)), item)


def _all_fit_for_xml(parts: dict[str, Any]) -> dict[str, Any]:
    return {name: _fit_for_xml(value) for name, value in parts.items()}


def _fit_for_xml(value: Any) -> Any:
    return fit_for_xml(value) if isinstance(value, str) else value


class FullContentFeed(XmlSafeFeed):
    """A feed whose items may carry the whole page as `content`."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        if item["content"]:
            handler.addQuickElement("content", item["content"], {"type": "html"})


@dataclass(frozen=True)
class FeedEntry:
    """An edition, and its page where readers see it now; `content` is the page's HTML, where the feed carries it."""

    edition: Edition
    page: ArticlePage | None = None
    content: str = ""


class EditionFeed(Feed):
    """What both feeds say of an entry."""

    def item_extra_kwargs(self, entry: FeedEntry) -> dict[str, str]:
        return {"content": entry.content}

    def item_link(self, entry: FeedEntry) -> str:
        return settings.SITE_URL + entry.edition.get_absolute_url()

    def item_author_name(self, entry: FeedEntry) -> str:
        return entry.edition.document["author"] or settings.SITE_NAME

    def item_pubdate(self, entry: FeedEntry) -> datetime:
        return entry.edition.publish_at

    def item_updateddate(self, entry: FeedEntry) -> datetime:
        return entry.page.modified_at if entry.page else entry.edition.publish_at

    def item_categories(self, entry: FeedEntry) -> list[str]:
        return [entry.edition.get_change_class_display()]


class ChangesFeed(EditionFeed):
    """The newest editions of all articles that are not withdrawn. Those that readers see now carry their whole page."""

    feed_type = FullContentFeed
    subtitle = gettext_lazy("Each entry is one edition of a page, with what changed and why.")

    def title(self) -> str:
        return _("%(site)s: new and changed pages") % {"site": settings.SITE_NAME}

    def link(self) -> str:
        return url_of("front")

    def feed_url(self) -> str:
        return url_of("articles:feed")

    def items(self) -> list[FeedEntry]:
        """Newest first, at most MOST_ENTRIES. Three queries at most.

        Raises Notice.DoesNotExist without a disclaimer in force.
        """
        at = timezone.now()
        visible = Listing.objects.visible(at=at)
        public = Edition.objects.public(at=at).filter(Exists(visible.filter(article=OuterRef("article"))))
        is_current = ExpressionWrapper(is_visible(at=at, of="listing__"), output_field=BooleanField())
        newest = (
            public.annotate(is_current=is_current)
            .select_related("version")
            .defer("text")
            .order_by("-publish_at", "-number")
        )
        editions: list[Any] = list(newest[:MOST_ENTRIES])  # Each with the annotation `is_current`.
        pages = _pages([edition for edition in editions if edition.is_current], at)
        words = disclaimer() if pages else None
        contents = {pk: _content(page, words) for pk, page in pages.items()}
        return [FeedEntry(edition, pages.get(edition.pk), contents.get(edition.pk, "")) for edition in editions]

    def item_title(self, entry: FeedEntry) -> str:
        edition = entry.edition
        return edition.title if edition.number == 1 else f"{edition.title} ({edition.get_change_class_display()})"

    def item_description(self, entry: FeedEntry) -> str:
        return f"{entry.edition.summary} {entry.edition.change_note}"


class ArticleEditionsFeed(EditionFeed):
    """Every public edition of one article, newest first, without its content; also of a withdrawn article."""

    feed_type = XmlSafeFeed

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        live = edition_at(kwargs["slug"])
        if live is not None and live.slug != kwargs["slug"]:
            return HttpResponsePermanentRedirect(reverse("articles:editions_feed", args=[live.slug]))
        return super().__call__(request, *args, **kwargs)

    def get_object(self, request: HttpRequest, slug: str) -> Edition:
        live = edition_at(slug)
        if live is None:
            raise Http404
        return live

    def title(self, live: Edition) -> str:
        return _("%(site)s: editions of “%(title)s”") % {"site": settings.SITE_NAME, "title": live.title}

    def subtitle(self, live: Edition) -> str:
        if live.is_withdrawn():
            return _("This page was withdrawn. The reason: %(reason)s") % {"reason": live.withdrawal_reason}
        return _("What changed in each edition, and why.")

    def link(self, live: Edition) -> str:
        return url_of("articles:editions", live.slug)

    def feed_url(self, live: Edition) -> str:
        return url_of("articles:editions_feed", live.slug)

    def items(self, live: Edition) -> list[FeedEntry]:
        """At most MOST_ENTRIES. One query, and one for the statements of the page."""
        public = Edition.objects.public().filter(article=live.article_id).select_related("version")
        newest = public.defer("html", "text").order_by("-number")[:MOST_ENTRIES]
        pages = {} if live.is_withdrawn() else {live.pk: article_page(live)}
        return [FeedEntry(edition, pages.get(edition.pk)) for edition in newest]

    def item_title(self, entry: FeedEntry) -> str:
        words = {"number": entry.edition.number, "kind": entry.edition.get_change_class_display()}
        return _("Edition %(number)s (%(kind)s)") % words

    def item_description(self, entry: FeedEntry) -> str:
        return entry.edition.change_note


def _pages(editions: list[Edition], at: datetime) -> dict[int, ArticlePage]:
    """{pk of an edition: its page}. One query for the statements of all of them."""
    names = {edition.pk: names_placed(edition.html) for edition in editions}
    found = in_force(chain.from_iterable(names.values()), on=at.date())
    of_each = {pk: {name: found[name] for name in carried if name in found} for pk, carried in names.items()}
    return {edition.pk: article_page(edition, at=at, statements=of_each[edition.pk]) for edition in editions}


def _content(page: ArticlePage, words: Answer | None) -> str:
    """HTML of the page, for a reader elsewhere: whole URLs, the disclaimer `words` and the help lines."""
    address = url_of("articles:detail", page.edition.slug)
    sections = [
        {"heading": section["heading"], "html": with_whole_addresses(section["html"], page=address)}
        for section in page.sections
    ]
    context = {
        "page": page,
        "address": address,
        "sections": sections,
        "disclaimer": words,
        "help_now": url_of("articles:help_now"),
        "countries": load_help_lines().verified_countries,
    }
    return render_to_string("articles/feed_entry.html", context)
