from django.contrib import admin
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
    only_in_form = ("opened", "body")  # Where it can't be edited, that template draws the text.

    class Media:
        css = {"all": ["articles/css/editing/form.css", "articles/css/editing/workflow.css"]}

    @admin.display(description=_("in force"), boolean=True)
    def is_in_force(self, notice):
        return Notice.objects.effective().filter(slug=notice.slug).first() == notice

    def has_change_permission(self, request, obj=None):
        is_fixed = obj is not None and obj.is_effective()
        return not is_fixed and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        is_fixed = obj is not None and obj.is_effective()
        return not is_fixed and super().has_delete_permission(request, obj)

    def get_changeform_initial_data(self, request):
        """“New version from this” brings the text along."""
        number = request.GET.get("from", "")
        source = Notice.objects.filter(pk=number).first() if is_number(number) else None
        if source is None:
            return super().get_changeform_initial_data(request)
        return {name: getattr(source, name) for name in ("slug", "kind", "title", "body")}
