"""Define the forms that write a draft of a poll, and change the settings of a poll that was opened."""

from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.form_fields import LinesField

from ..form_fields import ArticleField, ChoicesField, QuestionField
from ..models import Poll

RULES = ("count_minimum", "count_interval_days", "refuses_alike", "first_count_waits")
PAGE = ("sample_statement", "choices_note", "notices", "article_slug")
STANDARD_NOTICES = ["how-this-poll-works", "poll-privacy"]
SAMPLE_STATEMENT = _(
    "The people who answered chose to do so, and nobody checks their answers. It is not a survey of the public."
)
OPENING = ["slug", "question_source", "is_sensitive", "most_answers"]


class SettingsForm(forms.ModelForm):
    """Change the settings of a poll that was opened."""

    notices = LinesField(
        label=_("Notices"),
        required=False,
        help_text=_("The notices that the poll’s pages link: the name in the address of each, one on each line."),
    )
    article_slug = ArticleField(
        label=_("Article"),
        required=False,
        help_text=_("The poll’s page links this article. The article’s own form names the poll."),
    )

    class Meta:
        model = Poll
        fields = [*RULES, *PAGE]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "article_slug" in self.fields:  # Not on a page that is only read.
            cast("ArticleField", self.fields["article_slug"]).offer(self.instance.article_slug)

    def _get_validation_exclusions(self) -> set[str]:
        """Include `is_sensitive`, which is no field of this form: the check of the floors depends on it."""
        return super()._get_validation_exclusions() - {"is_sensitive"}  # type: ignore[misc]  # The stubs lack it.


class DraftForm(SettingsForm):
    """Write a draft: the arguments of `lifecycle.save_draft`."""

    question = QuestionField()
    choices = ChoicesField()
    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("Why this poll follows another one. Shown to the public.")
    )

    class Meta(SettingsForm.Meta):
        fields = [*OPENING, *RULES, *PAGE]
        labels: ClassVar = {"slug": _("Name in its address")}
        help_texts: ClassVar = {
            "slug": _("Small letters, digits and dashes. It never changes once the poll has opened."),
            "is_sensitive": _(
                "The answers are about health, faith, sex or the like. Such a poll keeps to the strict rules below."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        draft = self.instance
        if draft.follows_id is None:
            self.fields.pop("reason", None)
        if draft.wordings.exists():
            labels = [choice.label for choice in draft.ballot_paper]
            words = {"question": draft.question, "choices": labels, "reason": draft.opening_reason}
            self.initial = {**words, **self.initial}
        else:
            self.initial.setdefault("notices", STANDARD_NOTICES)
        self.initial["sample_statement"] = self.initial.get("sample_statement") or SAMPLE_STATEMENT

    def words(self) -> dict[str, Any]:
        """The question, the choices and, of a successor, the reason."""
        return {name: self.cleaned_data[name] for name in ("question", "choices", "reason") if name in self.fields}
