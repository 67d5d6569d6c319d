"""Read stored documents and rendered editions of every schema version ("shape") in today's shape.

A new field needs no change here: stored documents without it get its default. To rename or remove a field, or to change
its meaning, makes a new shape: increase SHAPE, add the conversion from the previous shape to UPGRADES, and add a
fixture to tests/articles/shapes. Stored documents are never rewritten; database triggers forbid it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import JSONField
from django.db.models.fields.json import KeyTransform

from .definition import ARTICLE, NAMED_PICTURE, PICTURE, ROWS, SOURCE, Document, Field, RowField, ValueKind, blank_row

SHAPE = 1  # The first documents of shape 1 were stored without a number.
NUMBER = "shape"  # Key of the shape's number. Only stored documents have it.


@dataclass(frozen=True)
class Upgrade:
    """Converts documents and rendered editions from one shape to the next."""

    document: Callable[[Document], Document]
    rendered: Callable[[Document], Document]


UPGRADES: dict[int, Upgrade] = {}  # By the number of the older shape.


def to_stored(value: Document) -> Document:
    """A document, or the rendering of one, with the number of its shape, ready to be stored."""
    return {**value, NUMBER: SHAPE}


def read_document(stored: Document) -> Document:
    """Convert a stored document of any shape to today's: with every field of the definition, and no other."""
    document = _without_number(stored)
    for shape in range(stored.get(NUMBER, 1), SHAPE):
        document = UPGRADES[shape].document(document)
    return {field.name: _value(field, document) for field in ARTICLE}


def read_rendered(stored: Document) -> Document:
    """Convert a stored Edition.html of any shape to today's: each source has every field with `is_shown`."""
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
    """A JSON column: the ORM converts what it reads with `read`, and stores the shape's number with the value."""

    read: Callable[[Document], Document]

    def deconstruct(self) -> Any:
        """A plain JSONField for migrations: a new shape changes nothing in the database."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        loaded = super().from_db_value(value, expression, connection)
        is_a_part = isinstance(expression, KeyTransform)
        return loaded if is_a_part or loaded is None else type(self).read(loaded)

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        return super().get_db_prep_save(to_stored(value) if isinstance(value, dict) else value, connection)


class DocumentColumn(_ReadColumn):
    """A column of frozen documents."""

    read = staticmethod(read_document)


class RenderedColumn(_ReadColumn):
    """A column of rendered editions."""

    read = staticmethod(read_rendered)


def _without_number(stored: Document) -> Document:
    return {name: value for name, value in stored.items() if name != NUMBER}


def _value(field: Field, document: Document) -> Any:
    if field.name not in document:
        return field.empty()
    value = document[field.name]
    if field.kind in ROWS:
        return _rows(ROWS[field.kind], value)
    if field.kind == ValueKind.PICTURES:
        return _rows(NAMED_PICTURE, value)
    if field.kind == ValueKind.PICTURE and value is not None:
        return _rows(PICTURE, [value])[0]
    return value


def _rows(fields: tuple[RowField, ...], rows: list[Document]) -> list[Document]:
    """Rows with all fields. A complete row, as nearly all are, is returned as it is, not copied."""
    names = {field.name for field in fields}
    return [row if row.keys() == names else _row(fields, row) for row in rows]


def _row(fields: tuple[RowField, ...], row: Document) -> Document:
    return {field.name: row[field.name] if field.name in row else field.empty() for field in fields}
