"""List what is wrong in a form and its rows, each with its field: for the summary above the form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.forms import BaseForm, BaseFormSet
from django.utils.text import capfirst
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Fault:
    """One message; `place` is the id of the element that it is about, "" for the form as a whole."""

    words: str
    place: str = ""


def faults_in(form: BaseForm, formsets: Iterable[BaseFormSet] = ()) -> list[Fault]:
    """In the order of the form, its own before those of its rows. An unbound form has none."""
    found = list(_faults_of_form(form))
    for formset in formsets:
        found += [Fault(str(words), f"{formset.prefix}-group") for words in formset.non_form_errors()]
        name = formset.model._meta.verbose_name if hasattr(formset, "model") else _("row")
        for number, row in enumerate(formset.forms if formset.is_bound else [], start=1):
            if not (formset.can_delete and formset._should_delete_form(row)):  # type: ignore[attr-defined]
                found += _faults_of_form(row, in_row=f"{capfirst(name)} {number}", row_place=str(row.prefix))
    return found


def _faults_of_form(form: BaseForm, *, in_row: str = "", row_place: str = "") -> Iterator[Fault]:
    for words in form.non_field_errors():
        yield Fault(": ".join(filter(None, [in_row, str(words)])), row_place)
    for field in form:
        for words in field.errors:
            place = "" if field.is_hidden else field.id_for_label or field.auto_id
            yield Fault(": ".join(filter(None, [in_row, str(field.label), str(words)])), place)
