"""What people may do with a poll in the admin: each action is a form, who may use it, and the verb that it calls."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import StreamingHttpResponse

from .. import counting, decisions, opening, permissions
from ..errors import Refused
from ..exports import Export, export_counts
from . import forms


@dataclass(frozen=True)
class Action:
    """`run` gives the words for the person who did it, or a file."""

    name: str
    title: str
    explains: str
    form: type[forms.PollForm]
    may: Callable
    run: Callable


def _count(poll, form, *, by):
    entry = counting.count(poll, box=form.cleaned_data["box"])
    return f"{entry.number} votes were counted, as entry {entry.sequence} of the ledger."


def _close(poll, form, *, by):
    poll = opening.close(poll)
    try:
        entry = counting.count(poll)
    except Refused as reason:
        return f"The poll is closed. {reason}"
    return f"The poll is closed. Entry {entry.sequence} of the ledger holds its last {entry.number} votes."


def _decide(poll, form, *, by):
    decide = {"accept": decisions.accept_held, "reject": decisions.reject_held}[form.cleaned_data["decision"]]
    entry = decide(poll, form.cleaned_data["entry"], by=by, reason=form.cleaned_data["reason"])
    return f"Recorded as entry {entry.sequence} of the ledger: {entry.get_kind_display()}."


def _correct(poll, form, *, by):
    unknown, reason = form.cleaned_data["unknown"], form.cleaned_data["reason"]
    entry = decisions.correct(poll, counts=form.counts(), unknown=unknown, by=by, reason=reason)
    return f"Recorded as entry {entry.sequence} of the ledger."


def _export(poll, form, *, by):
    parts = form.cleaned_data
    export = Export([poll], parts["format"], parts["by"], parts["first"], parts["last"])
    pieces = export_counts(export, by=by, reason=parts["reason"])
    disposition = f'attachment; filename="{export.file_name}"'
    headers = {"Content-Disposition": disposition, "Cache-Control": "no-store"}
    return StreamingHttpResponse(pieces, content_type=export.content_type, headers=headers)


def _reword(poll, form, *, by):
    question, reason = form.cleaned_data["question"], form.cleaned_data["reason"]
    wording = opening.reword(poll, question=question, labels=form.labels(), reason=reason)
    return f"These are the words from now on: version {wording.version}."


def _add_choice(poll, form, *, by):
    choice = opening.add_choice(poll, **form.cleaned_data)
    return f"“{choice.label}” stands last on the ballot paper."


def _hide_choice(poll, form, *, by):
    choice = opening.hide_choice(poll, **form.cleaned_data)
    return f"“{choice.label}” is no longer offered. Its votes stay."


ACTIONS = {
    action.name: action
    for action in [
        Action(
            "export",
            "Export the counts",
            "Totals are exact. Months leave out cells under 10 and round the others to 5. "
            "A file is refused when the figures do not reconcile.",
            forms.ExportForm,
            permissions.may_export,
            _export,
        ),
        Action(
            "count",
            "Count what is due",
            "Opens the waiting ballots together and adds one ledger entry. The poll's rules say when: nobody can "
            "count earlier.",
            forms.CountForm,
            permissions.may_count,
            _count,
        ),
        Action(
            "decide",
            "Decide on held votes",
            "These votes came from one network in a short time. Accept or reject them as a whole: a school that votes "
            "in one lesson looks just like a machine. The poll's page names the reason.",
            forms.DecideForm,
            permissions.may_count,
            _decide,
        ),
        Action(
            "correct",
            "Correct the totals",
            "Adds an entry with what is to be added or taken away. No older entry changes. The poll's page names the "
            "reason.",
            forms.CorrectForm,
            permissions.may_count,
            _correct,
        ),
        Action(
            "reword",
            "Correct the spelling",
            "Votes were given to these words. Mend a typing error, never the meaning: for that, close the poll and "
            "open another. The older words stay in the history.",
            forms.RewordForm,
            permissions.may_change,
            _reword,
        ),
        Action(
            "add-choice",
            "Add an answer",
            "It stands last, with a code of its own. Earlier voters could not choose it, which the page says.",
            forms.AddChoiceForm,
            permissions.may_change,
            _add_choice,
        ),
        Action(
            "hide-choice",
            "Hide an answer",
            "It is no longer offered. Its votes stay in every figure.",
            forms.HideChoiceForm,
            permissions.may_change,
            _hide_choice,
        ),
        Action(
            "close",
            "Close the poll",
            "Waiting ballots are counted if the rules allow it. A rest that is too small joins the total with its "
            "split untold.",
            forms.CloseForm,
            permissions.may_change,
            _close,
        ),
    ]
}
