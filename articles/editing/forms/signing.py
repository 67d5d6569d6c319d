"""Define the form of a clinician's signature and that of a preview link."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from .moves import MoveForm


class SignForm(MoveForm):
    name = forms.CharField(label=_("Your name"), max_length=120, help_text=_("As readers shall see it."))
    role = forms.CharField(
        label=_("Your role"),
        max_length=200,
        help_text=_("In your own words, and true: readers see it beside your name."),
    )
    has_read = forms.BooleanField(label=_("I have read the text that is shown here, and it is right to publish it."))
    expected = forms.IntegerField(widget=forms.HiddenInput)


class PreviewLinkForm(MoveForm):
    made_for = forms.CharField(
        label=_("For whom"),
        max_length=120,
        required=False,
        help_text=_("So that you know later which link to take back. Not shown to them."),
    )
    days = forms.TypedChoiceField(
        label=_("Works for"), coerce=int, initial=7, choices=[(1, _("1 day")), (7, _("7 days")), (30, _("30 days"))]
    )
