"""Offer the action that opens a draft."""

from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ... import lifecycle, permissions
from ...form_fields import DayField
from ...models import Poll
from .action import Action, PollForm
from .closing import count_remaining


class OpenForm(PollForm):
    """The first day, but of a successor, which opens at once; and of the writer a reason."""

    opens_on = DayField(
        label=gettext_lazy("First day (UTC)"),
        help_text=gettext_lazy("Left empty, the poll opens at once."),
    )
    own_reason = forms.CharField(
        label=gettext_lazy("Why no second person looks at it"),
        max_length=300,
        help_text=gettext_lazy("You wrote this draft: leave it to a second person, or give a reason, which is public."),
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = lifecycle.fingerprint(self.poll)
        if self.poll.follows_id:
            del self.fields["opens_on"]
        if self.poll.written_by_id != self.user.pk:
            del self.fields["own_reason"]

    def clean_opens_on(self) -> date | None:
        day = self.cleaned_data["opens_on"]
        if day and day < timezone.now().date():
            raise forms.ValidationError(_("This day has passed."))
        return day


def open_draft(poll: Poll, form: OpenForm, *, by: User) -> str:
    """Open the draft: at once, or with the first hour of a later day. Counts what the rules allow of a poll before."""
    parts = dict(form.cleaned_data)
    day, before = parts.pop("opens_on", None), poll.follows
    is_later = day is not None and day > timezone.now().date()
    was_open = before is not None and before.is_open()
    poll = lifecycle.open_draft(
        poll, **parts, opens_at=datetime.combine(day, time(), tzinfo=UTC) if is_later else None, by=by
    )
    if is_later:
        return _("This poll opens on %(day)s (UTC).") % {"day": date_format(day)}
    said = [_("This poll is open.")]
    if before and before.article_slug:
        words = _("The article “%(article)s” still names the poll before: name this one there.")
        said.append(words % {"article": before.article_slug})
    if before and was_open:
        said.append(_("Of the poll before:") + " " + count_remaining(before))
    return " ".join(said)


ACTIONS = [
    Action(
        "open",
        gettext_lazy("Open this poll"),
        gettext_lazy("Read it as its readers will. If a word is wrong, leave it: its writer can still change it."),
        OpenForm,
        permissions.may_open,
        open_draft,
        warning=gettext_lazy(
            "From its first day on the public sees this poll and can vote. From its first vote on its words are fixed. "
            "No poll that was opened is ever deleted."
        ),
        is_for_drafts=True,
    ),
]
