"""Define the forms of notices, help lines and warning signs."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.optimistic_lock import OptimisticLockForm

from ...markdown import rendering
from ...models import HelpLine, HelpLineKind, Notice, WarningSigns
from .fields import AddressField, DayField, LinesField, LongTextField

LONGEST_NOTICE = 100_000  # Characters.


class NoticeForm(OptimisticLockForm):
    body = LongTextField(label=gettext_lazy("Text"), longest=LONGEST_NOTICE, rows=30)
    effective_from = DayField(
        label=gettext_lazy("Effective from"),
        help_text=gettext_lazy("From this day on it is shown, and can no longer be edited."),
    )

    class Meta:
        model = Notice
        fields = ["slug", "kind", "title", "effective_from", "body"]
        labels = {"slug": gettext_lazy("Name in its address")}
        help_texts = {"slug": gettext_lazy("All versions of one notice share it: “privacy”, say.")}

    def clean_body(self) -> str:
        body = self.cleaned_data["body"]
        faults = rendering.notice_faults(body, facts=settings.SITE_FACTS)
        if faults:
            raise forms.ValidationError(
                [_("Line %(line)d: %(fault)s") % {"line": fault.line, "fault": fault.message} for fault in faults]
            )
        return body

    def clean_effective_from(self) -> date:
        day = self.cleaned_data["effective_from"]
        if day < timezone.now().date():
            raise forms.ValidationError(_("A version takes effect today or later: readers saw another one until now."))
        return day


class HelpLineForm(OptimisticLockForm):
    url = AddressField(label=gettext_lazy("Web address"))
    chat_url = AddressField(label=gettext_lazy("Web address of its chat"))
    source = AddressField(label=gettext_lazy("Where the number was read"), max_length=300)
    languages = LinesField(
        label=gettext_lazy("Languages"), required=False, rows=2, help_text=gettext_lazy("One language on each line.")
    )
    verified_on = DayField(
        label=gettext_lazy("Verified on"),
        required=False,
        help_text=gettext_lazy("The day on which the number was last read there. Pages tell it to readers."),
    )

    class Meta:
        model = HelpLine
        fields = "__all__"
        labels = {"is_free": gettext_lazy("Is it free of charge?")}
        help_texts = {
            "is_free": gettext_lazy("Yes only where its source says so."),
            "position": gettext_lazy("Lower numbers come first."),
            "country": gettext_lazy("Two letters, such as AU; EU for the European Union, any for every country."),
            "region": gettext_lazy("Left empty, it serves the whole country."),
            "text_word": gettext_lazy("What the text message has to say."),
        }

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        if not any(cleaned.get(way) for way in ("call", "text", "chat_url", "url")):
            raise forms.ValidationError(_("Give at least one way to reach it: a number, a chat or an address."))
        if cleaned.get("kind") == HelpLineKind.CARE and not cleaned.get("url"):
            self.add_error("url", _("A place to find care is an address of another site."))
        if cleaned.get("verified_on") and not cleaned.get("source"):
            raise forms.ValidationError(_("Say where the number was read: pages tell readers."))
        return cleaned


class WarningSignsForm(OptimisticLockForm):
    source = AddressField(label=gettext_lazy("Source"), required=True, max_length=300)
    signs = LinesField(label=gettext_lazy("Signs"), rows=6, help_text=gettext_lazy("One sign on each line."))
    verified_on = DayField(label=gettext_lazy("Verified on"), required=False)

    class Meta:
        model = WarningSigns
        fields = ["intro", "signs", "source", "verified_on"]
