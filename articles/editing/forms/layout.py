"""Lay out the article's form by the definition of the document."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from ...schema.definition import FORM_GROUPS, IN_FORM, OPENING, PEOPLE, FormGroup, InForm, RowField

Spot = tuple[int, int, str]  # (line, spot in the line, name of the form's field)
# What the form holds beside the document.
BESIDE_THE_DOCUMENT = {"version_number": InForm(OPENING, 4), "owner": InForm(PEOPLE, 2)}


def article_fieldsets() -> list[Any]:
    """(title, options) of each group, as Django's admin takes them."""
    return [
        (group.title, {"fields": _lines(_spots(group)), "classes": ["collapse"] if group.is_folded else []})
        for group in FORM_GROUPS
    ]


def row_lines(fields: tuple[RowField, ...]) -> list[Any]:
    """The lines of a section or a source, each a name or a tuple of names; the first begins with the row's place."""
    return _lines([(1, 0, "position"), *((field.line, field.spot, field.name) for field in fields if field.line)])


def names_in(group: FormGroup) -> list[str]:
    """The form's fields of the group, in its order."""
    return [name for _line, _spot, name in sorted(_spots(group))]


def _spots(group: FormGroup) -> list[Spot]:
    places = {field.form_name: field.form for field in IN_FORM} | BESIDE_THE_DOCUMENT
    return [(place.line, place.spot, name) for name, place in places.items() if place and place.group == group]


def _lines(spots: Iterable[Spot]) -> list[Any]:
    lines = [[name for *_place, name in line] for _number, line in groupby(sorted(spots), key=lambda spot: spot[0])]
    return [tuple(names) if len(names) > 1 else names[0] for names in lines]
