from functools import partial

from django.contrib import admin
from django.urls import path
from django.utils.html import format_html

from .. import permissions, workflow
from ..documents import place_in_topics, renumber
from ..forms.articles import ArticleForm, SectionForm, SourceForm
from ..models import Article, Edition, Section, Source
from . import pages, preview_links, signing, typed
from .panel import panel


class EditorsInline(admin.StackedInline):
    """May be changed by whoever may edit the article."""

    def has_add_permission(self, request, obj=None):
        return permissions.may_edit(request.user, obj)

    has_change_permission = has_delete_permission = has_add_permission


class SectionInline(EditorsInline):
    model = Section
    form = SectionForm
    fields = [("position", "heading", "aspect"), "body"]
    verbose_name_plural = "sections"

    def get_extra(self, request, obj=None, **_kwargs):
        return 0 if obj else 1


class SourceInline(EditorsInline):
    model = Source
    form = SourceForm
    extra = 0
    fields = [
        ("position", "key", "kind"),
        ("publisher", "title"),
        "url",
        ("published", "accessed_on", "seen"),
    ]
    classes = ["collapse"]


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):
    form = ArticleForm
    list_display = ["title", "status", "public_page", "review_due_on", "clinical_reviewer", "owner"]
    list_filter = ["status", "topics", "owner"]
    search_fields = ["title", "slug", "summary"]
    list_select_related = ["owner"]
    date_hierarchy = "review_due_on"
    prepopulated_fields = {"slug": ["title"]}
    inlines = [SectionInline, SourceInline]
    fieldsets = [
        (None, {"fields": ["title", "slug", "summary", "version_number"]}),
        ("What readers take away", {"fields": ["key_points", "questions"]}),
        ("Where it stands", {"fields": ["in_topics", "tags", "poll_slug"]}),
        ("Who and when", {"fields": ["author", "owner", ("clinical_reviewer", "reviewed_on"),
                                     ("facts_checked_on", "review_due_on")]}),
        ("Picture", {"fields": ["picture"], "classes": ["collapse"]}),
    ]  # fmt: skip
    change_form_template = "admin/articles/article/change_form.html"
    view_on_site = False  # The panel links the public page where there is one.

    class Media:
        css = {"all": ["css/changes.css", "css/admin-articles.css", "css/admin-flow.css"]}

    @admin.display(description="public page")
    def public_page(self, article):
        live = Edition.objects.visible().filter(article=article).first()
        if live is None:
            return "none"
        return format_html('<a href="{}">edition {}</a>', article.get_absolute_url(), live.number)

    def has_change_permission(self, request, obj=None):
        return permissions.may_edit(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        return False  # A page is withdrawn; its history stays.

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
            (f"{pk}/keep-mine/", pages.keep_mine, "keep_mine"),
        ]
        return [
            path(route, self.admin_site.admin_view(partial(page, model_admin=self)), name=f"articles_article_{name}")
            for route, page, name in own
        ] + super().get_urls()

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """A save is one transaction; where somebody else saved meanwhile, it has been undone when it arrives here."""
        article = self.get_object(request, object_id) if object_id and request.method == "POST" else None
        if article and self.has_change_permission(request, article) and typed.is_stale(request.POST, article):
            return pages.conflict(self, request, article)
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except workflow.Conflict:
            return pages.conflict(self, request, article)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        article = self.get_object(request, object_id)
        desk = panel(article, request.user) if article else None
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), "desk": desk})

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
        workflow.save_version(form.instance, by=request.user, expected=expected)
