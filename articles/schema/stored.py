"""Read documents and rendered editions of every shape that was ever stored.

A field that was added needs nothing here: what was stored without it has its default. A field that is renamed, removed,
or means something else makes a new shape: count SHAPE up, add to UPGRADES the way from the shape before, and add a
fixture to tests/articles/shapes. What is stored is never rewritten; the guards in the database forbid it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import JSONField
from django.db.models.fields.json import KeyTransform

from .definition import ARTICLE, PICTURE, ROWS, SOURCE, Document, Field, RowField, ValueKind, blank_row

SHAPE = 1  # Its first documents were stored without a number.
NUMBER = "shape"  # The key of the number, which is there only while a document is stored.


@dataclass(frozen=True)
class Upgrade:
    """From one shape to the next."""

    document: Callable[[Document], Document]
    rendered: Callable[[Document], Document]


UPGRADES: dict[int, Upgrade] = {}  # By the shape that is left behind.


def to_stored(value: Document) -> Document:
    """A document, or what was rendered of one, with the number of its shape."""
    return {**value, NUMBER: SHAPE}


def read_document(stored: Document) -> Document:
    """A document of any shape as one of today: with every field of the definition, and no other."""
    document = _without_number(stored)
    for shape in range(stored.get(NUMBER, 1), SHAPE):
        document = UPGRADES[shape].document(document)
    return {field.name: _value(field, document) for field in ARTICLE}


def read_rendered(stored: Document) -> Document:
    """What editions.render made, at any time, in today's shape: each source with every field that is shown."""
    rendered = _without_number(stored)
    for shape in range(stored.get(NUMBER, 1), SHAPE):
        rendered = UPGRADES[shape].rendered(rendered)
    shown = tuple(field for field in SOURCE if field.is_shown)
    names = {field.name for field in shown}
    sources = [
        source if source.keys() >= names else {**blank_row(shown), **source} for source in rendered.get("sources", [])
    ]
    return {"sections": [], **rendered, "sources": sources}


class _ReadColumn(JSONField):
    """JSON that is read by `read` wherever the ORM reads it, and stored with its number."""

    read: Callable[[Document], Document]

    def deconstruct(self) -> Any:
        """To migrations it is JSON: the database does not change with the shape."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        loaded = super().from_db_value(value, expression, connection)
        is_a_part = isinstance(expression, KeyTransform)
        return loaded if is_a_part or loaded is None else type(self).read(loaded)

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        return super().get_db_prep_save(to_stored(value) if isinstance(value, dict) else value, connection)


class DocumentColumn(_ReadColumn):
    read = staticmethod(read_document)


class RenderedColumn(_ReadColumn):
    read = staticmethod(read_rendered)


def _without_number(stored: Document) -> Document:
    return {name: value for name, value in stored.items() if name != NUMBER}


def _value(field: Field, document: Document) -> Any:
    if field.name not in document:
        return field.empty()
    value = document[field.name]
    if field.kind in ROWS:
        return _rows(ROWS[field.kind], value)
    if field.kind == ValueKind.PICTURE and value is not None:
        return _rows(PICTURE, [value])[0]
    return value


def _rows(fields: tuple[RowField, ...], rows: list[Document]) -> list[Document]:
    """A row that has all fields already, as nearly every one has, is not made anew."""
    names = {field.name for field in fields}
    return [row if row.keys() == names else _row(fields, row) for row in rows]


def _row(fields: tuple[RowField, ...], row: Document) -> Document:
    return {field.name: row[field.name] if field.name in row else field.empty() for field in fields}
