"""Offer the actions that correct the spelling, add a choice or hide one."""

from typing import Any, cast

from django import forms
from django.contrib.auth.models import User
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ... import lifecycle, permissions
from ...models import Poll
from .action import Action, ReasonForm


class RewordForm(ReasonForm):
    """Correct the spelling. The fields start with the present words."""

    means_the_same = forms.BooleanField(
        label=gettext_lazy("It means the same as before. Everyone who voted would still give the same answer.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["question"] = forms.CharField(label=_("Question"), max_length=300, initial=self.poll.question)
        for choice in self.poll.ballot_paper:
            label = _("Answer %(code)s") % {"code": choice.code}
            self.fields[f"label_{choice.code}"] = forms.CharField(max_length=200, initial=choice.label, label=label)
        last = ("reason", "means_the_same")
        self.order_fields([*(name for name in self.fields if name not in last), *last])

    def labels(self) -> dict[int, str]:
        """Labels by the code of the choice."""
        return {choice.code: self.cleaned_data[f"label_{choice.code}"] for choice in self.poll.ballot_paper}


class AddChoiceForm(ReasonForm):
    label = forms.CharField(max_length=200, label=gettext_lazy("New answer"))


class HideChoiceForm(ReasonForm):
    code = forms.TypedChoiceField(coerce=int, label=gettext_lazy("Answer"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = cast(forms.ChoiceField, self.fields["code"])
        codes.choices = [(choice.code, choice.label) for choice in self.poll.ballot_paper]


def reword(poll: Poll, form: RewordForm, *, by: User) -> str:
    question, reason = form.cleaned_data["question"], form.cleaned_data["reason"]
    wording = lifecycle.reword(poll, question=question, labels=form.labels(), reason=reason, by=by)
    return _("These are the words from now on: version %(version)s.") % {"version": wording.version}


def add_choice(poll: Poll, form: AddChoiceForm, *, by: User) -> str:
    choice = lifecycle.add_choice(poll, **form.cleaned_data, by=by)
    return _("“%(answer)s” stands last on the ballot paper.") % {"answer": choice.label}


def hide_choice(poll: Poll, form: HideChoiceForm, *, by: User) -> str:
    choice = lifecycle.hide_choice(poll, **form.cleaned_data, by=by)
    return _("“%(answer)s” is no longer offered. Its votes stay.") % {"answer": choice.label}


ACTIONS = [
    Action(
        "reword",
        gettext_lazy("Correct the spelling"),
        gettext_lazy(
            "Votes were given to these words. Mend a typing error, never the meaning: for that, open a successor. "
            "The page shows the old and the new words, and your reason."
        ),
        RewordForm,
        permissions.may_change,
        reword,
    ),
    Action(
        "add-choice",
        gettext_lazy("Add an answer"),
        gettext_lazy(
            "It stands last, with a code of its own. Earlier voters could not choose it, which the page says."
        ),
        AddChoiceForm,
        permissions.may_change,
        add_choice,
    ),
    Action(
        "hide-choice",
        gettext_lazy("Hide an answer"),
        gettext_lazy("It is no longer offered. Its votes stay in every figure."),
        HideChoiceForm,
        permissions.may_change,
        hide_choice,
    ),
]
