"""What a move asks for. Each form knows the article and the person, and gives its verb's arguments."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.utils import timezone

from .. import quality, workflow
from ..models import ChangeClass
from .fields import DayField, MomentField

IN_THIS_TIME = f"In the time of {settings.TIME_ZONE}. Empty: at once."


class MoveForm(forms.Form):
    def __init__(self, *args, article, user, **kwargs):
        self.article, self.user = article, user
        super().__init__(*args, **kwargs)


class SubmitForm(MoveForm):
    note = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}), label="To the reviewer")


class SendBackForm(MoveForm):
    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), label="What should change")


class ApproveForm(MoveForm):
    own_reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        label="Why no second person approves it",
        help_text="You submitted this text yourself. The public page says so, and shows this reason.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.article.submitted_by_id != self.user.pk:
            del self.fields["own_reason"]


class PublishForm(MoveForm):
    change_class = forms.ChoiceField(choices=ChangeClass, label="Kind of change")
    change_note = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}), help_text="For readers: what changed, and why. It stays public."
    )
    publish_at = MomentField(required=False, help_text=IN_THIS_TIME)
    attested = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="I confirm",
        help_text="Your name stands beside what you confirm. What is left open is shown as not confirmed.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        version = self.article.versions.order_by("-number").first()
        found = quality.review(version.document, quality.context_at(timezone.now())) if version else []
        self.fields["attested"].choices = [
            (finding.check, finding.message) for finding in found if finding.level == quality.Level.ATTEST
        ]
        self.fields["change_class"].initial = (
            ChangeClass.EVIDENCE_UPDATE if self.article.editions.exists() else ChangeClass.NEW_PAGE
        )


class PublishAloneForm(PublishForm):
    own_reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        label="Why no second person approves it",
        help_text="The public page says “approved by its own author”, and shows this reason.",
    )


class WithdrawForm(MoveForm):
    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), help_text="The page's address shows it.")
    withdraw_at = MomentField(required=False, help_text=IN_THIS_TIME)


class OverrideForm(MoveForm):
    check = forms.ChoiceField(label="Check")
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}), help_text="The public page shows it, and your name."
    )
    expires_on = DayField(
        label="Until",
        initial=lambda: timezone.now().date() + timedelta(days=30),
        help_text=f"At most {workflow.LONGEST_OVERRIDE.days} days from today.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        version = self.article.versions.order_by("-number").first()
        found = quality.review(version.document, quality.context_at(timezone.now())) if version else []
        blocking = {finding.check: finding.message for finding in found if finding.level == quality.Level.BLOCK}
        self.fields["check"].choices = list(blocking.items())
