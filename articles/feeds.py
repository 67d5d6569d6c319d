"""What is new and what has changed: one entry for each public edition, with its change note."""

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .addresses import edition_at
from .models import Edition

MOST_ENTRIES = 50


class ChangesFeed(Feed):
    feed_type = Atom1Feed
    title = gettext_lazy("PsyWeb: new and changed pages")
    subtitle = gettext_lazy("Each entry is one edition of a page, with what changed and why.")

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


class ArticleEditionsFeed(ChangesFeed):
    """Every public edition of one article, newest first; also of a page that was withdrawn."""

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
        return _("PsyWeb: editions of “%(title)s”") % {"title": live.title}

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
