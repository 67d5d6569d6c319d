from django import forms

from ..exports import By, Format
from ..models import Box, Poll

CHOICE_LINES = "One answer in each line, two at least and nine at most."
MOST_CHOICES = 9


RULES = ["count_minimum", "count_interval_days", "refuses_alike", "first_count_waits"]
PAGE = ["sample_statement", "choices_note", "notices", "article_slug"]
OPENING = ["slug", "question_source", "is_sensitive"]


class LinesField(forms.CharField):
    """A list of short texts, one in each line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        return [line.strip() for line in super().to_python(value).splitlines() if line.strip()]


class SettingsForm(forms.ModelForm):
    notices = LinesField(required=False, help_text="Slugs of the notices that the poll's pages link, one in each line.")

    class Meta:
        model = Poll
        fields = [*RULES, *PAGE]

    def _get_validation_exclusions(self):
        """The floors of a sensitive poll are checked with its sensitivity, which no form can change."""
        return super()._get_validation_exclusions() - {"is_sensitive"}


class OpenPollForm(SettingsForm):
    """What the verb `opening.create_poll` asks for."""

    question = forms.CharField(max_length=300, widget=forms.TextInput(attrs={"class": "vTextField"}))
    choices = forms.CharField(widget=forms.Textarea(attrs={"rows": 6}), help_text=CHOICE_LINES)

    class Meta(SettingsForm.Meta):
        fields = [*OPENING, *RULES, *PAGE]

    def clean_choices(self):
        labels = [line.strip() for line in self.cleaned_data["choices"].splitlines() if line.strip()]
        if not 2 <= len(labels) <= MOST_CHOICES or any(len(label) > 200 for label in labels):
            raise forms.ValidationError(f"{CHOICE_LINES} Each has 200 characters at most.")
        return list(enumerate(labels, start=1))


class PollForm(forms.Form):
    """A form about one poll."""

    def __init__(self, *args, poll, **kwargs):
        super().__init__(*args, **kwargs)
        self.poll = poll


class ReasonForm(PollForm):
    reason = forms.CharField(max_length=300, help_text="Shown to the public.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name != "reason"])


class CountForm(PollForm):
    box = forms.TypedChoiceField(choices=Box.choices, coerce=Box, initial=Box.MAIN, widget=forms.RadioSelect)


class CloseForm(PollForm):
    is_sure = forms.BooleanField(label="Yes, take no more votes from now on. A closed poll stays closed.")


class DecideForm(ReasonForm):
    entry = forms.TypedChoiceField(coerce=int, label="Held votes")
    decision = forms.ChoiceField(
        choices=[("accept", "Accept: add them to the total"), ("reject", "Reject: leave them out")],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        undecided = self.poll.ledger.undecided()
        self.fields["entry"].choices = [
            (entry.sequence, f"Entry {entry.sequence}: {entry.number} votes, counted on {entry.day}")
            for entry in undecided
        ]


class ExportForm(PollForm):
    format = forms.TypedChoiceField(choices=Format.choices, coerce=Format, widget=forms.RadioSelect, initial=Format.CSV)
    by = forms.TypedChoiceField(choices=By.choices, coerce=By, widget=forms.RadioSelect, initial=By.TOTAL)
    first = forms.DateField(
        label="From (UTC)", required=False, widget=forms.DateInput(attrs={"type": "date"}), help_text="Months only."
    )
    last = forms.DateField(
        label="To (UTC)", required=False, widget=forms.DateInput(attrs={"type": "date"}), help_text="Months only."
    )
    reason = forms.CharField(max_length=300, help_text="Kept in the log of exports, with your name and the time.")


class RewordForm(ReasonForm):
    """Spelling only: the fields hold the words as they are."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["question"] = forms.CharField(max_length=300, initial=self.poll.question)
        for choice in self.poll.ballot_paper:
            self.fields[f"label_{choice.code}"] = forms.CharField(
                max_length=200, initial=choice.label, label=f"Answer {choice.code}"
            )
        self.order_fields([name for name in self.fields if name != "reason"])

    def labels(self):
        return {choice.code: self.cleaned_data[f"label_{choice.code}"] for choice in self.poll.ballot_paper}


class AddChoiceForm(ReasonForm):
    label = forms.CharField(max_length=200, label="New answer")


class HideChoiceForm(ReasonForm):
    code = forms.TypedChoiceField(coerce=int, label="Answer")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [(choice.code, choice.label) for choice in self.poll.ballot_paper]


class CorrectForm(ReasonForm):
    """Votes to add, or with a minus to take away."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for choice in self.poll.choices.all():
            self.fields[f"votes_{choice.code}"] = forms.IntegerField(label=choice.label, initial=0)
        self.fields["unknown"] = forms.IntegerField(label="Split not known", initial=0)
        self.order_fields([name for name in self.fields if name != "reason"])

    def counts(self):
        return {choice.code: self.cleaned_data[f"votes_{choice.code}"] for choice in self.poll.choices.all()}
