from functools import partial

from django.contrib import admin
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ... import permissions, publishing
from ...comparison.diff import compare
from ...documents import blank, freeze, place_in_topics, renumber
from ...models import Article, Section, Source
from ...publishing import status_label
from ...schema.definition import SECTION, SOURCE
from ..forms.articles import MOST_SECTIONS, MOST_SOURCES, ArticleForm, SectionForm, SourceForm
from ..forms.layout import article_fieldsets, row_lines
from . import conflict, form_document, pages, preview_links, signing
from .checklist import checklist
from .live_preview import checklist_of_typed, unsaved
from .read_only import reading
from .script_strings import WORDS
from .status_panel import panel


class EditorsInline(admin.StackedInline):
    """May be changed by whoever may edit the article."""

    def get_formset(self, request, obj=None, **kwargs):
        """Rows beyond the most are not even read: a thousand long ones would keep readers waiting."""
        bounds = {"max_num": self.max_num, "absolute_max": self.max_num, "validate_max": True}
        return super().get_formset(request, obj, **bounds, **kwargs)

    def has_add_permission(self, request, obj=None):
        return permissions.may_edit(request.user, obj)

    has_change_permission = has_delete_permission = has_add_permission


class SectionInline(EditorsInline):
    model = Section
    form = SectionForm
    max_num = MOST_SECTIONS
    fields = row_lines(SECTION)
    verbose_name_plural = gettext_lazy("sections")

    def get_extra(self, request, obj=None, **_kwargs):
        return 0 if obj else 1


class SourceInline(EditorsInline):
    model = Source
    form = SourceForm
    max_num = MOST_SOURCES
    extra = 0
    fields = row_lines(SOURCE)
    classes = ["collapse"]


class FirstSourceInline(SourceInline):
    """No article goes public without a source, so a new one begins with room for it."""

    extra = 1
    classes: list[str] = []


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):
    form = ArticleForm
    list_display = ["title", "stands", "public_page", "review_due_on", "owner"]
    list_filter = ["status", "topics", ("owner", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["title", "slug", "summary"]
    list_select_related = ["owner"]
    date_hierarchy = "review_due_on"
    prepopulated_fields = {"slug": ["title"]}
    inlines = [SectionInline, SourceInline]
    fieldsets = article_fieldsets()
    change_form_template = "admin/articles/article/change_form.html"
    words = WORDS
    view_on_site = False  # The panel links the public page where there is one.

    class Media:
        css = {
            "all": ["articles/css/changes.css", "articles/css/editing/form.css", "articles/css/editing/workflow.css"]
        }

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def stands(self, article):
        return status_label.of_listed(article)

    @admin.display(description=gettext_lazy("public page"))
    def public_page(self, article):
        if article.withdrawn_number:
            return _("edition %(number)d, withdrawn") % {"number": article.withdrawn_number}
        if article.live_number is None:
            if article.waiting_from:
                return _("from %(day)s on") % {"day": date_format(timezone.localtime(article.waiting_from))}
            return _("none")
        words = _("edition %(number)d") % {"number": article.live_number}
        return format_html('<a href="{}">{}</a>', article.get_absolute_url(), words)

    def get_queryset(self, request):
        return status_label.with_public_page(super().get_queryset(request), at=timezone.now())

    def has_change_permission(self, request, obj=None):
        return permissions.may_edit(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        return False  # A page is withdrawn; its history stays.

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "owner":  # A person is chosen here, and made or removed elsewhere.
            for right in ("add", "change", "delete", "view"):
                setattr(field.widget, f"can_{right}_related", False)
        return field

    def get_fieldsets(self, request, obj=None):
        """Whoever may only look reads the text (articles/editing/article/read_only.py), not its fields."""
        return super().get_fieldsets(request, obj) if self._is_form(request, obj) else []

    def get_inlines(self, request, obj):
        if obj is None:
            return [SectionInline, FirstSourceInline]
        return super().get_inlines(request, obj) if self._is_form(request, obj) else []

    def _is_form(self, request, obj):
        return obj is None or self.has_change_permission(request, obj)

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields

    def get_urls(self):
        pk = "<int:pk>"
        own = [
            *signing.PAGES,
            *preview_links.PAGES,
            (f"{pk}/do/<slug:name>/", pages.move, "do"),
            (f"{pk}/versions/", pages.versions, "versions"),
            (f"{pk}/versions/<int:number>/restore/", pages.restore, "restore"),
            (f"{pk}/compare/", pages.comparison, "compare"),
            (f"{pk}/preview/", pages.preview, "preview"),
            (f"{pk}/settle/", conflict.settle, "settle"),
            (f"{pk}/unsaved/<slug:what>/", unsaved, "unsaved"),
            ("unsaved/<slug:what>/", unsaved, "unsaved_new"),
        ]
        return [
            path(route, self.admin_site.admin_view(partial(page, model_admin=self)), name=f"articles_article_{name}")
            for route, page, name in own
        ] + super().get_urls()

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """A save is one transaction; where somebody else saved meanwhile, it has been undone when it arrives here."""
        article = self.get_object(request, object_id) if object_id and request.method == "POST" else None
        if article and self.has_change_permission(request, article) and form_document.is_stale(request.POST, article):
            return conflict.page(self, request, article)
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except publishing.Conflict:
            return conflict.page(self, request, article)

    def changes_in(self, data, article):
        """What typed data would change, word by word; `article` None is the form for a new one."""
        return compare(freeze(article) if article else blank(), form_document.typed_document(data, article))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):  # noqa: PLR0913, PLR0917
        """Beside the form: the checks of what stands in it."""
        if obj:
            context["desk"] = panel(obj, request.user)
        if add or self.has_change_permission(request, obj):
            context["checklist"] = self._checklist(request, obj)
        else:
            context["reading"] = reading(obj, user=request.user, at=timezone.now())
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _checklist(self, request, article):
        if request.method == "POST":
            return checklist_of_typed(request.POST, article, request.user)
        headings = article.sections.values("heading") if article else []
        document = freeze(article) if article else blank()
        return checklist(document, enumerate(headings), article=article, user=request.user, at=timezone.now())

    def save_model(self, request, obj, form, change):
        if change:
            # Status and the people of the workflow belong to its verbs, which may move them meanwhile.
            obj.save(
                update_fields=[field.name for field in obj._meta.concrete_fields if field.name in form.cleaned_data]
            )
        else:
            obj.owner = obj.owner or request.user
            obj.save()

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        place_in_topics(form.instance, [topic.slug for topic in form.cleaned_data["in_topics"]])
        renumber(form.instance)
        expected = form.cleaned_data["version_number"] if change else None
        # The right to edit was asked before the form was read; a new owner may have been chosen in it.
        publishing.keep_version(form.instance, by=request.user, expected=expected)
