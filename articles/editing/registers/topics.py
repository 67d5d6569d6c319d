"""Edit topics, the articles in them, and index terms in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from desk.optimistic_lock import OptimisticLockAdmin

from ...models import Edition, IndexTerm, Placement, Topic
from ..forms.topics import IndexTermForm, TopicForm


class PlacementInline(admin.TabularInline):
    model = Placement
    fields = ["position", "article"]
    extra = 0
    autocomplete_fields = ["article"]
    verbose_name_plural = _("articles, in reading order")


@admin.register(Topic)
class TopicAdmin(OptimisticLockAdmin):
    form = TopicForm
    list_display = ["name", "slug", "position"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [PlacementInline]

    def has_delete_permission(self, request: HttpRequest, obj: Topic | None = None) -> bool:
        is_used = obj is not None and Edition.objects.filter(topics=obj).exists()
        return not is_used and super().has_delete_permission(request, obj)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Remove the bulk deletion: only the page of one topic can refuse to delete it."""
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}


@admin.register(IndexTerm)
class IndexTermAdmin(OptimisticLockAdmin):
    form = IndexTermForm
    autocomplete_fields = ["article"]  # A list of all titles would be sent with each form.
    list_select_related = ["article"]
    list_display = ["term", "article"]
    search_fields = ["term"]
