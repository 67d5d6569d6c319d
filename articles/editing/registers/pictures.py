from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import JsonResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ...models import Edition, Picture
from ..forms.fields import RECENT_PICTURES, SMALL, small_picture
from ..forms.numbers import is_number
from ..forms.pictures import PictureForm

MOST_NAMED = 20  # Pages that a picture names as its users; beyond them, how many more.


@admin.register(Picture)
class PictureAdmin(admin.ModelAdmin):
    form = PictureForm
    list_display = ["__str__", "small", "credit", "licence", "used_in"]
    search_fields = ["alt", "credit"]
    readonly_fields = ["shown", "used_on"]
    list_per_page = 50

    class Media:
        css = {"all": ["articles/css/editing/form.css"]}

    @admin.display(description=gettext_lazy("picture"))
    def small(self, picture):
        return small_picture(picture)

    @admin.display(description=gettext_lazy("picture"))
    def shown(self, picture):
        return format_html(
            '<img class="picture-whole" src="{}" alt="{}" width="{}" height="{}">',
            picture.file.url,
            picture.alt,
            picture.width,
            picture.height,
        )

    @admin.display(description=gettext_lazy("used in"), ordering="article_count")
    def used_in(self, picture):
        count = picture.article_count
        return ngettext("%(count)d article", "%(count)d articles", count) % {"count": count}

    @admin.display(description=gettext_lazy("used on"))
    def used_on(self, picture):
        """Working copies, and the editions that show it for good."""
        articles = [
            (reverse("admin:articles_article_change", args=[article.pk]), article.title)
            for article in picture.articles.order_by("title")[: MOST_NAMED + 1]
        ]
        editions = [
            (
                edition.get_absolute_url(),
                _("%(title)s, edition %(number)d") % {"title": edition.title, "number": edition.number},
            )
            for edition in Edition.objects.filter(version__document__picture__id=picture.pk).order_by("slug", "number")[
                : MOST_NAMED + 1
            ]
        ]
        rows = [*articles[:MOST_NAMED], *editions[:MOST_NAMED]]
        if not rows:
            return _("No page shows it.")
        named = format_html_join("", '<li><a href="{}">{}</a></li>', rows)
        is_cut = len(articles) > MOST_NAMED or len(editions) > MOST_NAMED
        return format_html("<ul>{}{}</ul>", named, format_html("<li>{}</li>", _("and more")) if is_cut else "")

    def get_fields(self, request, obj=None):
        """The file is chosen once; afterwards it is shown, with the pages that show it."""
        rights = ["alt", "is_decorative", "credit", "licence", "note", "opened"]
        return ["shown", *rights, "used_on"] if obj else ["upload", *rights]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(article_count=Count("articles"))

    def has_delete_permission(self, request, obj=None):
        return False  # Versions and editions show it for good.

    def get_urls(self):
        own = path("offered/", self.admin_site.admin_view(self.offered), name="articles_picture_offered")
        return [own, *super().get_urls()]

    def offered(self, request):
        """The newest pictures that match, for the article's form; the chosen one is there already."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        asked, chosen = request.GET.get("q", "").replace("\x00", ""), request.GET.get("chosen", "")
        found = Picture.objects.filter(Q(alt__icontains=asked) | Q(credit__icontains=asked)).order_by("-pk")
        if is_number(chosen):
            found = found.exclude(pk=int(chosen))
        pictures = [
            {
                "id": picture.pk,
                "words": str(picture),
                "address": picture.file.url,
                "width": SMALL,
                "height": round(SMALL * picture.height / picture.width),
            }
            for picture in found[:RECENT_PICTURES]
        ]
        return JsonResponse({"pictures": pictures})
