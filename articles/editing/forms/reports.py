"""Settle a reader's report of a mistake."""

from django import forms

from ...models import MistakeReport


class SettleForm(forms.ModelForm):
    class Meta:
        model = MistakeReport
        fields = ["state", "note"]
