from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from .. import lifecycle, permissions, poll_cache, results
from ..errors import Refused
from ..ledger import verification
from ..models import Poll
from ..results import charts
from . import disclosure_risk
from .actions import ACTIONS, offered
from .forms import OPENING, PAGE, RULES, OpenPollForm, SettingsForm

TIMES = ["opens_at", "closes_at"]
MOST_ENTRIES = 100  # Of the ledger; the public page has all of them.
CONFIRMED = "is_confirmed"  # The field of the page that warns before what nobody can take back.


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
            fields = ["question", "choices", "opens_on", *OPENING]
            return [(_("The poll"), {"fields": fields}), *_settings()]
        return [*_settings(), (_("Fixed at the opening"), {"fields": [*OPENING, *TIMES]})]

    def get_readonly_fields(self, request, obj=None):
        return [*OPENING, *TIMES] if obj else []

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ["question"]}

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        """The form has found what the verb would refuse."""
        if change:
            super().save_model(request, obj, form, change)
            poll_cache.forget(obj)
        else:
            obj.pk = lifecycle.create_poll(**form.fields_of_poll(), by=request.user).pk

    @admin.display(description=_("question"))
    def question(self, poll):
        return poll.question

    @admin.display(description=_("state"))
    def state_now(self, poll):
        return poll.state().label

    @admin.display(description=_("votes in all"))
    def total(self, poll):
        return number_format(results.of(poll).total, force_grouping=True)

    @admin.display(description=_("waiting"))
    def waiting(self, poll):
        return number_format(results.of(poll).waiting, force_grouping=True)

    @admin.display(description=_("held"))
    def held(self, poll):
        return number_format(results.of(poll).held, force_grouping=True)

    def get_urls(self):
        act = self.admin_site.admin_view(self.act)
        return [path("<uuid:poll_id>/do/<slug:name>/", act, name="polls_poll_do"), *super().get_urls()]

    def add_view(self, request, form_url="", extra_context=None):
        if request.method == "POST" and CONFIRMED not in request.POST and self.has_add_permission(request):
            form = self.get_form(request)(request.POST)
            if form.is_valid():
                context = {**self.admin_site.each_context(request), "title": _("Open this poll?"), "opts": self.opts}
                context |= {"form": form, "confirmed": CONFIRMED, "served": request.POST.get("_served", "")}
                return render(request, "admin/polls/poll/open.html", context)
        return super().add_view(request, form_url, {**(extra_context or {}), **_protection(None)})

    def change_view(self, request, object_id, form_url="", extra_context=None):
        poll = self.get_object(request, object_id)
        context = {**(extra_context or {}), **_protection(poll), **_figures(request, poll)}
        return super().change_view(request, object_id, form_url, context)

    def act(self, request, poll_id, name):
        """The page of one action: its form, the warning where it has one, and then its verb."""
        poll = get_object_or_404(self.get_queryset(request), pk=poll_id)
        action = ACTIONS.get(name)
        if action is None:
            raise Http404("There is no such action.")
        if not (self.has_view_permission(request, poll) and action.may(request.user)):
            raise PermissionDenied
        if not action.fits(poll):
            messages.warning(request, action.unfit)
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
                return self._answer(request, poll, action, action.run(poll, form, by=request.user))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        return render(request, "admin/polls/poll/action.html", context)

    def _answer(self, request, poll, action, outcome):
        if not isinstance(outcome, str):
            self.log_change(request, poll, str(action.title))
            return outcome
        self.log_change(request, poll, f"{action.title}. {outcome}")
        messages.success(request, outcome)
        return redirect("admin:polls_poll_change", poll.pk)


def _settings():
    description = _("Stricter is always possible. What each setting protects against stands in the table above.")
    return [(_("When it may count"), {"fields": RULES, "description": description}), (_("Its page"), {"fields": PAGE})]


def _protection(poll):
    """What the settings protect against, each beside its value in this poll."""
    return {
        "protection_rules": [
            {**vars(rule), "value": _in_words(getattr(poll, rule.field)) if poll else ""}
            for rule in disclosure_risk.RULES
        ],
        "protection_lines": disclosure_risk.rows(),
        "protection_rates": disclosure_risk.rate_names(),
        "guessed_without": disclosure_risk.GUESSED_WITHOUT,
    }


def _in_words(setting):
    if isinstance(setting, bool):
        return _("on") if setting else _("off")
    return number_format(setting, force_grouping=True)


def _figures(request, poll):
    """What the change page shows beside the form; nothing for a poll that is not there."""
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
