from django.contrib import admin
from django.utils.html import format_html

from ..forms.pictures import PictureForm
from ..models import Picture


@admin.register(Picture)
class PictureAdmin(admin.ModelAdmin):
    form = PictureForm
    list_display = ["small", "__str__", "credit", "licence", "used_in"]
    search_fields = ["alt", "credit"]

    class Media:
        css = {"all": ["css/admin-articles.css"]}

    @admin.display(description="picture")
    def small(self, picture):
        return format_html(
            '<img class="picture-choice" src="{}" alt="" width="120" height="{}" loading="lazy">',
            picture.file.url,
            round(120 * picture.height / picture.width),
        )

    @admin.display(description="used in")
    def used_in(self, picture):
        return ", ".join(article.title for article in picture.articles.all())

    def get_fields(self, request, obj=None):
        """The file is chosen once."""
        rights = ["alt", "is_decorative", "credit", "licence", "note", "opened"]
        return rights if obj else ["upload", *rights]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("articles")

    def has_delete_permission(self, request, obj=None):
        return False  # Versions and editions show it for good.
