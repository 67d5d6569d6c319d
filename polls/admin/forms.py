"""Define the forms that open a poll and change its settings."""

from datetime import UTC, date, datetime, time
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..errors import Refused
from ..ledger import signing
from ..lifecycle import MAX_AHEAD
from ..models import Poll
from ..models.polls import HIGHEST_CODE

CHOICE_LINES = _("One answer in each line, two at least and nine at most.")
FEWEST_CHOICES, MOST_CHOICES, LONGEST_LABEL = 2, HIGHEST_CODE, 200
RULES = ("count_minimum", "count_interval_days", "refuses_alike", "first_count_waits")
PAGE = ("sample_statement", "choices_note", "notices", "article_slug")
STANDARD_NOTICES = ["how-this-poll-works", "poll-privacy"]
SAMPLE_STATEMENT = _(
    "The people who answered chose to do so, and nobody checks their answers. It is not a survey of the public."
)
OPENING = ["slug", "question_source", "is_sensitive", "most_answers"]


class LinesField(forms.CharField):
    """A list of short texts, one on each line. Empty lines are ignored."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        return _lines(super().clean(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or []) != _lines(data or "")


class ChoicesField(forms.CharField):
    """Labels, one on each line. Cleans to a list of (code, label), with codes from 1 on."""

    widget = forms.Textarea(attrs={"rows": 6})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": _("Answers"), "help_text": CHOICE_LINES, **kwargs})

    def clean(self, value: Any) -> list[tuple[int, str]]:
        labels = _lines(super().clean(value))
        if not FEWEST_CHOICES <= len(labels) <= MOST_CHOICES or any(len(label) > LONGEST_LABEL for label in labels):
            raise forms.ValidationError(
                _("%(rule)s Each has %(length)s characters at most."),
                params={"rule": CHOICE_LINES, "length": LONGEST_LABEL},
            )
        return list(enumerate(labels, start=1))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class SettingsForm(forms.ModelForm):
    """Change the settings of a poll that was opened."""

    notices = LinesField(
        label=_("Notices"),
        required=False,
        help_text=_("The notices that the poll’s pages link: the name in the address of each, one on each line."),
    )

    class Meta:
        model = Poll
        fields = [*RULES, *PAGE]
        help_texts: ClassVar = {
            "article_slug": _(
                "The poll’s page links this article: give the name in its address. "
                "The article’s own form names the poll."
            )
        }

    def _get_validation_exclusions(self) -> set[str]:
        """Include `is_sensitive`, which is no field of this form: the check of the floors depends on it."""
        return super()._get_validation_exclusions() - {"is_sensitive"}  # type: ignore[misc]  # The stubs lack it.


class OpenPollForm(SettingsForm):
    """Ask for the arguments of `lifecycle.create_poll`."""

    question = forms.CharField(
        label=_("Question"), max_length=300, widget=forms.TextInput(attrs={"class": "vTextField"})
    )
    choices = ChoicesField()
    opens_on = forms.DateField(
        label=_("First day (UTC)"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Left empty, the poll opens at once."),
    )

    class Meta(SettingsForm.Meta):
        fields = [*OPENING, *RULES, *PAGE]
        labels: ClassVar = {"slug": _("Name in its address")}
        help_texts: ClassVar = SettingsForm.Meta.help_texts | {
            "slug": _("Small letters, digits and dashes. It never changes."),
            "is_sensitive": _(
                "The answers are about health, faith, sex or the like. Such a poll keeps to the strict rules below."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("notices", STANDARD_NOTICES)
        self.initial["sample_statement"] = self.initial.get("sample_statement") or SAMPLE_STATEMENT

    def clean_opens_on(self) -> date | None:
        day = self.cleaned_data["opens_on"]
        if day and day < timezone.now().date():
            raise forms.ValidationError(_("This day has passed."))
        if day and day > (timezone.now() + MAX_AHEAD).date():
            raise forms.ValidationError(_("That day is more than two hundred years away."))
        return day

    def clean(self) -> dict[str, Any] | None:
        """Refuse where this machine cannot sign, because a new poll starts with a signed ledger entry."""
        try:
            signing.refuse_elsewhere()
        except Refused as refusal:
            self.add_error(None, str(refusal))
        return super().clean()

    def fields_of_poll(self) -> dict[str, Any]:
        """The arguments of `lifecycle.create_poll`. A poll whose first day is today opens at once."""
        fields = dict(self.cleaned_data)
        day = fields.pop("opens_on")
        if day and day > timezone.now().date():
            fields["opens_at"] = datetime.combine(day, time(), tzinfo=UTC)
        return fields
