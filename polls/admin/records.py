"""Show ledgers and the log of exports in the admin, read-only."""

from datetime import date

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ..models import Count, ExportLog


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows that nobody can add, change or delete here. The page of their poll has the actions."""

    actions = None

    class Media:
        css = {"all": ["polls/css/admin-records.css"]}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Count)
class CountAdmin(ReadOnlyAdmin):
    list_display = ["poll", "sequence", "day", "kind", "number", "unknown"]
    list_filter = ["kind", "poll__slug"]
    list_select_related = ["poll"]
    date_hierarchy = "day"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Count]:
        return super().get_queryset(request).prefetch_related("poll__wordings")


@admin.register(ExportLog)
class ExportLogAdmin(ReadOnlyAdmin):
    list_display = ["exported_at", "name", "reason", "polls", "shape"]
    list_filter = ["name"]
    date_hierarchy = "exported_at"
    fields = ["exported_at", "exported_by", "name", "reason", "heads", "shape"]

    @admin.display(description=_("polls"))
    def polls(self, log: ExportLog) -> str:
        return ", ".join(log.what.get("polls", {}))

    @admin.display(description=_("polls, each with the head of its ledger"))
    def heads(self, log: ExportLog) -> SafeString:
        return format_html_join("; ", "{}: {}", log.what.get("polls", {}).items())

    @admin.display(description=_("form and period"))
    def shape(self, log: ExportLog) -> str:
        days = [date_format(date.fromisoformat(day)) for day in (log.what.get("from"), log.what.get("to")) if day]
        parts = [log.what.get("format", "").upper(), log.what.get("by", ""), " – ".join(days)]
        return ", ".join(part for part in parts if part)
