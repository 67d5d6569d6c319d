"""Define form fields of polls: the question, the answers, days, and the article that a poll belongs to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.form_fields import LinesField, OfferedField

from . import wordings
from .errors import Refused
from .models.polls import HIGHEST_CODE

CHOICE_LINES = _("One answer in each line, two at least and nine at most.")
FEWEST_CHOICES, MOST_CHOICES, LONGEST_LABEL = 2, HIGHEST_CODE, 200


class ChoicesField(LinesField):
    """Labels, one on each line. Cleans to a list of (code, label), with codes from 1 on."""

    widget = forms.Textarea(attrs={"rows": 6})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": _("Answers"), "help_text": CHOICE_LINES, **kwargs})

    def clean(self, value: Any) -> list[tuple[int, str]]:
        labels = super().clean(value)
        if not FEWEST_CHOICES <= len(labels) <= MOST_CHOICES or any(len(label) > LONGEST_LABEL for label in labels):
            raise forms.ValidationError(
                _("%(rule)s Each has %(length)s characters at most."),
                params={"rule": CHOICE_LINES, "length": LONGEST_LABEL},
            )
        _refused_by(wordings.refuse_alike, labels)
        return list(enumerate(labels, start=1))


class QuestionField(forms.CharField):
    """The question of a poll. Refuses one that readers can't see."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"class": "vTextField"})
        super().__init__(**{"label": _("Question"), "max_length": 300, "widget": widget, **kwargs})

    def clean(self, value: Any) -> str:
        question = super().clean(value)
        _refused_by(wordings.refuse_unseen, question)
        return question


class DayField(forms.DateField):
    """A day that may be left out, with the browser's date picker."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "widget": forms.DateInput(attrs={"type": "date"}), **kwargs})


class ArticleField(OfferedField):
    """The article that a poll belongs to."""

    none = _("No article")
    gone = _("%(slug)s: no public page")


def _refused_by(check: Callable[..., None], words: Any) -> None:
    """Raise ValidationError with the reason of a Refused."""
    try:
        check(words)
    except Refused as reason:
        raise forms.ValidationError(str(reason)) from reason
