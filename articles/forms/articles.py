from django import forms
from django.core.validators import validate_slug

from ..models import Article, Edition, Picture, Section, Source, Topic
from .fields import AddressField, DayField, LinesField, PictureField

LAST = 32_000  # Beyond any place; the save numbers anew.


def with_plain_ends(text):
    """Browsers send CRLF; the content pack and the comparisons know LF alone."""
    return text.replace("\r\n", "\n")


class ArticleForm(forms.ModelForm):
    version_number = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    in_topics = forms.ModelMultipleChoiceField(
        Topic.objects.all(), label="Topics", required=False, widget=forms.CheckboxSelectMultiple
    )
    key_points = LinesField(required=False, rows=6, help_text="One a line, in plain words.")
    questions = LinesField(
        label="Questions to take to the doctor", required=False, rows=8, help_text="One a line, in plain words."
    )
    tags = LinesField(
        required=False,
        rows=3,
        help_text="One a line, in small letters and hyphens. “depression” and “suicide-risk” bring the help lines.",
    )
    picture = PictureField(Picture.objects.order_by("-pk"), required=False, blank=True, empty_label="No picture")
    reviewed_on = DayField(label="Reviewed by a clinician on", required=False)
    facts_checked_on = DayField(
        required=False, help_text="The day on which the whole page was held against its sources."
    )
    review_due_on = DayField(required=False, help_text="At most a year after the facts were checked.")

    class Meta:
        model = Article
        fields = [
            "title",
            "slug",
            "summary",
            "key_points",
            "questions",
            "tags",
            "author",
            "clinical_reviewer",
            "reviewed_on",
            "facts_checked_on",
            "review_due_on",
            "owner",
            "picture",
            "poll_slug",
        ]
        widgets = {
            "title": forms.TextInput(attrs={"class": "vLargeTextField"}),
            "author": forms.TextInput(attrs={"class": "vLargeTextField"}),
            "clinical_reviewer": forms.TextInput(attrs={"class": "vLargeTextField"}),
            "summary": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        }
        help_texts = {
            "slug": "The address. A change takes effect with the next edition; the old address then leads to the new.",
            "poll_slug": "The short name of a poll, as in its address.",
            "owner": "Is told when the page is due for review. Only the owner and publishers may edit it.",
            "clinical_reviewer": "Name and role of the clinician who read this text. Empty: the page says so.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            latest = self.instance.versions.order_by("-number").first()
            self.fields["version_number"].initial = latest.number if latest else 0
            self.fields["in_topics"].initial = self.instance.topics.all()

    def clean_tags(self):
        for tag in self.cleaned_data["tags"]:
            validate_slug(tag)
        return self.cleaned_data["tags"]

    def clean_summary(self):
        return with_plain_ends(self.cleaned_data["summary"])

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        if Edition.objects.filter(slug=slug).exclude(article=self.instance.pk).exists():
            raise forms.ValidationError("This address belongs to the history of another article.")
        return slug


class RowForm(forms.ModelForm):
    """A row with a place among its kind."""

    position = forms.IntegerField(label="Place", required=False, min_value=0, max_value=LAST, help_text="Empty: last.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.initial["position"] = None

    def clean_position(self):
        place = self.cleaned_data["position"]
        return LAST if place is None else place


class SectionForm(RowForm):
    class Meta:
        model = Section
        fields = ["position", "heading", "aspect", "body"]
        widgets = {"body": forms.Textarea(attrs={"rows": 8, "class": "vLargeTextField", "spellcheck": "true"})}
        help_texts = {
            "body": "**bold** · - item · [key] cites · [words](https://…) or [words](article:slug) · ### heading"
        }

    def clean_body(self):
        return with_plain_ends(self.cleaned_data["body"])


class SourceForm(RowForm):
    url = AddressField(label="Address", max_length=500)
    accessed_on = DayField(label="Read on", required=False)

    class Meta:
        model = Source
        fields = ["position", "key", "publisher", "title", "url", "kind", "published", "accessed_on", "seen"]
