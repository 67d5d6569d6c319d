"""What is new and what has changed: one entry for each public edition, with its change note."""

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext_lazy as _

from .models import Edition

MOST_ENTRIES = 50


class ChangesFeed(Feed):
    feed_type = Atom1Feed
    title = _("PsyWeb: new and changed pages")
    subtitle = _("Each entry is one edition of a page, with what changed and why.")

    def link(self):
        return reverse("front")

    def feed_url(self):
        return reverse("articles:feed")

    def items(self):
        public = Edition.objects.public().filter(article__in=Edition.objects.visible().values("article"))
        return public.select_related("version").defer("html", "text").order_by("-publish_at", "-number")[:MOST_ENTRIES]

    def item_title(self, edition):
        return edition.title if edition.number == 1 else f"{edition.title} ({edition.get_change_class_display()})"

    def item_description(self, edition):
        return f"{edition.summary} {edition.change_note}"

    def item_link(self, edition):
        return edition.get_absolute_url()

    def item_author_name(self, edition):
        return edition.document["author"] or "PsyWeb"

    def item_pubdate(self, edition):
        return edition.publish_at

    def item_updateddate(self, edition):
        return edition.publish_at

    def item_categories(self, edition):
        return [edition.get_change_class_display()]
