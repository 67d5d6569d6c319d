from django import forms
from django.utils.translation import gettext_lazy as _

from ...models import MistakeReport


class ReportForm(forms.Form):
    """What a reader writes. `website` is hidden from people: who fills it in is a machine."""

    message = forms.CharField(
        label=_("What is wrong?"),
        max_length=MistakeReport.LONGEST,
        widget=forms.Textarea(attrs={"rows": 8, "class": "field", "aria-describedby": "message-help"}),
        error_messages={
            "required": _("Please write what is wrong, then press the button again."),
            "max_length": _("This has %(show_value)d characters; we can take %(limit_value)d. Please make it shorter."),
        },
    )
    website = forms.CharField(
        required=False,
        empty_value="",
        max_length=0,
        error_messages={"max_length": _("A field that people do not see was filled in. Please send it once more.")},
    )


class SettleForm(forms.ModelForm):
    class Meta:
        model = MistakeReport
        fields = ["state", "note"]
