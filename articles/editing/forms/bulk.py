"""Define what can be changed in many articles at once: a form for each, and how it writes to one article."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.staff import name_of

from ...checks.attribution import latest_review
from ...documents import place_in_topics
from ...models import Article, Topic
from ...publishing import Refused
from .articles import words_of
from .fields import DayField


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return name_of(obj)


class OwnerForm(forms.Form):
    owner = PersonField(
        User.objects.filter(is_staff=True, is_active=True).order_by("username"), label=gettext_lazy("Owner")
    )

    def write(self, article: Article) -> str:
        owner = self.cleaned_data["owner"]
        if article.owner == owner:
            return ""
        article.owner = owner
        article.save(update_fields=["owner"])
        return _("owner: %(name)s") % {"name": name_of(owner)}


class TopicsForm(forms.Form):
    added = forms.ModelMultipleChoiceField(
        Topic.objects.all(),
        label=gettext_lazy("Topics to add"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    removed = forms.ModelMultipleChoiceField(
        Topic.objects.all(),
        label=gettext_lazy("Topics to take away"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean(self) -> dict[str, Any]:
        added, removed = (set(self.cleaned_data.get(name, ())) for name in ("added", "removed"))
        if not added ^ removed or added & removed:
            raise forms.ValidationError(_("Choose a topic to add or to take away, and none for both."))
        return self.cleaned_data

    def write(self, article: Article) -> str:
        before = set(article.topics.values_list("slug", flat=True))
        added, removed = ({topic.slug for topic in self.cleaned_data[name]} for name in ("added", "removed"))
        after = (before | added) - removed
        if after == before:
            return ""
        place_in_topics(article, sorted(after))
        return _("topics: %(names)s") % {"names": ", ".join(sorted(after)) or _("none")}


class ReviewForm(forms.Form):
    review_due_on = DayField(**words_of("review_due_on"))

    def write(self, article: Article) -> str:
        day = self.cleaned_data["review_due_on"]
        last = latest_review(article.facts_checked_on or timezone.now().date())
        if day > last:
            raise Refused(_("The next review is due within a year: by %(day)s.") % {"day": date_format(last)})
        if article.review_due_on == day:
            return ""
        article.review_due_on = day
        article.save(update_fields=["review_due_on"])
        return _("review due on %(day)s") % {"day": date_format(day)}


@dataclass(frozen=True)
class BulkChange:
    label: str | Promise
    form: Callable[..., Any]  # With `write(article)`, as publishing.change_listed takes it.
    makes_drafts: bool = True  # It changes what readers see with the next edition.


CHANGES = {
    "owner": BulkChange(gettext_lazy("Set the owner"), OwnerForm, makes_drafts=False),
    "topics": BulkChange(gettext_lazy("Change the topics"), TopicsForm),
    "review": BulkChange(gettext_lazy("Set the day of the next review"), ReviewForm),
}
