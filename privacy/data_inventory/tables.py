"""List the tables, files and counters that hold data, by whom they are about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Model
from django.utils.functional import Promise

from .stored import TITLES, Stored

_of_other_models: dict[str, Stored] = {}
_of_other_tables: dict[str, Stored] = {}
_outside_the_database: list[Stored] = []


@dataclass(frozen=True)
class Row:
    stored: Stored
    name: str | Promise
    table: str = ""  # Empty for what is in no database.
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    name: str
    title: str | Promise
    rows: list[Row]


def register(
    *,
    models: Mapping[str, Stored] | None = None,
    tables: Mapping[str, Stored] | None = None,
    outside: tuple[Stored, ...] = (),
) -> None:
    """Describe `models` of other packages by their label, `tables` without a model by the beginning of their names."""
    _of_other_models.update(models or {})
    _of_other_tables.update(tables or {})
    _outside_the_database.extend(outside)


def groups() -> list[Group]:
    """Raises KeyError for a model of which nobody has said what it holds. No queries."""
    rows = list(_rows())
    return [
        Group(about.value, title, [row for row in rows if row.stored.about is about]) for about, title in TITLES.items()
    ]


def undescribed() -> set[str]:
    """Labels of models without a description, and descriptions without a model."""
    labels = {model._meta.label: model for model in _models()}
    return {label for label, model in labels.items() if _stored_of(model) is None} | set(_of_other_models) - set(labels)


def other_tables() -> set[str]:
    """The beginnings of the names of described tables that no model stands for."""
    return set(_of_other_tables)


def _models() -> list[type[Model]]:
    return apps.get_models(include_auto_created=True)


def _stored_of(model: type[Model]) -> Stored | None:
    return _of_other_models.get(model._meta.label) or getattr(model, "stored", None)


def _rows() -> Iterator[Row]:
    for model in _models():
        stored = _stored_of(model)
        if stored is None:
            raise KeyError(model._meta.label)
        columns = tuple(field.column for field in model._meta.local_concrete_fields)
        yield Row(stored, stored.name or model._meta.verbose_name_plural or "", model._meta.db_table, columns)
    for start, stored in _of_other_tables.items():
        yield Row(stored, stored.name, start)
    for stored in _outside_the_database:
        yield Row(stored, stored.name)
