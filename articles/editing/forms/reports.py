"""Define the form that settles a reader's report of a mistake."""

from __future__ import annotations

from django import forms

from ...models import MistakeReport


class SettleForm(forms.ModelForm):
    class Meta:
        model = MistakeReport
        fields = ["state", "note"]
