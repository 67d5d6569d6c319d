"""Define form fields that the forms of both apps use: lists of lines, and a choice among what the other app has."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.utils.functional import Promise


class LinesField(forms.CharField):
    """A list of short texts, one on each line. Empty lines are ignored."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        """Validate the whole text, and return its lines."""
        return self._lines(super().clean(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or []) != self._lines(self.to_python(data))

    @staticmethod
    def _lines(text: str | None) -> list[str]:
        return [line.strip() for line in (text or "").splitlines() if line.strip()]


class OfferedField(forms.ChoiceField):
    """The slug of a row of the other app, chosen by its words. `offered` gives [(slug, words)]; the project sets it."""

    offered: Callable[[], Iterable[tuple[str, str]]] = staticmethod(lambda: ())
    none: str | Promise  # The words of no choice.
    gone: str | Promise  # Those of a stored %(slug)s that isn't offered.

    def offer(self, stored: str) -> None:
        """Set the choices. A stored slug that isn't offered stays one, so that saving does not silently drop it."""
        offered = dict(self.offered())
        if stored and stored not in offered:
            offered[stored] = self.gone % {"slug": stored}
        self.choices = [("", self.none), *offered.items()]
