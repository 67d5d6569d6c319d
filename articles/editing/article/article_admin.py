"""Show and save an article in the admin: its form, the checks beside it, and the pages around it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.staff import name_of

from ... import permissions, publishing
from ...comparison.diff import Changes, compare
from ...documents import blank, freeze, place_in_topics, renumber, why_too_large
from ...models import Article, Section, Source
from ...publishing import status_label
from ...schema.definition import SECTION, SOURCE
from ..desk_request import DeskRequest
from ..forms.articles import MOST_SECTIONS, MOST_SOURCES, ArticleForm, SectionForm, SourceForm
from ..forms.layout import article_fieldsets, row_lines
from ..forms.numbers import is_number
from ..offered import offered
from . import conflict, form_document, pages, preview_links, signing
from .checklist import Checklist, checklist
from .live_preview import checklist_of_typed, unsaved
from .read_only import reading
from .script_strings import WORDS
from .status_panel import panel


class EditorsInline(admin.StackedInline):
    """Rows that a user may change who may edit the article."""

    def get_formset(
        self, request: HttpRequest, obj: Article | None = None, **kwargs: Any
    ) -> type[forms.BaseInlineFormSet]:
        """Ignore rows beyond max_num: to parse a thousand long ones would block the server."""
        bounds = {"max_num": self.max_num, "absolute_max": self.max_num, "validate_max": True}
        return super().get_formset(request, obj, **bounds, **kwargs)

    def has_add_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return permissions.may_edit(request.user, obj)

    has_change_permission = has_delete_permission = has_add_permission


class SectionFormSet(forms.BaseInlineFormSet):
    """Refuses a page that is too large as a whole, which none of its fields sees."""

    def clean(self) -> None:
        super().clean()
        article = self.instance if self.instance.pk else None
        if reason := why_too_large(form_document.typed_document(self.data, article)):
            raise forms.ValidationError(reason)


class SectionInline(EditorsInline):
    model = Section
    form = SectionForm
    formset = SectionFormSet
    max_num = MOST_SECTIONS
    fields = row_lines(SECTION)
    verbose_name_plural = gettext_lazy("sections")

    def get_extra(self, request: HttpRequest, obj: Article | None = None, **_kwargs: Any) -> int:
        return 0 if obj else 1


class SourceInline(EditorsInline):
    model = Source
    form = SourceForm
    max_num = MOST_SOURCES
    extra = 0
    fields = row_lines(SOURCE)
    classes = ["collapse"]


class FirstSourceInline(SourceInline):
    """The sources of a new article, with an empty row, because no article is published without a source."""

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
    view_on_site = False  # The status panel links to the public page.

    class Media:
        css = {
            "all": ["articles/css/changes.css", "articles/css/editing/form.css", "articles/css/editing/workflow.css"]
        }

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def stands(self, article: Article) -> str:
        return status_label.of_listed(article)

    @admin.display(description=gettext_lazy("public page"))
    def public_page(self, article: Any) -> str:
        """The number of the live edition; `article` has the annotations of status_label.with_public_page."""
        if article.withdrawn_number:
            return _("edition %(number)d, withdrawn") % {"number": article.withdrawn_number}
        if article.live_number is None:
            if article.waiting_from:
                return _("from %(day)s on") % {"day": date_format(timezone.localtime(article.waiting_from))}
            return _("none")
        words = _("edition %(number)d") % {"number": article.live_number}
        return format_html('<a href="{}">{}</a>', article.get_absolute_url(), words)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Article]:
        return status_label.with_public_page(super().get_queryset(request), at=timezone.now())

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return permissions.may_edit(request.user, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return False  # An article is withdrawn; its history stays.

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name == "owner":  # A person is chosen here, and created or deleted elsewhere.
            for right in ("add", "change", "delete", "view"):
                setattr(field.widget, f"can_{right}_related", False)
        return field

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        """None for a user who may only look, and reads the text instead (articles/editing/article/read_only.py)."""
        return super().get_fieldsets(request, obj) if self._is_form(request, obj) else []

    def get_inlines(self, request: HttpRequest, obj: Article | None) -> Any:
        if obj is None:
            return [SectionInline, FirstSourceInline]
        return super().get_inlines(request, obj) if self._is_form(request, obj) else []

    def _is_form(self, request: HttpRequest, obj: Article | None) -> bool:
        return obj is None or self.has_change_permission(request, obj)

    def get_prepopulated_fields(self, request: HttpRequest, obj: Article | None = None) -> Any:
        return {} if obj else self.prepopulated_fields

    def get_urls(self) -> list[URLPattern]:
        pk = "<int:pk>"
        own: list[tuple[str, Callable[..., HttpResponse], str]] = [
            *signing.PAGES,
            *preview_links.PAGES,
            ("at/<slug:slug>/", pages.at_address, "at"),
            (f"{pk}/do/<slug:name>/", pages.move, "do"),
            (f"{pk}/versions/", pages.versions, "versions"),
            (f"{pk}/history/", pages.record, "history"),
            (f"{pk}/versions/<int:number>/restore/", pages.restore, "restore"),
            (f"{pk}/compare/", pages.comparison, "compare"),
            (f"{pk}/preview/", pages.preview, "preview"),
            (f"{pk}/settle/", conflict.settle, "settle"),
            (f"{pk}/unsaved/<slug:what>/", unsaved, "unsaved"),
            ("unsaved/<slug:what>/", unsaved, "unsaved_new"),
            ("offered/<slug:what>/", offered, "offered"),
        ]
        return [
            path(route, self.admin_site.admin_view(partial(page, model_admin=self)), name=f"articles_article_{name}")
            for route, page, name in own
        ] + super().get_urls()

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Show the conflict page where somebody else saved meanwhile. The failed save was rolled back."""
        article = self.get_object(request, object_id) if object_id and request.method == "POST" else None
        if article and self.has_change_permission(request, article) and form_document.is_stale(request.POST, article):
            return conflict.page(self, cast("DeskRequest", request), article)
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except publishing.Conflict:
            if article is None:
                raise
            return conflict.page(self, cast("DeskRequest", request), article)

    def changes_in(self, data: Mapping[str, str], article: Article | None) -> Changes:
        """The diff from the stored article to the typed form data. `article` is None in the form for a new one."""
        return compare(freeze(article) if article else blank(), form_document.typed_document(data, article))

    def saved_since(self, article: Article, data: Mapping[str, str]) -> str:
        """Who saved a version after the one that the form was opened with; "" when nobody did."""
        opened, newest = data.get("version_number", ""), article.versions.select_related("saved_by").newest()
        if newest is None or not is_number(opened) or newest.number <= int(opened):
            return ""
        return _("%(who)s saved version %(number)d while you had this open: your save will show both texts.") % {
            "who": name_of(newest.saved_by),
            "number": newest.number,
        }

    def render_change_form(  # noqa: PLR0913, PLR0917
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Article | None = None,
    ) -> HttpResponse:
        """Add the status panel, and the checks of the text, or the text itself for a user who may only look."""
        if obj:
            context["desk"] = panel(obj, cast("User", request.user))
        context["may_submit"] = request.user.has_perm("articles.submit_article")
        context["show_save_and_add_another"] = False  # Nobody writes articles in series.
        if obj is None or self.has_change_permission(request, obj):
            context["checklist"] = self._checklist(request, obj)
        else:
            context["reading"] = reading(obj, user=request.user, at=timezone.now())
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _checklist(self, request: HttpRequest, article: Article | None) -> Checklist:
        if request.method == "POST":
            return checklist_of_typed(request.POST, article, request.user)
        headings: Iterable[Mapping[str, object]] = article.sections.values("heading") if article else []
        document = freeze(article) if article else blank()
        return checklist(document, enumerate(headings), article=article, user=request.user, at=timezone.now())

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        if change:
            # Only the form's fields: the workflow may have changed the status and its people meanwhile.
            obj.save(
                update_fields=[field.name for field in obj._meta.concrete_fields if field.name in form.cleaned_data]
            )
        else:
            obj.owner = obj.owner or cast("User", request.user)
            obj.save()

    def response_add(self, request: HttpRequest, obj: Article, post_url_continue: str | None = None) -> HttpResponse:
        return self._to_submission(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        return self._to_submission(request, obj) or super().response_change(request, obj)

    def _to_submission(self, request: HttpRequest, article: Article) -> HttpResponse | None:
        """To the page of “Submit”, which shows what was just saved, where that button was pressed."""
        return redirect("admin:articles_article_do", article.pk, "submit") if "_submit" in request.POST else None

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        place_in_topics(form.instance, [topic.slug for topic in form.cleaned_data["in_topics"]])
        renumber(form.instance)
        expected = form.cleaned_data["version_number"] if change else None
        # keep_version does not check the right to edit: changeform_view did, and the form may have set a new owner.
        publishing.keep_version(form.instance, by=cast("User", request.user), expected=expected)
