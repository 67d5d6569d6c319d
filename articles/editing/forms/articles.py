"""Define the article's form and those of its sections and sources."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...checks.attribution import latest_review
from ...models import Article, Edition, Section, Source, Topic
from ...schema.definition import IN_FORM, SECTION, SOURCE, field_named
from ...schema.short_names import is_short_name
from .fields import AddressField, DayField, LinesField, LongTextField, PictureField, PlainForm, PollField

LAST = 32_000  # Sorts behind every place; saving renumbers the rows.
LONGEST_BODY = 50_000  # Characters: some 8,000 words in one section, of LARGEST_DOCUMENT. A paste beyond is a mistake.
MOST_SECTIONS, MOST_SOURCES = 60, 300
LONGEST_SUMMARY = 2_000
REVIEW_DAYS = {"facts_checked_on", "review_due_on"}


def words_of(name: str) -> dict[str, Any]:
    """Label and help text of a field of the document."""
    field = field_named(name)
    return {"label": field.form_label, "help_text": field.help_text}


class ArticleForm(PlainForm, forms.ModelForm):
    """The form of all fields that schema/definition.py places in it. Declares only those that need more than Django's
    default field."""

    version_number = forms.IntegerField(label=gettext_lazy("Version"), widget=forms.HiddenInput, initial=0)
    summary = LongTextField(longest=LONGEST_SUMMARY, rows=3, required=False, **words_of("summary"))
    in_topics = forms.ModelMultipleChoiceField(
        Topic.objects.all(), required=False, widget=forms.CheckboxSelectMultiple, **words_of("topics")
    )
    key_points = LinesField(required=False, rows=6, **words_of("key_points"))
    questions = LinesField(required=False, rows=8, **words_of("questions"))
    tags = LinesField(required=False, rows=3, **words_of("tags"))
    picture = PictureField(required=False, **words_of("picture"))
    poll_slug = PollField(required=False, **words_of("poll"))
    facts_checked_on = DayField(required=False, **words_of("facts_checked_on"))
    review_due_on = DayField(required=False, **words_of("review_due_on"))

    class Meta:
        model = Article
        fields = [*(field.form_name for field in IN_FORM), "owner"]
        widgets = {
            "title": forms.TextInput(attrs={"class": "vLargeTextField"}),
            "author": forms.TextInput(attrs={"class": "vLargeTextField"}),
        }
        labels = {field.form_name: field.form_label for field in IN_FORM}
        help_texts = {field.form_name: field.help_text for field in IN_FORM} | {
            "owner": gettext_lazy(
                "Is told when the page is due for review. Only the owner and publishers may edit it."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("PollField", self.fields["poll_slug"]).offer(self.instance.poll_slug)
        picture = cast("PictureField", self.fields["picture"])
        picture.help_text = format_html(
            '<a href="{}" target="_blank" rel="noopener" data-upload>{}</a> {}',
            reverse("admin:articles_picture_add"),
            _("Upload a picture, in a tab of its own."),
            _("Then come back: it stands first in this list, and what you typed is still here."),
        )
        picture.always_offered = [self["picture"].value()]  # Last, because Django caches the bound field.
        if "owner" in self.fields:  # The admin removes read-only fields.
            owner: Any = self.fields["owner"]
            owner.queryset = owner.queryset.filter(is_staff=True).order_by("username")
        if self.instance.pk:
            latest = self.instance.versions.newest()
            self.fields["version_number"].initial = latest.number if latest else 0
            self.fields["in_topics"].initial = self.instance.topics.all()

    def clean_tags(self) -> list[str]:
        for tag in self.cleaned_data["tags"]:
            is_short_name(tag)
        return self.cleaned_data["tags"]

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"]
        if Edition.objects.filter(slug=slug).exclude(article=self.instance.pk).exists():
            raise forms.ValidationError(_("This address belongs to the history of another article."))
        return slug

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        due = cleaned.get("review_due_on")
        last = latest_review(cleaned.get("facts_checked_on") or timezone.now().date())
        is_chosen = not REVIEW_DAYS.isdisjoint(self.changed_data)  # The checks report a stored date that is too late.
        if due and is_chosen and due > last:
            words = _("The next review is due within a year: by %(day)s.") % {"day": date_format(last)}
            self.add_error("review_due_on", words)
        return cleaned


class RowForm(PlainForm, forms.ModelForm):
    """A section or a source, with its place among the others."""

    position = forms.IntegerField(
        label=gettext_lazy("Place"),
        required=False,
        min_value=0,
        max_value=LAST,
        help_text=gettext_lazy("Empty: last."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.initial["position"] = None

    def clean_position(self) -> int:
        place = self.cleaned_data["position"]
        return LAST if place is None else place


class SectionForm(RowForm):
    body = LongTextField(
        label=gettext_lazy("Text"),
        longest=LONGEST_BODY,
        rows=8,
        help_text=gettext_lazy(
            "**bold** · - item · [key] cites · [words](https://…) or [words](article:slug) · ### heading"
        ),
        attrs={"spellcheck": "true", "data-writing": "body"},
    )

    class Meta:
        model = Section
        fields = ["position", *(field.name for field in SECTION)]
        help_texts = {"aspect": gettext_lazy("What the section is about.")}


class SourceForm(RowForm):
    url = AddressField(label=gettext_lazy("Address"), max_length=500)
    accessed_on = DayField(label=gettext_lazy("Read on"), required=False)

    class Meta:
        model = Source
        fields = ["position", *(field.name for field in SOURCE)]
