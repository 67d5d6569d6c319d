"""Define the forms of the workflow buttons. Each knows the article and the user, and gives its verb's arguments."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ... import checks, permissions, publishing
from ...checks.safety import ASKED_BY
from ...checks.text_blocks import said
from ...models import Article, ChangeClass
from .fields import DayField, MomentField, PlainForm

IN_THIS_TIME = format_lazy(
    _("In the time of {zone}. Empty: at once."), zone=lazy(timezone.get_current_timezone_name, str)()
)


def moment_in_words(at: datetime | None) -> str:
    """In the person's time zone."""
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")


class MoveForm(PlainForm, forms.Form):
    """A move that asks for nothing but a confirmation."""

    def __init__(self, *args: Any, article: Article, user: User, **kwargs: Any) -> None:
        self.article, self.user = article, user
        super().__init__(*args, **kwargs)

    def _found(self, level: checks.Level) -> dict[str, str]:
        """{check: message} of the findings in the newest version."""
        version = self.article.versions.newest()
        if version is None:
            return {}
        context = checks.context_for(self.article, version.document, at=timezone.now())
        found = checks.review(version.document, context)
        return {finding.check: finding.message for finding in found if finding.level == level}


class CancelForm(MoveForm):
    def about(self) -> str:
        """Which edition it is, and when it was to appear; "" when none waits any more."""
        edition = self.article.editions.waiting().first()
        if edition is None:
            return ""
        words = _("Edition %(number)d waits for %(moment)s. It will not be published.")
        return words % {"number": edition.number, "moment": moment_in_words(edition.publish_at)}


class ReadMoveForm(MoveForm):
    """A move on a text that the user has read. `expected` is the number of the version that they were shown."""

    expected = forms.IntegerField(widget=forms.HiddenInput, required=False)


class SubmitForm(ReadMoveForm):
    note = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}), label=_("To the reviewer"))


class SendBackForm(MoveForm):
    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), label=_("What should change"))


class ApproveForm(ReadMoveForm):
    own_reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("Why no second person approves it"),
        help_text=_("You wrote or submitted this text yourself. The public page says so, and shows this reason."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not permissions.has_written(self.user, self.article):
            del self.fields["own_reason"]


class PublishForm(ReadMoveForm):
    change_class = forms.ChoiceField(
        choices=[("", _("Choose what it is")), *ChangeClass.choices], label=_("Kind of change")
    )
    change_note = forms.CharField(
        label=_("Change note"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For readers: what changed, and why. It stays public."),
    )
    publish_at = MomentField(label=_("Publish at"), required=False, help_text=IN_THIS_TIME)
    attested = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("I confirm"),
        help_text=_("Your name stands beside what you confirm. What is left open is shown as not confirmed."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attested: Any = self.fields["attested"]
        attested.choices = list(self._found(checks.Level.ATTEST).items())
        if not self.article.editions.exists():
            self.fields["change_class"].initial = ChangeClass.NEW_PAGE


class PublishAloneForm(PublishForm):
    own_reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("Why no second person approves it"),
        help_text=_("The public page says “approved by its own author”, and shows this reason."),
    )


class WithdrawForm(MoveForm):
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The page's address shows it. An edition that waits for its date is cancelled."),
    )
    withdraw_at = MomentField(label=_("Withdraw at"), required=False, help_text=IN_THIS_TIME)


class CheckForm(MoveForm):
    """About one of the checks that block."""

    check = forms.ChoiceField(label=_("Check"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        check: Any = self.fields["check"]
        check.choices = [found for found in self._found(checks.Level.BLOCK).items() if self.is_offered(found[0])]

    def is_offered(self, _check: str) -> bool:
        return True


class OwnWordsForm(CheckForm):
    sentence = forms.ChoiceField(
        label=_("The sentence that says it"),
        help_text=_("Of the last saved text. The public page shows it, and your name."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        version = self.article.versions.newest()
        sentence: Any = self.fields["sentence"]
        sentence.choices = [(words, words) for words in said(version.document)] if version else []

    def is_offered(self, check: str) -> bool:
        return check in ASKED_BY


class OverrideForm(CheckForm):
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The public page shows it, and your name."),
    )
    expires_on = DayField(
        label=_("Until"),
        initial=lambda: timezone.now().date() + timedelta(days=30),
        help_text=format_lazy(_("At most {days} days from today."), days=publishing.LONGEST_OVERRIDE.days),
    )
