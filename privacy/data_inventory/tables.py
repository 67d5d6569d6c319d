"""List the tables, files and counters that hold data, grouped by the people whom they are about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Model
from django.utils.functional import Promise

from .description import TITLES, DataDescription

_models_of_others: dict[str, DataDescription] = {}
_tables_of_others: dict[str, DataDescription] = {}
_outside_the_database: list[DataDescription] = []


@dataclass(frozen=True)
class Row:
    """One line of the inventory: a table, a file or a counter."""

    description: DataDescription
    name: str | Promise
    table: str = ""  # Empty for data outside the database.
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """One section of the page. `name` is a value of `About`."""

    name: str
    title: str | Promise
    rows: list[Row]


def register(
    *,
    models: Mapping[str, DataDescription] | None = None,
    tables: Mapping[str, DataDescription] | None = None,
    outside: tuple[DataDescription, ...] = (),
) -> None:
    """Describe data whose model is not the project's own. Each package calls this from its `AppConfig.ready`.

    `models`: by label, such as "auth.User". `tables`: those without a model, by the beginning of their names.
    `outside`: data outside the database.
    """
    _models_of_others.update(models or {})
    _tables_of_others.update(tables or {})
    _outside_the_database.extend(outside)


def groups() -> list[Group]:
    """Return the sections of the page in the order of `About`, without a query.

    Raises KeyError for a model that has no description.
    """
    rows = list(_rows())
    return [
        Group(about.value, title, [row for row in rows if row.description.about is about])
        for about, title in TITLES.items()
    ]


def undescribed() -> set[str]:
    """Return labels of models without a description, and of descriptions without a model. Empty when all is right."""
    labels = {model._meta.label: model for model in _models()}
    return {label for label, model in labels.items() if _description_of(model) is None} | set(_models_of_others) - set(
        labels
    )


def other_tables() -> set[str]:
    """Return the beginnings of the names of described tables that have no model."""
    return set(_tables_of_others)


def _models() -> list[type[Model]]:
    return apps.get_models(include_auto_created=True)


def _description_of(model: type[Model]) -> DataDescription | None:
    return _models_of_others.get(model._meta.label) or getattr(model, "data_description", None)


def _rows() -> Iterator[Row]:
    for model in _models():
        description = _description_of(model)
        if description is None:
            raise KeyError(model._meta.label)
        columns = tuple(field.column for field in model._meta.local_concrete_fields)
        yield Row(description, description.name or model._meta.verbose_name_plural or "", model._meta.db_table, columns)
    for start, description in _tables_of_others.items():
        yield Row(description, description.name, start)
    for description in _outside_the_database:
        yield Row(description, description.name)
