from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone

from .. import audit, charts, opening, papers, results
from ..errors import Refused
from ..models import Poll
from .actions import ACTIONS
from .forms import OPENING, PAGE, RULES, OpenPollForm, SettingsForm


@admin.register(Poll)
class PollAdmin(admin.ModelAdmin):
    list_display = ["question", "state_now", "total", "waiting", "held"]
    actions = None
    form = SettingsForm
    change_form_template = "admin/polls/poll/change_form.html"

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("choices", "wordings")

    def get_form(self, request, obj=None, **kwargs):
        return super().get_form(request, obj, **({} if obj else {"form": OpenPollForm}), **kwargs)

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            opening_fields = ["question", "choices", *OPENING]
            return [("The poll", {"fields": opening_fields}), *_settings()]
        return [*_settings(), ("Fixed at the opening", {"fields": [*OPENING, "opens_at", "closes_at"]})]

    def get_readonly_fields(self, request, obj=None):
        return [*OPENING, "opens_at", "closes_at"] if obj else []

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        """The form has found what the verb would refuse."""
        if change:
            super().save_model(request, obj, form, change)
            papers.forget(obj.slug)
        else:
            obj.pk = opening.create_poll(**form.cleaned_data).pk

    @admin.display(description="state")
    def state_now(self, poll):
        return poll.state().label

    @admin.display(description="votes in all")
    def total(self, poll):
        return f"{results.of(poll).total:,}"

    @admin.display
    def waiting(self, poll):
        return f"{results.of(poll).waiting:,}"

    @admin.display
    def held(self, poll):
        return f"{results.of(poll).held:,}"

    def get_urls(self):
        act = self.admin_site.admin_view(self.act)
        return [path("<uuid:poll_id>/do/<slug:name>/", act, name="polls_poll_do"), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        poll = self.get_object(request, object_id)
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **_figures(request, poll)})

    def act(self, request, poll_id, name):
        """The page of one action: its form, and on a good one its verb."""
        poll = get_object_or_404(self.get_queryset(request), pk=poll_id)
        action = ACTIONS.get(name)
        if action is None:
            raise Http404("There is no such action.")
        if not (self.has_view_permission(request, poll) and action.may(request.user)):
            raise PermissionDenied
        form = action.form(request.POST or None, poll=poll, initial=request.GET.dict())
        if form.is_valid():
            try:
                outcome = action.run(poll, form, by=request.user)
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                return self._answer(request, poll, action, outcome)
        context = {**self.admin_site.each_context(request), "title": action.title, "opts": self.opts}
        context |= {"poll": poll, "action": action, "form": form, "results": results.of(poll)}
        return render(request, "admin/polls/poll/action.html", context)

    def _answer(self, request, poll, action, outcome):
        self.log_change(request, poll, action.title)
        if not isinstance(outcome, str):
            return outcome
        messages.success(request, outcome)
        return redirect("admin:polls_poll_change", poll.pk)


def _settings():
    description = "Stricter is always possible. What each setting protects against stands in the table above."
    return [("When it may count", {"fields": RULES, "description": description}), ("Its page", {"fields": PAGE})]


def _figures(request, poll):
    """What the change page shows beside the form; nothing for a poll that is not there."""
    if poll is None:
        return {}
    found = results.of(poll, at=timezone.now())
    return {
        "results": found,
        "chart": charts.of(results.points(found)),
        "faults": audit.of_poll(poll),
        "undecided": poll.ledger.undecided(),
        "poll_actions": [action for action in ACTIONS.values() if action.may(request.user)],
    }
