"""Upload pictures in the admin, and answer the search for pictures of the article's form."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Count, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.forms import Script
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from desk import kept_files
from desk.staff import staff_user

from ...models import Article, Edition, Picture
from ...reading.pictures.files import Reencoded, as_upload, reencoded
from ..forms.fields import RECENT_PICTURES, SMALL, small_picture
from ..forms.numbers import is_number
from ..forms.pictures import PictureForm

MOST_NAMED = 20  # Articles, and editions, that the page of a picture lists as its users.


@admin.register(Picture)
class PictureAdmin(admin.ModelAdmin):
    form = PictureForm
    list_display = ["__str__", "name", "small", "credit", "licence", "used_in"]
    search_fields = ["name", "alt", "credit"]
    readonly_fields = ["shown", "used_on"]
    list_per_page = 50

    class Media:
        css = {"all": ["articles/css/editing/form.css"]}
        js = [Script("articles/js/editing/picture-focus.js", type="module")]

    @admin.display(description=gettext_lazy("picture"))
    def small(self, picture: Picture) -> str:
        return small_picture(picture)

    @admin.display(description=gettext_lazy("picture"))
    def shown(self, picture: Picture) -> str:
        return format_html(
            '<img class="picture-whole" src="{}" alt="{}" width="{}" height="{}">',
            picture.file.url,
            picture.alt,
            picture.width,
            picture.height,
        )

    @admin.display(description=gettext_lazy("used in"), ordering="article_count")
    def used_in(self, picture: Any) -> str:
        count = picture.article_count
        return ngettext("%(count)d article", "%(count)d articles", count) % {"count": count}

    @admin.display(description=gettext_lazy("used on"))
    def used_on(self, picture: Picture) -> str:
        """A list of the working copies and the editions that show the picture."""
        in_text = Q(sections__body__contains=f"(picture:{picture.name})")
        articles = [
            (reverse("admin:articles_article_change", args=[article.pk]), article.title)
            for article in Article.objects.filter(Q(picture=picture) | in_text)
            .distinct()
            .order_by("title")[: MOST_NAMED + 1]
        ]
        editions = [
            (
                edition.get_absolute_url(),
                _("%(title)s, edition %(number)d") % {"title": edition.title, "number": edition.number},
            )
            for edition in Edition.objects.annotate(in_text=KeyTextTransform("pictures", "version__document"))
            .filter(Q(version__document__picture__id=picture.pk) | Q(in_text__contains=picture.file.name))
            .order_by("slug", "number")[: MOST_NAMED + 1]
        ]
        rows = [*articles[:MOST_NAMED], *editions[:MOST_NAMED]]
        if not rows:
            return _("No page shows it.")
        named = format_html_join("", '<li><a href="{}">{}</a></li>', rows)
        is_cut = len(articles) > MOST_NAMED or len(editions) > MOST_NAMED
        return format_html("<ul>{}{}</ul>", named, format_html("<li>{}</li>", _("and more")) if is_cut else "")

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Decode before the admin's transaction, which on SQLite would keep votes waiting.

        A file that was kept stands in for one that was not chosen again.
        """
        upload = request.FILES.get("upload")
        if not self.has_add_permission(request):
            pass
        elif isinstance(upload, UploadedFile):
            with suppress(ValidationError):  # The form asks again, and shows it.
                reencoded(upload)
        elif (token := request.POST.get("kept_upload")) and (
            kept := kept_files.find(staff_user(request), token, at=timezone.now())
        ):
            request.FILES["upload"] = as_upload(kept.name, bytes(kept.content))
        return super().changeform_view(request, *args, **kwargs)

    def render_change_form(  # noqa: PLR0913, PLR0917  (the signature is Django's)
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Picture | None = None,
    ) -> HttpResponse:
        """Keep the chosen file of a form that has an error elsewhere."""
        form = context["adminform"].form
        upload = form.cleaned_data.get("upload") if form.is_bound else None
        if isinstance(upload, Reencoded):
            name = str(form.files["upload"].name)
            form.carry_kept(kept_files.keep(staff_user(request), name, upload.data, at=timezone.now()))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request: HttpRequest, obj: Picture, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        kept_files.discard(staff_user(request), obj.sha256)

    def get_fields(self, request: HttpRequest, obj: Picture | None = None) -> list[Any]:
        """The upload for a new picture; for a stored one, the picture and the pages that show it."""
        rights = ["name", "alt", "is_decorative", "credit", "licence", ("focus_x", "focus_y"), "note", "opened"]
        return ["shown", *rights, "used_on"] if obj else ["upload", "kept_upload", *rights]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Picture]:
        return super().get_queryset(request).annotate(article_count=Count("articles"))

    def has_delete_permission(self, request: HttpRequest, obj: Picture | None = None) -> bool:
        return False  # Versions and editions keep showing it.

    def get_urls(self) -> list[URLPattern]:
        own = path("offered/", self.admin_site.admin_view(self.offered), name="articles_picture_offered")
        return [own, *super().get_urls()]

    def offered(self, request: HttpRequest) -> JsonResponse:
        """JSON of the newest pictures that match `?q=`, for the article's form, without the one that is `?chosen=`."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        asked, chosen = request.GET.get("q", "").replace("\x00", ""), request.GET.get("chosen", "")
        asked_for = Q(name__icontains=asked) | Q(alt__icontains=asked) | Q(credit__icontains=asked)
        found = Picture.objects.filter(asked_for).order_by("-pk")
        if is_number(chosen):
            found = found.exclude(pk=int(chosen))
        pictures = [
            {
                "id": picture.pk,
                "name": picture.name,
                "words": str(picture),
                "address": picture.file.url,
                "width": SMALL,
                "height": round(SMALL * picture.height / picture.width),
            }
            for picture in found[:RECENT_PICTURES]
        ]
        return JsonResponse({"pictures": pictures})
