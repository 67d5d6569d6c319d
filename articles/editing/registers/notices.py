"""Edit notices in the admin, until they take effect."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from desk.optimistic_lock import OptimisticLockAdmin

from ...models import Notice
from ..forms.notices import NoticeForm
from ..forms.numbers import is_number


@admin.register(Notice)
class NoticeAdmin(OptimisticLockAdmin):
    form = NoticeForm
    list_display = ["title", "slug", "effective_from", "is_in_force"]
    list_filter = ["kind"]
    search_fields = ["title", "body"]
    change_form_template = "admin/articles/notice/change_form.html"
    only_in_form = ("opened", "body")  # For a notice that can't be edited, that template renders the text.

    class Media:
        css = {"all": ["articles/css/editing/form.css", "articles/css/editing/workflow.css"]}

    @admin.display(description=_("in force"), boolean=True)
    def is_in_force(self, notice: Notice) -> bool:
        return Notice.objects.effective().filter(slug=notice.slug).first() == notice

    def has_change_permission(self, request: HttpRequest, obj: Notice | None = None) -> bool:
        is_fixed = obj is not None and obj.is_effective()
        return not is_fixed and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Notice | None = None) -> bool:
        is_fixed = obj is not None and obj.is_effective()
        return not is_fixed and super().has_delete_permission(request, obj)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Copy the notice `?from=`, for the link “New version from this”."""
        number = request.GET.get("from", "")
        source = Notice.objects.filter(pk=number).first() if is_number(number) else None
        if source is None:
            return super().get_changeform_initial_data(request)
        return {name: getattr(source, name) for name in ("slug", "kind", "title", "body")}
