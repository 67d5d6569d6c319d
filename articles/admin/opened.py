from django.contrib import admin


class OpenedAdmin(admin.ModelAdmin):
    """For the rows of an `OpenedForm` (articles/forms/unchanged.py)."""

    def get_fields(self, request, obj=None):
        """Whoever may only look needs no mark of what they opened."""
        fields = super().get_fields(request, obj)
        is_form = self.has_change_permission(request, obj) if obj else True
        return fields if is_form else [name for name in fields if name != "opened"]
