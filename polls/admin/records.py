from django.contrib import admin

from ..models import Count, ExportLog


class ReadOnlyAdmin(admin.ModelAdmin):
    """To look at. What may be done with it, the poll's own page offers."""

    actions = None

    class Media:
        css = {"all": ["css/admin-records.css"]}

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Count)
class CountAdmin(ReadOnlyAdmin):
    list_display = ["poll", "sequence", "day", "kind", "number", "unknown"]
    list_filter = ["kind", "poll__slug"]
    list_select_related = ["poll"]
    date_hierarchy = "day"

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("poll__wordings")


@admin.register(ExportLog)
class ExportLogAdmin(ReadOnlyAdmin):
    list_display = ["exported_at", "name", "reason", "what"]
    list_filter = ["name"]
    date_hierarchy = "exported_at"
