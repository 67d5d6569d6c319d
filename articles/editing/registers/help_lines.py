"""Edit help lines and warning signs in the admin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.optimistic_lock import OptimisticLockAdmin

from ...models import HelpLine, WarningSigns
from ..forms.notices import HelpLineForm, WarningSignsForm


class WasVerified(admin.EmptyFieldListFilter):
    """Filter by whether there is a day of verification."""

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        names = [_("All"), _("never verified"), _("verified")]
        for name, choice in zip(names, super().choices(changelist), strict=True):
            yield {**choice, "display": name}


@admin.register(HelpLine)
class HelpLineAdmin(OptimisticLockAdmin):
    form = HelpLineForm
    list_display = ["name", "country_name", "kind", "call", "text", "verified_on"]
    list_filter = ["kind", "country_name", ("verified_on", WasVerified)]
    search_fields = ["name", "country_name"]
    actions = ["verified_today"]

    @admin.action(
        description=gettext_lazy("Verified today: I read the number again at its source"),
        permissions=["change"],
    )
    def verified_today(self, request: HttpRequest, queryset: QuerySet[HelpLine]) -> None:
        count = queryset.exclude(source="").update(verified_on=timezone.now().date())
        self.message_user(request, _("Verified today: %(count)d.") % {"count": count})


@admin.register(WarningSigns)
class WarningSignsAdmin(OptimisticLockAdmin):
    form = WarningSignsForm
    list_display = ["intro", "verified_on"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return not WarningSigns.objects.exists() and super().has_add_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: WarningSigns | None = None) -> bool:
        return False  # Every page with help lines shows them.
