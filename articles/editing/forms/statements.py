"""Define the forms of statements: a draft with its sources, an approval, a signature."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.optimistic_lock import OptimisticLockForm
from desk.readable_text import ReadableForm

from ...documents import FROZEN
from ...markdown import grammar, rendering
from ...models import Source, Statement, StatementVersion
from ...schema.definition import SOURCE, Document
from ...schema.short_names import is_short_name
from .articles import SourceForm
from .fields import DayField, LongTextField

LONGEST_STATEMENT = 5_000  # Characters: it stands on many pages, whose readers came for something else.
MOST_SOURCES = 20


class StatementSourceForm(SourceForm):
    position = None  # type: ignore[assignment]  # Django's way to drop a field: they keep the order of their rows.

    class Meta:
        model = Source
        fields = [field.name for field in SOURCE]

    def frozen(self) -> Document:
        return {field.name: FROZEN[field.kind](self.cleaned_data[field.name]) for field in SOURCE}


SourceFormSet = forms.formset_factory(
    StatementSourceForm, extra=1, max_num=MOST_SOURCES, absolute_max=MOST_SOURCES, validate_max=True, can_delete=True
)


class StatementForm(OptimisticLockForm):
    """A draft. Its sources are rows of a form of their own, and one value of the version."""

    slug = forms.CharField(
        validators=[is_short_name],
        label=gettext_lazy("Name in texts and in its address"),
        max_length=80,
        help_text=gettext_lazy(
            "All versions of one statement share it; a text carries it as “::: statement stopping-antidepressants”."
        ),
    )
    body = LongTextField(label=gettext_lazy("Text"), longest=LONGEST_STATEMENT, rows=10)
    effective_from = DayField(
        label=gettext_lazy("Effective from"),
        initial=lambda: timezone.now().date(),
        help_text=gettext_lazy(
            "From this day on, once a second person has approved it, it stands on every page that names it."
        ),
    )

    class Meta:
        model = StatementVersion
        fields = ["title", "effective_from", "body"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["slug"].disabled = True
            self.initial["slug"] = self.instance.statement.slug
        given = self.instance.sources or self.initial.pop("sources", [])
        self.sources = SourceFormSet(self.data if self.is_bound else None, initial=given, prefix="sources")

    def state_of(self, row: Model) -> dict[str, Any]:
        return super().state_of(row) | {"sources": str(getattr(row, "sources", []))}

    def is_valid(self) -> bool:
        return self.sources.is_valid() & super().is_valid()

    def clean_body(self) -> str:
        body = self.cleaned_data["body"]
        found = rendering.statement_faults(body)
        if found:
            raise forms.ValidationError(
                [_("Line %(line)d: %(fault)s") % {"line": fault.line, "fault": fault.message} for fault in found]
            )
        return body

    def clean_effective_from(self) -> date:
        day = self.cleaned_data["effective_from"]
        if day < timezone.now().date():
            raise forms.ValidationError(_("A version takes effect today or later: readers saw another one until now."))
        return day

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.instance.pk and not StatementVersion.objects.drafts().filter(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("It was approved while you had it open: write a new version from it."))
        if self.sources.is_valid() and "body" in self.cleaned_data:
            rows = self.frozen_sources()
            keys = [row["key"] for row in rows]
            if not rows:
                self.add_error(None, _("Name at least one source."))
            if len(set(keys)) < len(keys):
                self.add_error(None, _("Two sources have the same key."))
            for message in faults_of_citations(self.cleaned_data["body"], keys):
                self.add_error("body", message)
        return cleaned

    def frozen_sources(self) -> list[Document]:
        """The sources as the version stores them."""
        kept = [row for row in self.sources.forms if row in self.sources.initial_forms or row.has_changed()]
        return [row.frozen() for row in kept if not row.cleaned_data.get("DELETE")]

    def save(self, commit: bool = True) -> StatementVersion:
        self.instance.sources = self.frozen_sources()
        if not self.instance.pk:
            self.instance.statement, _is_new = Statement.objects.get_or_create(slug=self.cleaned_data["slug"])
        return super().save(commit)


def faults_of_citations(body: str, keys: list[str]) -> list[str]:
    """Messages about citations without a source, and about sources that nothing cites."""
    cited = {key for _line, key in grammar.citations(body)}
    unknown = [_("“[%(key)s]” is cited, and no source has this key.") % {"key": key} for key in cited - set(keys)]
    idle = [_("No sentence cites the source “%(key)s”.") % {"key": key} for key in set(keys) - cited]
    return sorted(unknown) + sorted(idle)


class ApproveStatementForm(ReadableForm, forms.Form):
    expected = forms.CharField(widget=forms.HiddenInput)
    own_reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        label=gettext_lazy("Why no second person approves it"),
        help_text=gettext_lazy("You wrote this text yourself. Its public page says so, and shows this reason."),
    )

    def __init__(self, *args: Any, is_own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_own:
            del self.fields["own_reason"]


class SignStatementForm(ReadableForm, forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Your name"), max_length=120, help_text=gettext_lazy("As readers shall see it.")
    )
    role = forms.CharField(
        label=gettext_lazy("Your role"),
        max_length=200,
        help_text=gettext_lazy("In your own words, and true: readers see it beside your name."),
    )
    has_read = forms.BooleanField(
        label=gettext_lazy("I have read the text that is shown here, and it is right to publish it.")
    )
