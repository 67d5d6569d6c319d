from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import IndexTerm, Topic
from .unchanged import OpenedForm


class TopicForm(OpenedForm):
    """Its articles stand below it as rows, and are the topic's as well."""

    class Meta:
        model = Topic
        fields = ["slug", "name", "summary", "position"]

    def state_of(self, row: Any) -> dict[str, Any]:
        placements = row.placements.values_list("article__title", flat=True)
        return super().state_of(row) | {str(_("articles")): list(placements)}


class IndexTermForm(OpenedForm):
    class Meta:
        model = IndexTerm
        fields = ["term", "article"]
        widgets = {"term": forms.TextInput(attrs={"class": "vTextField"})}
