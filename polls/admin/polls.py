"""Offer polls in the admin: the list, the forms of a draft and of the settings, and a page for each action."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from .. import lifecycle, permissions, results
from ..errors import Refused
from ..ledger import verification
from ..models import Poll
from ..results import charts, poll_cache
from . import disclosure_risk
from .actions import ACTIONS, Action, offered
from .forms import OPENING, PAGE, RULES, DraftForm, SettingsForm

if TYPE_CHECKING:
    from django.contrib.admin.options import _FieldsetSpec

FIXED = ["question", "choices", *OPENING, "opens_at", "closes_at", "opening", "own_reason", "written_by", "opened_by"]
MOST_ENTRIES = 100  # Of the ledger; the public page shows all of them.
CONFIRMED = "is_confirmed"  # The field that the page of confirmation adds, before an action that cannot be undone.


@admin.register(Poll)
class PollAdmin(admin.ModelAdmin):
    list_display = ["question", "state_now", "total", "waiting", "held"]
    search_fields = ["slug", "wordings__question"]
    actions = None
    form = SettingsForm
    change_form_template = "admin/polls/poll/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Poll]:
        return super().get_queryset(request).prefetch_related("choices", "wordings")

    def get_form(
        self, request: HttpRequest, obj: Poll | None = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm]:
        if obj is None or obj.is_draft:
            kwargs["form"] = DraftForm
        return super().get_form(request, obj, change, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Poll | None = None) -> _FieldsetSpec:
        """The words first, and the rules folded at the end, above the table of what each protects against."""
        described = _("Stricter is always possible. What each rule protects against stands below.")
        rules: Any = list(RULES)
        page: Any = list(PAGE)
        first: Any = FIXED
        if obj is None or obj.is_draft:
            rules = ["is_sensitive", *rules]
            page = [*(name for name in OPENING if name not in rules), *page]
            first = ["question", "choices", *(["reason"] if obj and obj.follows_id else [])]
        return [
            (_("The poll"), {"fields": first}),
            (_("Its page"), {"fields": page}),
            (_("When it may count"), {"fields": rules, "classes": ["collapse"], "description": described}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Poll | None = None) -> list[str]:
        return FIXED if obj and not obj.is_draft else []

    def get_prepopulated_fields(self, request: HttpRequest, obj: Poll | None = None) -> dict[str, Sequence[str]]:
        return {} if obj else {"slug": ["question"]}

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        if isinstance(obj, Poll) and obj.is_draft:
            return permissions.may_rewrite(request.user, obj)
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return isinstance(obj, Poll) and permissions.may_discard(request.user, obj)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[list[str], dict[str, int], set[str], list]:
        """A draft alone is deleted, with its words."""
        return [str(draft) for draft in objs], {}, set(), []

    def delete_model(self, request: HttpRequest, obj: Poll) -> None:
        lifecycle.discard_draft(obj, by=_user(request))

    def save_model(self, request: HttpRequest, obj: Poll, form: Any, change: bool) -> None:
        """Save settings, or a draft by its verb. The form has already found what the verb would refuse."""
        if isinstance(form, DraftForm):
            lifecycle.save_draft(obj, **form.words(), by=_user(request))
        else:
            super().save_model(request, obj, form, change)
            poll_cache.clear_poll(obj)

    def response_post_save_add(self, request: HttpRequest, obj: Poll) -> HttpResponseRedirect:
        """Lead to the new draft: its page says what is next."""
        return redirect("admin:polls_poll_change", obj.pk)

    @admin.display(description=_("question"))
    def question(self, poll: Poll) -> str:
        return poll.question

    @admin.display(description=_("answers"))
    def choices(self, poll: Poll) -> SafeString:
        return format_html_join("", "<div>{}</div>", ((choice.label,) for choice in poll.ballot_paper))

    @admin.display(description=_("reason"))
    def reason(self, poll: Poll) -> str:
        return poll.opening_reason

    @admin.display(description=_("state"))
    def state_now(self, poll: Poll) -> str:
        return str(poll.state().label)

    @admin.display(description=_("votes in all"))
    def total(self, poll: Poll) -> str:
        return _figure(poll, "total")

    @admin.display(description=_("waiting"))
    def waiting(self, poll: Poll) -> str:
        return _figure(poll, "waiting")

    @admin.display(description=_("held"))
    def held(self, poll: Poll) -> str:
        return _figure(poll, "held")

    def get_urls(self) -> list[URLPattern]:
        act = self.admin_site.admin_view(self.act)
        return [path("<uuid:poll_id>/do/<slug:name>/", act, name="polls_poll_do"), *super().get_urls()]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().add_view(request, form_url, {**(extra_context or {}), **_disclosure_risk(None)})

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        poll = self.get_object(request, object_id)
        context = {**(extra_context or {}), **_disclosure_risk(poll), **_figures(request, poll)}
        try:
            if poll and "choices" in request.POST:
                lifecycle.refuse_opened(poll)
            return super().change_view(request, object_id, form_url, context)
        except Refused as refusal:  # A draft that somebody opened while its writer changed it.
            messages.error(request, str(refusal))
            return redirect("admin:polls_poll_change", object_id)

    def act(self, request: HttpRequest, poll_id: UUID, name: str) -> HttpResponseBase:
        """Answer the page of one action: show its form, ask for confirmation if it has a warning, run its verb."""
        poll = get_object_or_404(self.get_queryset(request), pk=poll_id)
        action = ACTIONS.get(name)
        if action is None:
            raise Http404("There is no such action.")
        if not (self.has_view_permission(request, poll) and action.may(request.user)):
            raise PermissionDenied
        if not action.fits_now(poll):
            messages.warning(request, str(action.unfit))
            return redirect("admin:polls_poll_change", poll.pk)
        is_sent = request.method == "POST"
        form = action.form(
            request.POST if is_sent else None, poll=poll, user=_user(request), initial=request.GET.dict()
        )
        is_good = is_sent and form.is_valid()
        asks_again = is_good and action.warning and CONFIRMED not in request.POST
        context = {**self.admin_site.each_context(request), "title": action.title, "opts": self.opts}
        context |= {"poll": poll, "action": action, "form": form, "confirmed": CONFIRMED}
        context |= _draft(poll) if poll.is_draft else {"results": results.of(poll)}
        try:
            if asks_again:
                context["changes"] = action.preview(poll, form)
                return render(request, "admin/polls/poll/confirm.html", context)
            if is_good:
                return self._answer(request, poll, action, action.run(poll, form, by=_user(request)))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        return render(request, "admin/polls/poll/action.html", context)

    def _answer(
        self, request: HttpRequest, poll: Poll, action: Action, outcome: str | HttpResponseBase
    ) -> HttpResponseBase:
        if not isinstance(outcome, str):
            self.log_change(request, poll, str(action.title))
            return outcome
        self.log_change(request, poll, f"{action.title}. {outcome}")
        messages.success(request, outcome)
        return redirect("admin:polls_poll_change", poll.pk)


def _user(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def _figure(poll: Poll, name: str) -> str:
    return "–" if poll.is_draft else number_format(getattr(results.of(poll), name), force_grouping=True)


def _draft(draft: Poll) -> dict[str, Any]:
    """The context of `_draft.html`: (name, value) of each setting, in words."""
    fields = (field for field in Poll._meta.fields if field.name in {*OPENING, *PAGE, *RULES})
    return {"settings": [(field.verbose_name, _in_words(getattr(draft, field.name)) or "–") for field in fields]}


def _disclosure_risk(poll: Poll | None) -> dict[str, Any]:
    """The context of the table of protection: what each setting protects against, beside its value in this poll."""
    return {
        "protection_rules": [
            {**vars(rule), "value": _in_words(getattr(poll, rule.field)) if poll else ""}
            for rule in disclosure_risk.RULES
        ],
        "protection_lines": disclosure_risk.rows(),
        "protection_rates": disclosure_risk.rate_names(),
        "guessed_without": disclosure_risk.GUESSED_WITHOUT,
    }


def _in_words(setting: Any) -> str:
    if isinstance(setting, bool):
        return str(_("on") if setting else _("off"))
    if isinstance(setting, int):
        return number_format(setting, force_grouping=True)
    return ", ".join(setting) if isinstance(setting, list) else str(setting)


def _figures(request: HttpRequest, poll: Poll | None) -> dict[str, Any]:
    """The context that the change page shows beside the form; empty without a poll."""
    if poll is None:
        return {}
    groups = {"action_groups": offered(poll, request.user)}
    if poll.is_draft:
        return groups
    found = results.of(poll, at=timezone.now())
    return {
        "results": found,
        "chart": charts.of(results.points(found)),
        "entries": poll.ledger.order_by("-sequence")[:MOST_ENTRIES],
        "faults": verification.of_poll(poll),
        "undecided": poll.ledger.undecided(),
        "may_decide": permissions.may_change(request.user),
        "predecessors": Poll.objects.followed_by(poll),
        **groups,
    }
