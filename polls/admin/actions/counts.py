"""Offer the actions that count, decide on held votes, correct the totals and export."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.contrib.auth.models import User
from django.http import StreamingHttpResponse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ... import counting, decisions, permissions
from ...exports import Export, Format, Grouping, export_counts
from ...form_fields import DayField
from ...models import Box, Count, Poll
from .action import Action, PollForm, ReasonForm


class CountForm(PollForm):
    box = forms.TypedChoiceField(
        label=gettext_lazy("Box"), choices=Box.choices, coerce=Box, initial=Box.MAIN, widget=forms.RadioSelect
    )


class DecideForm(ReasonForm):
    entry = forms.TypedChoiceField(coerce=int, label=gettext_lazy("Held votes"))
    decision = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        choices=[
            ("accept", gettext_lazy("Accept: add them all to the total")),
            ("reject", gettext_lazy("Reject: leave them all out")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        entries = cast(forms.ChoiceField, self.fields["entry"])
        entries.choices = [(entry.sequence, _in_words(entry)) for entry in self.poll.ledger.undecided()]


class CorrectForm(ReasonForm):
    """Votes to add, or to take away with a minus, for each choice and for the unknown split."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for choice in self.poll.choices.all():
            self.fields[f"votes_{choice.code}"] = forms.IntegerField(label=choice.label, initial=0)
        if self.poll.allows_several:
            self.fields["ballots"] = forms.IntegerField(label=_("Ballots whose answers are known"), initial=0)
        self.fields["unknown"] = forms.IntegerField(label=_("Split not known"), initial=0)
        self.put_reason_last()

    def votes(self) -> dict[str, Any]:
        """The arguments of `decisions.preview` and `decisions.correct`."""
        found = self.cleaned_data
        counts = {choice.code: found[f"votes_{choice.code}"] for choice in self.poll.choices.all()}
        return {"counts": counts, "ballots": found.get("ballots", 0), "unknown": found["unknown"]}


class ExportForm(PollForm):
    format = forms.TypedChoiceField(
        label=gettext_lazy("Format"),
        choices=Format.choices,
        coerce=Format,
        widget=forms.RadioSelect,
        initial=Format.CSV,
    )
    by = forms.TypedChoiceField(
        label=gettext_lazy("By"),
        choices=Grouping.choices,
        coerce=Grouping,
        widget=forms.RadioSelect,
        initial=Grouping.TOTAL,
    )
    first = DayField(
        label=gettext_lazy("From (UTC)"),
        help_text=gettext_lazy("Months only."),
    )
    last = DayField(
        label=gettext_lazy("To (UTC)"),
        help_text=gettext_lazy("Months only."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        help_text=gettext_lazy("Kept in the log of exports, with your name and the time."),
    )


def count(poll: Poll, form: CountForm, *, by: User) -> str:
    entry = counting.count(poll, box=form.cleaned_data["box"])
    return ngettext(
        "%(number)s vote was counted, as entry %(entry)s of the ledger.",
        "%(number)s votes were counted, as entry %(entry)s of the ledger.",
        entry.number,
    ) % {"number": number_format(entry.number, force_grouping=True), "entry": entry.sequence}


def decide(poll: Poll, form: DecideForm, *, by: User) -> str:
    verb = {"accept": decisions.accept_held, "reject": decisions.reject_held}[form.cleaned_data["decision"]]
    entry = verb(poll, form.cleaned_data["entry"], by=by, reason=form.cleaned_data["reason"])
    return _recorded(entry)


def correct(poll: Poll, form: CorrectForm, *, by: User) -> str:
    return _recorded(decisions.correct(poll, **form.votes(), by=by, reason=form.cleaned_data["reason"]))


def preview_correction(poll: Poll, form: CorrectForm) -> Sequence[decisions.Change]:
    return decisions.preview(poll, **form.votes())


def export(poll: Poll, form: ExportForm, *, by: User) -> StreamingHttpResponse:
    parts = form.cleaned_data
    wanted = Export([poll], parts["format"], parts["by"], parts["first"], parts["last"])
    pieces = export_counts(wanted, by=by, reason=parts["reason"])
    disposition = f'attachment; filename="{wanted.file_name}"'
    headers = {"Content-Disposition": disposition, "Cache-Control": "no-store"}
    return StreamingHttpResponse(pieces, content_type=wanted.format.content_type, headers=headers)


def _recorded(entry: Count) -> str:
    kind = entry.get_kind_display()
    return _("Recorded as entry %(entry)s of the ledger: %(kind)s.") % {"entry": entry.sequence, "kind": kind}


def _in_words(entry: Count) -> str:
    return ngettext(
        "Entry %(entry)s: %(number)s vote, counted on %(day)s",
        "Entry %(entry)s: %(number)s votes, counted on %(day)s",
        entry.number,
    ) % {
        "entry": entry.sequence,
        "number": number_format(entry.number, force_grouping=True),
        "day": date_format(entry.day),
    }


ACTIONS = [
    Action(
        "export",
        gettext_lazy("Export the counts"),
        gettext_lazy(
            "Totals are exact. Months leave out cells under 10 and round the others to 5. "
            "A file is refused when the figures do not reconcile."
        ),
        ExportForm,
        permissions.may_export,
        export,
    ),
    Action(
        "count",
        gettext_lazy("Count what is due"),
        gettext_lazy(
            "Opens the waiting ballots together and adds one ledger entry. The poll’s rules say when: nobody can "
            "count earlier."
        ),
        CountForm,
        permissions.may_count,
        count,
    ),
    Action(
        "decide",
        gettext_lazy("Decide on held votes"),
        gettext_lazy(
            "These votes came from one network in a short time. Accept or reject them as a whole: a school that "
            "votes in one lesson looks just like a machine. The poll’s page names the reason."
        ),
        DecideForm,
        permissions.may_change,
        decide,
        fits=lambda poll: poll.ledger.undecided().exists(),
        unfit=gettext_lazy(
            "No held votes wait for a decision. Held votes are counted first: when there are enough of them for a "
            "count, or when the poll has closed."
        ),
    ),
    Action(
        "correct",
        gettext_lazy("Correct the totals"),
        gettext_lazy(
            "Adds an entry with what is to be added or taken away. No older entry changes. The poll’s page names "
            "the reason."
        ),
        CorrectForm,
        permissions.may_change,
        correct,
        warning=gettext_lazy("Ledger entries are for good. A mistake here can only be made up for by a further entry."),
        preview=preview_correction,
    ),
]
