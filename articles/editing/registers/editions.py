"""List editions in the admin, read-only."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from privacy.small_numbers import SMALLEST_CELL, rounded

from ... import permissions
from ...models import Edition


@admin.register(Edition)
class EditionAdmin(admin.ModelAdmin):
    """Read-only: publishing an article makes an edition, and nothing changes it."""

    list_display = [
        "title",
        "number",
        "change_class",
        "publish_at",
        "withdraw_at",
        "published_by",
        "approved_by",
        "helpful",
    ]
    list_filter = ["change_class", "publish_at"]
    list_select_related = ["published_by", "approved_by"]
    search_fields = ["title", "slug"]
    date_hierarchy = "publish_at"
    readonly_fields = [
        "title", "number", "public_page", "change_class", "change_note", "published_by", "approved_by", "made_at",
        "publish_at", "withdraw_at", "withdrawal_reason", "withdrawn_by",
    ]  # fmt: skip

    fields = tuple(readonly_fields)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Edition]:
        yes, no = (Count("helpful_answers", filter=Q(helpful_answers__is_helpful=word)) for word in (True, False))
        return super().get_queryset(request).defer("html", "text", "checks").annotate(yes=yes, no=no)

    @admin.display(description=_("was it helpful?"))
    def helpful(self, edition: Edition) -> str:
        return gettext("yes: %(yes)s, no: %(no)s") % {"yes": _told(edition.yes), "no": _told(edition.no)}  # type: ignore[attr-defined]

    change_form_template = "admin/articles/edition/change_form.html"

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        edition = context["original"]
        may_restore = edition is not None and permissions.may_edit(request.user, edition.article)
        return super().render_change_form(request, context | {"may_restore": may_restore}, *args, **kwargs)

    @admin.display(description=_("public page"))
    def public_page(self, edition: Edition) -> str:
        return format_html('<a href="{}">{}</a>', edition.get_absolute_url(), edition.get_absolute_url())

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Edition | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Edition | None = None) -> bool:
        return False


def _told(number: int) -> str:
    if number < SMALLEST_CELL:
        return gettext("under %(smallest)d") % {"smallest": SMALLEST_CELL}
    return gettext("about %(rounded)d") % {"rounded": rounded(number)}
