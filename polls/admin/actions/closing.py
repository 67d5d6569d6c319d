"""Offer the actions that set a poll's last day, close it, or write its successor."""

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ... import counting, lifecycle, permissions, results
from ...errors import Refused
from ...form_fields import ChoicesField, DayField, QuestionField
from ...models import Box, Poll
from .action import Action, PollForm, ReasonForm


class LastDayForm(PollForm):
    day = DayField(
        label=gettext_lazy("Last day (UTC)"),
        help_text=gettext_lazy("Left empty, the poll stays open until somebody closes it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("day", self.poll.last_day)


class CloseForm(PollForm):
    """A form without fields: closing needs only the confirmation."""


class SuccessorForm(ReasonForm):
    question = QuestionField(label=gettext_lazy("New question"))
    choices = ChoicesField()
    slug = forms.SlugField(
        label=gettext_lazy("Name in its address"),
        max_length=80,
        help_text=gettext_lazy("Small letters, digits and dashes. It never changes once the poll has opened."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("question", self.poll.question)
        self.initial.setdefault("choices", [choice.label for choice in self.poll.ballot_paper])


def set_last_day(poll: Poll, form: LastDayForm, *, by: User) -> str:
    poll = lifecycle.set_last_day(poll, form.cleaned_data["day"], by=by)
    if poll.closes_at is None:
        return _("The poll stays open until somebody closes it.")
    return _("The poll takes votes to the end of %(day)s (UTC).") % {"day": date_format(form.cleaned_data["day"])}


def close(poll: Poll, form: CloseForm, *, by: User) -> str:
    """Close the poll and count what its rules allow."""
    return count_remaining(lifecycle.close(poll, by=by))


def write_successor(poll: Poll, form: SuccessorForm, *, by: User) -> HttpResponseRedirect:
    return redirect("admin:polls_poll_change", lifecycle.draft_successor(poll, **form.cleaned_data, by=by).pk)


def count_remaining(poll: Poll) -> str:
    """Count what the rules allow of a poll that was just closed, and say it."""
    return " ".join(words for words in (_count_main_box(poll), _count_held_box(poll)) if words)


def _count_held_box(poll: Poll) -> str:
    """Count the held box at closing: afterwards it could never reach the minimum of a count."""
    if not results.of(poll).held_sealed:
        return ""
    try:
        entry = counting.count(poll, box=Box.HELD)
    except Refused as reason:
        return str(reason)
    return ngettext(
        "%(number)s held vote was counted as well: decide on it.",
        "%(number)s held votes were counted as well: decide on them.",
        entry.number,
    ) % {"number": number_format(entry.number, force_grouping=True)}


def _count_main_box(poll: Poll) -> str:
    if not results.of(poll).waiting:
        return _("This poll is closed. No ballot was waiting.")
    try:
        entry = counting.count(poll)
    except Refused as reason:
        return _("This poll is closed. %(reason)s") % {"reason": reason}
    return _("This poll is closed. Entry %(entry)s of the ledger holds its last %(number)s votes.") % {
        "entry": entry.sequence,
        "number": entry.number,
    }


def may_still_take_votes(poll: Poll) -> bool:
    return poll.is_open() or not poll.is_visible()


ACTIONS = [
    Action(
        "last-day",
        gettext_lazy("Set the last day"),
        gettext_lazy("The poll closes by itself at the end of that day. Its page names the day from now on."),
        LastDayForm,
        permissions.may_change,
        set_last_day,
        fits=may_still_take_votes,
    ),
    Action(
        "close",
        gettext_lazy("Close the poll"),
        gettext_lazy(
            "Waiting ballots are counted if the rules allow it. A rest that is too small joins the total with its "
            "split untold."
        ),
        CloseForm,
        permissions.may_change,
        close,
        warning=gettext_lazy("It takes no more votes from this moment on. A closed poll stays closed."),
        fits=lambda poll: poll.is_open(),
    ),
    Action(
        "successor",
        gettext_lazy("Write a successor"),
        gettext_lazy(
            "For a question or answers that mean something else. It is a draft under the same rules. Once it opens, it "
            "starts at 0, and this poll closes. Their votes never mix; each page leads to the other."
        ),
        SuccessorForm,
        permissions.may_write,
        write_successor,
        fits=lambda poll: poll.is_visible() and poll.successor_id is None,
    ),
]
