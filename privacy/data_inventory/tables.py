"""The tables as the models make them, by whom they are about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.utils.functional import Promise

from . import articles, polls, site
from .stored import TITLES, Stored

STORED = articles.STORED | polls.STORED | site.STORED


@dataclass(frozen=True)
class Kept:
    stored: Stored
    table: str = ""  # Empty for what is in no database.
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    name: str
    title: str | Promise
    rows: list[Kept]


def groups() -> list[Group]:
    """Raises KeyError for a model of which nobody has said what it holds. No queries."""
    rows = list(_rows())
    return [
        Group(about.value, title, [row for row in rows if row.stored.about is about]) for about, title in TITLES.items()
    ]


def undescribed() -> set[str]:
    """Labels of models without words, and words without a model."""
    return {model._meta.label for model in _models()} ^ set(STORED)


def _models():
    return apps.get_models(include_auto_created=True)


def _rows() -> Iterator[Kept]:
    models = {model._meta.label: model._meta for model in _models()}
    for label in sorted(models, key=list(STORED).index):
        meta = models[label]
        columns = tuple(field.column for field in meta.local_fields)
        yield Kept(STORED[label], meta.db_table, columns)
    for start, stored in site.FURTHER_TABLES.items():
        yield Kept(stored, start)
    for stored in site.OUTSIDE_THE_DATABASE:
        yield Kept(stored)
