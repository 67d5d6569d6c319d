"""Refuse a save that would overwrite somebody else's (optimistic lock).

The form carries the signed state of the row as it was when the form was opened.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core import signing
from django.db.models import Model
from django.forms.models import ALL_FIELDS, model_to_dict
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .readable_text import ReadableForm

SALT = "articles.opened"


class OptimisticLockForm(ReadableForm, forms.ModelForm):
    """Edit a row that has no versions.

    When somebody else saved the row after this form was opened, nothing is written: each field that they changed shows
    both values, and all that was typed stays. A second save then overwrites knowingly.
    """

    opened = forms.CharField(label=gettext_lazy("As it was opened"), widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["opened"].initial = self.initial["opened"] = self._signed(self.state_of(self.instance))

    def state_of(self, row: Model) -> dict[str, Any]:
        """Return what another save could have changed, by field. A form that edits rows of another table adds them."""
        return model_to_dict(row, fields=None if self._meta.fields == ALL_FIELDS else self._meta.fields)

    def clean(self) -> dict[str, Any] | None:
        """Compare with the stored row, which stays locked for the transaction. One query for an existing row."""
        cleaned = super().clean()
        if self.instance.pk:
            self._refuse_what_would_be_lost()
        return cleaned

    def _refuse_what_would_be_lost(self) -> None:
        # The lock holds until the save is written. SQLite has one writer at a time in any case.
        stored = type(self.instance)._default_manager.select_for_update().get(pk=self.instance.pk)
        now = _comparable(self.state_of(stored))
        opened = self._opened_state()
        theirs = [name for name in now if opened.get(name) != now[name]]
        if not theirs:
            return
        for name in theirs:
            self._show_both(name, stored, now[name])
        self.add_error(
            None,
            _("Nothing was saved yet: somebody else changed this while you had it open. What they wrote stands by each "
              "field; what you typed is still there. Save again to put yours in its place."),
        )  # fmt: skip
        data = self.data.copy()  # type: ignore[attr-defined]  # The stub says Mapping; Django has a QueryDict here.
        data[self.add_prefix("opened")] = self._signed(now)
        self.data = data

    def _opened_state(self) -> dict[str, Any]:
        """Return the state that the form carries. Without a valid one it is empty, so every field counts as changed."""
        try:
            return signing.loads(self.data.get(self.add_prefix("opened"), ""), salt=SALT)
        except signing.BadSignature:
            return {}

    def _show_both(self, name: str, stored: Model, theirs: Any) -> None:
        field = name if name in self.fields else None
        mine = _comparable({name: self.cleaned_data.get(name)})[name]
        if field and mine == theirs:
            return
        show = getattr(stored, f"get_{name}_display", None)
        words = show() if show else ", ".join(map(str, theirs)) if isinstance(theirs, list) else theirs
        self.add_error(
            field, _("They wrote: “%(theirs)s”") % {"theirs": _("nothing") if words in {None, ""} else words}
        )

    def _signed(self, state: dict[str, Any]) -> str:
        return signing.dumps(_comparable(state), salt=SALT, compress=True)


class OptimisticLockAdmin(admin.ModelAdmin):
    """Show the rows that an `OptimisticLockForm` edits."""

    only_in_form: tuple[str, ...] = ("opened",)  # Left out of the read-only page, which has no save to guard.

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        fields = super().get_fields(request, obj)
        is_form = obj is None or self.has_change_permission(request, obj)
        return fields if is_form else [name for name in fields if name not in self.only_in_form]


def _comparable(state: dict[str, Any]) -> dict[str, Any]:
    """Return the values as they come back from JSON."""
    return {
        name: value if isinstance(value, bool | int | list) or value is None else str(value)
        for name, value in state.items()
    }
