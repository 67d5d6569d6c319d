from django.contrib import admin


class OptimisticLockAdmin(admin.ModelAdmin):
    """For the rows of an `OptimisticLockForm` (desk/optimistic_lock.py)."""

    only_in_form: tuple[str, ...] = ("opened",)  # Whoever may only look needs no mark of what they opened.

    def get_fields(self, request, obj=None):
        fields = super().get_fields(request, obj)
        is_form = obj is None or self.has_change_permission(request, obj)
        return fields if is_form else [name for name in fields if name not in self.only_in_form]
