from django import forms
from django.conf import settings
from django.utils import timezone

from .. import markup
from ..models import HelpLine, Notice, WarningSigns
from .fields import AddressField, DayField, LinesField
from .unchanged import OpenedForm


class NoticeForm(OpenedForm):
    effective_from = DayField(help_text="From this day on it is shown, and can no longer be edited.")

    class Meta:
        model = Notice
        fields = ["slug", "kind", "title", "effective_from", "body"]
        widgets = {"body": forms.Textarea(attrs={"rows": 30, "class": "vLargeTextField"})}
        help_texts = {"slug": "Versions of one notice share it."}

    def clean_body(self):
        body = self.cleaned_data["body"].replace("\r\n", "\n")
        faults = markup.notice_faults(body, facts=settings.SITE_FACTS)
        if faults:
            raise forms.ValidationError([f"Line {fault.line}: {fault.message}" for fault in faults])
        return body

    def clean_effective_from(self):
        day = self.cleaned_data["effective_from"]
        if day < timezone.now().date():
            raise forms.ValidationError("A version takes effect today or later: readers saw another one until now.")
        return day


class HelpLineForm(OpenedForm):
    url = AddressField(label="Address")
    chat_url = AddressField(label="Chat")
    source = AddressField(label="Where the number was read", max_length=300)
    languages = LinesField(required=False, rows=2, help_text="One a line.")
    verified_on = DayField(
        required=False, help_text="The day on which the number was tried or read on the service's own page."
    )

    class Meta:
        model = HelpLine
        fields = "__all__"

    def clean(self):
        cleaned = super().clean()
        if not any(cleaned.get(way) for way in ("call", "text", "chat_url", "url")):
            raise forms.ValidationError("Give at least one way to reach it: a number, a chat or an address.")
        return cleaned


class WarningSignsForm(OpenedForm):
    source = AddressField(required=True, max_length=300)
    signs = LinesField(rows=6, help_text="One a line.")
    verified_on = DayField(required=False)

    class Meta:
        model = WarningSigns
        fields = ["intro", "signs", "source", "verified_on"]
