"""Edit the register of medicines in the admin, and answer which live pages name one."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from desk.optimistic_lock import OptimisticLockAdmin

from ...medicines import pages, register
from ...medicines.stored import look_again
from ...models import Medicine, MedicineClass, TradeName
from ..forms.medicines import MedicineClassForm, MedicineForm, TradeNameForm, TradeNameFormSet

PAGES_AT_ONCE = 50
LONGEST_QUESTION = 200  # Characters.


class RegisterAdmin(OptimisticLockAdmin):
    """Lets this process see a change at once; others see it within a second."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        look_again()


@admin.register(MedicineClass)
class MedicineClassAdmin(RegisterAdmin):
    form = MedicineClassForm
    list_display = ["name", "broader", "is_antidepressant", "number_of_medicines"]
    list_filter = ["is_antidepressant"]
    list_select_related = ["broader"]
    search_fields = ["name", "short_forms", "medicines__substance"]

    @admin.display(description=_("medicines"), ordering="medicine_count")
    def number_of_medicines(self, row: Any) -> int:
        return row.medicine_count

    def get_queryset(self, request: HttpRequest) -> QuerySet[MedicineClass]:
        return super().get_queryset(request).annotate(medicine_count=Count("medicines", distinct=True))


class TradeNameInline(admin.TabularInline):
    model = TradeName
    form = TradeNameForm
    formset = TradeNameFormSet
    extra = 0


@admin.register(Medicine)
class MedicineAdmin(RegisterAdmin):
    form = MedicineForm
    list_display = ["substance", "medicine_class", "names"]
    list_filter = ["medicine_class"]
    list_select_related = ["medicine_class"]
    search_fields = ["substance", "other_names", "trade_names__name"]
    inlines = [TradeNameInline]

    @admin.display(description=_("trade names"))
    def names(self, medicine: Medicine) -> str:
        return ", ".join(trade_name.name for trade_name in medicine.trade_names.all())

    def get_queryset(self, request: HttpRequest) -> QuerySet[Medicine]:
        return super().get_queryset(request).prefetch_related("trade_names")

    def get_urls(self) -> list[URLPattern]:
        own = path("pages/", self.admin_site.admin_view(require_safe(self.pages)), name="articles_medicine_pages")
        return [own, *super().get_urls()]

    def pages(self, request: HttpRequest) -> HttpResponse:
        """The live pages that name the medicine or class `?name=`, for a safety alert."""
        if not self.has_view_permission(request) or not request.user.has_perm("articles.view_article"):
            raise PermissionDenied
        name = request.GET.get("name", "").strip()[:LONGEST_QUESTION]
        known = register()
        asked = pages.asked_for(name, known) if name else None
        found = pages.live_pages(asked, known) if asked else []
        shown = Paginator(found, PAGES_AT_ONCE).get_page(request.GET.get("page"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Which live pages name a medicine?"),
            "name": name,
            "address": f"{request.path}?{urlencode({'name': name})}",
            "asked": asked,
            "shown": shown,
            "pages": pages.with_places(list(shown), asked, known) if asked else [],
        }
        return render(request, "admin/articles/medicine/pages.html", context)
