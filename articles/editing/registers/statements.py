"""Keep the register of statements in the admin: drafts, approvals, signatures, the pages that carry each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, Model, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.optimistic_lock import OptimisticLockAdmin

from ... import permissions, publishing
from ...models import StatementVersion
from ...reading.statements import ShownVersion
from ...statements.usage import pages_with
from ..article.pages import desk_page
from ..desk_request import DeskRequest
from ..forms.numbers import is_number
from ..forms.statements import ApproveStatementForm, SignStatementForm, StatementForm

CHANGE_PAGE = "admin:articles_statementversion_change"
MOST_PAGES = 200


@admin.register(StatementVersion)
class StatementVersionAdmin(OptimisticLockAdmin):
    """Its rows are versions: a draft is a form, an approved version a page to read."""

    form = StatementForm
    list_display = ["title", "name", "stands", "effective_from", "review", "pages"]
    search_fields = ["title", "body", "statement__slug"]
    list_select_related = ["statement"]
    fields = ["slug", "title", "effective_from", "body", "opened"]
    change_form_template = "admin/articles/statementversion/change_form.html"
    view_on_site = False  # A draft has no public page; the template links that of the others.

    class Media:
        css = {
            "all": ["articles/css/changes.css", "articles/css/editing/form.css", "articles/css/editing/workflow.css"]
        }

    def get_queryset(self, request: HttpRequest) -> QuerySet[StatementVersion]:
        live = pages_with(OuterRef("statement"), at=timezone.now()).order_by()
        counted = live.values("edition__statements__statement").annotate(number=Count("pk"))
        is_in_force = Exists(StatementVersion.objects.in_force().filter(pk=OuterRef("pk")))
        found = cast("Any", super().get_queryset(request)).with_signature()
        return found.annotate(is_in_force=is_in_force, page_count=Subquery(counted.values("number")))

    @admin.display(description=gettext_lazy("name in texts"), ordering="statement__slug")
    def name(self, version: StatementVersion) -> str:
        return version.statement.slug

    @admin.display(description=gettext_lazy("status"), ordering="number")
    def stands(self, version: Any) -> str:
        words = {"number": version.number, "day": date_format(version.effective_from)}
        if version.is_draft:
            return _("draft")
        if version.is_in_force:
            return _("version %(number)d, in force") % words
        if not version.is_effective():
            return _("version %(number)d, from %(day)s on") % words
        return _("version %(number)d, superseded") % words

    @admin.display(description=gettext_lazy("clinical review"))
    def review(self, version: StatementVersion) -> str:
        return version.signature["name"] if version.signature else _("none")

    @admin.display(description=gettext_lazy("live pages"), ordering="page_count")
    def pages(self, version: Any) -> int:
        return version.page_count or 0

    def has_change_permission(self, request: HttpRequest, obj: StatementVersion | None = None) -> bool:
        may = super().has_change_permission(request, obj)
        return may if obj is None else may and permissions.may_edit_statement(request.user, obj)

    def has_delete_permission(self, request: HttpRequest, obj: StatementVersion | None = None) -> bool:
        may = super().has_delete_permission(request, obj)
        return may if obj is None else permissions.may_drop_statement(request.user, obj)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """None: to delete several at once asks no predicate about each."""
        return {}

    def get_fieldsets(self, request: HttpRequest, obj: StatementVersion | None = None) -> Any:
        is_form = obj is None or self.has_change_permission(request, obj)
        return super().get_fieldsets(request, obj) if is_form else []

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Copy the version `?from=`, for the link “New version from this”."""
        number = request.GET.get("from", "")
        source = StatementVersion.objects.filter(pk=number).first() if is_number(number) else None
        if source is None:
            return cast("dict[str, Any]", super().get_changeform_initial_data(request))
        return {"slug": source.statement.slug} | {name: getattr(source, name) for name in ("title", "body", "sources")}

    def save_model(self, request: HttpRequest, obj: StatementVersion, form: Any, change: bool) -> None:
        obj.saved_at = timezone.now()
        if not change:
            obj.written_by = cast("User", request.user)
        obj.save()
        if not change:
            publishing.submit_statement(obj)

    def get_urls(self) -> list[URLPattern]:
        own: list[tuple[str, Callable[..., HttpResponse]]] = [("approve", approve), ("sign", sign)]
        return [
            path(
                f"<int:pk>/do/{name}/",
                self.admin_site.admin_view(partial(page, model_admin=self)),
                name=f"articles_statementversion_{name}",
            )
            for name, page in own
        ] + super().get_urls()

    def render_change_form(  # noqa: PLR0913, PLR0917  (the signature is Django's)
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Model | None = None,
    ) -> HttpResponse:
        if isinstance(obj, StatementVersion):
            context["desk"] = desk_context(obj, cast("User", request.user))
        return super().render_change_form(request, context, add, change, form_url, obj)


def desk_context(version: StatementVersion, user: User) -> dict[str, Any]:
    """What the desk shows of a version: its text, who answers for it, the pages that carry it, the other versions."""
    approved = StatementVersion.objects.approved().filter(statement=version.statement_id)
    before = (approved if version.is_draft else approved.filter(number__lt=version.number)).first()
    return {
        "version": version,
        "shown": ShownVersion(version, before),
        "signatures": version.signatures.all(),
        "pages": pages_with(version.statement_id, at=timezone.now()).select_related("article__owner")[:MOST_PAGES],
        "versions": StatementVersion.objects.filter(statement=version.statement_id).select_related("written_by"),
        "may_approve": permissions.may_approve_statement(user, version),
        "may_sign": permissions.may_sign_statement(user, version),
    }


def approve(request: DeskRequest, pk: int, *, model_admin: admin.ModelAdmin) -> HttpResponse:
    """Show the draft with its sources; on POST, approve it."""
    version = get_object_or_404(StatementVersion, pk=pk)
    if not permissions.may_approve_statement(request.user, version):
        raise PermissionDenied
    form = ApproveStatementForm(
        request.POST or None,
        is_own=version.written_by_id == request.user.pk,
        initial={"expected": version.saved_at.isoformat()},
    )

    def act(given: dict[str, Any]) -> str:
        expected = parse_datetime(given["expected"]) or version.saved_at
        publishing.approve_statement(
            version, by=request.user, expected=expected, own_reason=given.get("own_reason", "")
        )
        day = date_format(version.effective_from)
        return _("Approved: every page that names it shows it from %(day)s on.") % {"day": day}

    return _move_page(request, version, form, act, _("Approve"), model_admin)


def sign(request: DeskRequest, pk: int, *, model_admin: admin.ModelAdmin) -> HttpResponse:
    """Show the approved version with its sources; on POST, sign it."""
    version = get_object_or_404(StatementVersion, pk=pk)
    if not permissions.may_sign_statement(request.user, version):
        raise PermissionDenied
    form = SignStatementForm(request.POST or None, initial={"name": request.user.get_full_name()})

    def act(given: dict[str, Any]) -> str:
        publishing.sign_statement(version, by=request.user, name=given["name"], role=given["role"])
        return _("Signed: every page that carries this version names you.")

    return _move_page(request, version, form, act, _("Sign as a clinician"), model_admin)


def _move_page(  # noqa: PLR0913, PLR0917
    request: DeskRequest,
    version: StatementVersion,
    form: forms.Form,
    act: Callable[[dict[str, Any]], str],
    label: str,
    model_admin: admin.ModelAdmin,
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, act(form.cleaned_data))
        except publishing.Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect(CHANGE_PAGE, version.pk)
    context = {
        "form": form,
        "label": label,
        "desk": desk_context(version, request.user),
        "title": f"{label}: {version}",
    }
    return desk_page(model_admin, request, "statementversion/move.html", context)
