"""Define the forms of topics and index terms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.optimistic_lock import OptimisticLockForm

from ...models import IndexTerm, Topic


class TopicForm(OptimisticLockForm):
    """A topic. Its articles are rows below the form, and are part of the state that the optimistic lock compares."""

    class Meta:
        model = Topic
        fields = ["slug", "name", "summary", "position"]
        labels = {"slug": _("Name in its address")}
        help_texts = {
            "slug": _("Small letters, digits and hyphens."),
            "summary": _("One or two sentences: the topic's page opens with them."),
            "position": _("Lower numbers come first."),
        }

    def state_of(self, row: Any) -> dict[str, Any]:
        placements = row.placements.values_list("article__title", flat=True)
        return super().state_of(row) | {str(_("articles")): list(placements)}


class IndexTermForm(OptimisticLockForm):
    class Meta:
        model = IndexTerm
        fields = ["term", "article"]
        help_texts = {"term": _("A word that readers may look for. The A to Z leads from it to the article.")}
        widgets = {"term": forms.TextInput(attrs={"class": "vTextField"})}
