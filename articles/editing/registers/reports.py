"""Settle readers' reports of mistakes in the admin."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ...models import MistakeReport
from ...upkeep import reports
from ..forms.reports import SettleForm


@admin.register(MistakeReport)
class MistakeReportAdmin(admin.ModelAdmin):
    """Readers write the reports; editors set their state."""

    form = SettleForm
    fields = ["message", "page", "received_on", "state", "note", "settled_on", "settled_by"]
    readonly_fields = ["message", "page", "received_on", "settled_on", "settled_by"]
    list_display = ["excerpt", "article", "received_on", "state", "settled_by"]
    list_filter = ["state", "received_on"]
    list_select_related = ["article", "settled_by"]
    search_fields = ["message", "note"]

    @admin.display(description=_("message"))
    def excerpt(self, report: MistakeReport) -> str:
        return report.message if len(report.message) < 120 else f"{report.message[:117]}…"

    @admin.display(description=_("page as it was"))
    def page(self, report: MistakeReport) -> str:
        return format_html('<a href="{}">{}</a>', report.edition.get_absolute_url(), report.edition)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: MistakeReport, form: Any, change: bool) -> None:
        reports.settle(obj, by=cast("User", request.user), state=obj.state, note=obj.note)
