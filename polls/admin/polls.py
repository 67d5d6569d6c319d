"""Offer polls in the admin: the list, the form of the settings, and a page for each action."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from .. import lifecycle, permissions, results
from ..errors import Refused
from ..ledger import verification
from ..models import Poll
from ..results import charts, poll_cache
from . import disclosure_risk
from .actions import ACTIONS, Action, offered
from .forms import OPENING, PAGE, RULES, OpenPollForm, SettingsForm

if TYPE_CHECKING:
    from django.contrib.admin.options import _FieldsetSpec

TIMES = ["opens_at", "closes_at"]
MOST_ENTRIES = 100  # Of the ledger; the public page shows all of them.
CONFIRMED = "is_confirmed"  # The field that the page of confirmation adds, before an action that cannot be undone.


@admin.register(Poll)
class PollAdmin(admin.ModelAdmin):
    list_display = ["question", "state_now", "total", "waiting", "held"]
    actions = None
    form = SettingsForm
    change_form_template = "admin/polls/poll/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Poll]:
        return super().get_queryset(request).prefetch_related("choices", "wordings")

    def get_form(
        self, request: HttpRequest, obj: Poll | None = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm]:
        if obj is None:
            kwargs["form"] = OpenPollForm
        return super().get_form(request, obj, change, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Poll | None = None) -> _FieldsetSpec:
        if obj is None:
            fields = ["question", "choices", "opens_on", *OPENING]
            return [(_("The poll"), {"fields": fields}), *_settings()]
        return [*_settings(), (_("Fixed at the opening"), {"fields": [*OPENING, *TIMES]})]

    def get_readonly_fields(self, request: HttpRequest, obj: Poll | None = None) -> list[str]:
        return [*OPENING, *TIMES] if obj else []

    def get_prepopulated_fields(self, request: HttpRequest, obj: Poll | None = None) -> dict[str, Sequence[str]]:
        return {} if obj else {"slug": ["question"]}

    def has_delete_permission(self, request: HttpRequest, obj: Poll | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Poll, form: Any, change: bool) -> None:
        """Save settings, or create the poll by its verb. The form has already found what the verb would refuse."""
        if change:
            super().save_model(request, obj, form, change)
            poll_cache.clear_poll(obj)
        else:
            obj.pk = lifecycle.create_poll(**form.fields_of_poll(), by=_user(request)).pk

    @admin.display(description=_("question"))
    def question(self, poll: Poll) -> str:
        return poll.question

    @admin.display(description=_("state"))
    def state_now(self, poll: Poll) -> str:
        return str(poll.state().label)

    @admin.display(description=_("votes in all"))
    def total(self, poll: Poll) -> str:
        return number_format(results.of(poll).total, force_grouping=True)

    @admin.display(description=_("waiting"))
    def waiting(self, poll: Poll) -> str:
        return number_format(results.of(poll).waiting, force_grouping=True)

    @admin.display(description=_("held"))
    def held(self, poll: Poll) -> str:
        return number_format(results.of(poll).held, force_grouping=True)

    def get_urls(self) -> list[URLPattern]:
        act = self.admin_site.admin_view(self.act)
        return [path("<uuid:poll_id>/do/<slug:name>/", act, name="polls_poll_do"), *super().get_urls()]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Ask for confirmation before a poll is opened."""
        if request.method == "POST" and CONFIRMED not in request.POST and self.has_add_permission(request):
            form = self.get_form(request)(request.POST)
            if form.is_valid():
                context = {**self.admin_site.each_context(request), "title": _("Open this poll?"), "opts": self.opts}
                context |= {"form": form, "confirmed": CONFIRMED, "served": request.POST.get("_served", "")}
                return render(request, "admin/polls/poll/open.html", context)
        return super().add_view(request, form_url, {**(extra_context or {}), **_disclosure_risk(None)})

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        poll = self.get_object(request, object_id)
        context = {**(extra_context or {}), **_disclosure_risk(poll), **_figures(request, poll)}
        return super().change_view(request, object_id, form_url, context)

    def act(self, request: HttpRequest, poll_id: UUID, name: str) -> HttpResponseBase:
        """Answer the page of one action: show its form, ask for confirmation if it has a warning, run its verb."""
        poll = get_object_or_404(self.get_queryset(request), pk=poll_id)
        action = ACTIONS.get(name)
        if action is None:
            raise Http404("There is no such action.")
        if not (self.has_view_permission(request, poll) and action.may(request.user)):
            raise PermissionDenied
        if not action.fits(poll):
            messages.warning(request, str(action.unfit))
            return redirect("admin:polls_poll_change", poll.pk)
        is_sent = request.method == "POST"
        form = action.form(request.POST if is_sent else None, poll=poll, initial=request.GET.dict())
        is_good = is_sent and form.is_valid()
        asks_again = is_good and action.warning and CONFIRMED not in request.POST
        context = {**self.admin_site.each_context(request), "title": action.title, "opts": self.opts}
        context |= {"poll": poll, "action": action, "form": form, "results": results.of(poll), "confirmed": CONFIRMED}
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


def _settings() -> _FieldsetSpec:
    description = _("Stricter is always possible. What each setting protects against stands in the table above.")
    return [(_("When it may count"), {"fields": RULES, "description": description}), (_("Its page"), {"fields": PAGE})]


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


def _in_words(setting: bool | int) -> str:
    if isinstance(setting, bool):
        return str(_("on") if setting else _("off"))
    return number_format(setting, force_grouping=True)


def _figures(request: HttpRequest, poll: Poll | None) -> dict[str, Any]:
    """The context that the change page shows beside the form; empty without a poll."""
    if poll is None:
        return {}
    found = results.of(poll, at=timezone.now())
    return {
        "results": found,
        "chart": charts.of(results.points(found)),
        "entries": poll.ledger.order_by("-sequence")[:MOST_ENTRIES],
        "faults": verification.of_poll(poll),
        "undecided": poll.ledger.undecided(),
        "may_decide": permissions.may_change(request.user),
        "predecessors": Poll.objects.followed_by(poll),
        "action_groups": offered(poll, request.user),
    }
