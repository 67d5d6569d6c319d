"""What is new and what has changed: one entry for each public edition, with its change note.

The edition that readers see now comes whole, with the disclaimer; earlier ones with their summary and note alone.
"""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef
from django.http import Http404, HttpResponsePermanentRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..markdown.rendering import with_whole_addresses
from ..markdown.unicode_safety import fit_for_xml
from ..models import Edition, Listing
from ..models.editions import is_visible
from .api.answers import disclaimer, url_of
from .article_page import article_page
from .help_lines import load_help_lines
from .slug_lookup import edition_at

MOST_ENTRIES = 20  # Whole pages weigh some 30 KB each.


class ReadableFeed(Atom1Feed):
    """Leaves out what XML cannot hold: one character in one edition would keep the feed from all its readers."""

    def __init__(self, **parts):
        super().__init__(**_fit_for_xml(parts))

    def add_item(self, **parts):
        super().add_item(**_fit_for_xml(parts))


def _fit_for_xml(parts):
    return {name: fit_for_xml(value) if isinstance(value, str) else value for name, value in parts.items()}


class WholePages(ReadableFeed):
    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        if item["content"]:
            handler.addQuickElement("content", item["content"], {"type": "html"})


class ChangesFeed(Feed):
    feed_type: type[Atom1Feed] = WholePages
    subtitle = gettext_lazy("Each entry is one edition of a page, with what changed and why.")

    def title(self):
        return _("%(site)s: new and changed pages") % {"site": settings.SITE_NAME}

    def link(self):
        return reverse("front")

    def feed_url(self):
        return reverse("articles:feed")

    def items(self):
        """The newest editions of live pages; `whole` holds what the current ones say. Two queries."""
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
        editions = list(newest[:MOST_ENTRIES])
        words = disclaimer() if any(edition.is_current for edition in editions) else None
        for edition in editions:
            edition.whole = _whole(edition, at, words) if edition.is_current else ""
        return editions

    def item_title(self, edition):
        return edition.title if edition.number == 1 else f"{edition.title} ({edition.get_change_class_display()})"

    def item_description(self, edition):
        return f"{edition.summary} {edition.change_note}"

    def item_extra_kwargs(self, edition):
        return {"content": edition.whole}

    def item_link(self, edition):
        return edition.get_absolute_url()

    def item_author_name(self, edition):
        return edition.document["author"] or settings.SITE_NAME

    def item_pubdate(self, edition):
        return edition.publish_at

    def item_updateddate(self, edition):
        return edition.publish_at

    def item_categories(self, edition):
        return [edition.get_change_class_display()]


class ArticleEditionsFeed(ChangesFeed):
    """Every public edition of one article, newest first; also of a page that was withdrawn."""

    feed_type = ReadableFeed

    def __call__(self, request, *args, **kwargs):
        live = edition_at(kwargs["slug"])
        if live is not None and live.slug != kwargs["slug"]:
            return HttpResponsePermanentRedirect(reverse("articles:editions_feed", args=[live.slug]))
        return super().__call__(request, *args, **kwargs)

    def get_object(self, request, slug):
        live = edition_at(slug)
        if live is None:
            raise Http404
        return live

    def title(self, live):
        return _("%(site)s: editions of “%(title)s”") % {"site": settings.SITE_NAME, "title": live.title}

    def subtitle(self, live):
        if live.is_withdrawn():
            return _("This page was withdrawn. The reason: %(reason)s") % {"reason": live.withdrawal_reason}
        return _("What changed in each edition, and why.")

    def link(self, live):
        return reverse("articles:editions", args=[live.slug])

    def feed_url(self, live):
        return reverse("articles:editions_feed", args=[live.slug])

    def items(self, live):
        public = Edition.objects.public().filter(article=live.article_id).select_related("version")
        return public.defer("html", "text").order_by("-number")[:MOST_ENTRIES]

    def item_title(self, edition):
        words = {"number": edition.number, "kind": edition.get_change_class_display()}
        return _("Edition %(number)s (%(kind)s)") % words

    def item_description(self, edition):
        return edition.change_note

    def item_extra_kwargs(self, edition):
        return {}


def _whole(edition, at, words):
    page, address = article_page(edition, at=at), url_of("articles:detail", edition.slug)
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
