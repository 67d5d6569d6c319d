"""Define form fields of polls: the question, the answers, lists of lines, and the article that a poll belongs to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from . import wordings
from .errors import Refused
from .models.polls import HIGHEST_CODE

CHOICE_LINES = _("One answer in each line, two at least and nine at most.")
FEWEST_CHOICES, MOST_CHOICES, LONGEST_LABEL = 2, HIGHEST_CODE, 200


class LinesField(forms.CharField):
    """A list of short texts, one on each line. Empty lines are ignored."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        return _lines(super().clean(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or []) != _lines(data or "")


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


class ArticleField(forms.ChoiceField):
    """The slug of an article, chosen by its title. `offered` gives [(slug, title)]; the project sets it."""

    offered: Callable[[], Iterable[tuple[str, str]]] = staticmethod(lambda: ())

    def offer(self, stored: str) -> None:
        """Set the choices. A stored slug that isn't offered stays one, so that saving does not silently drop it."""
        offered = dict(self.offered())
        gone = {} if not stored or stored in offered else {stored: _("%(slug)s: no public page") % {"slug": stored}}
        self.choices = [("", _("No article")), *gone.items(), *offered.items()]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _refused_by(check: Callable[..., None], words: Any) -> None:
    """Raise ValidationError with the reason of a Refused."""
    try:
        check(words)
    except Refused as reason:
        raise forms.ValidationError(str(reason)) from reason
