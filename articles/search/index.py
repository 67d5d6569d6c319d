"""Install the search index in the database. Triggers keep it up to date, so publishing calls nothing here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Protocol

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet

from . import postgresql, sqlite

if TYPE_CHECKING:
    from ..models import Listing


class Backend(Protocol):
    """What the module of a database offers to search."""

    def ranked(
        self,
        connection: BaseDatabaseWrapper,
        words: list[str],
        *,
        every: bool,
        limit: int,
        visible: QuerySet[Listing, Any],
    ) -> list[tuple[int, bool]]: ...

    def snippet_query(self, words: list[str], *, every: bool, ids: list[int]) -> tuple[str, list[Any]]: ...

    def nearby_words(self, connection: BaseDatabaseWrapper, word: str) -> Iterator[list[str]]: ...

    def install(self, connection: BaseDatabaseWrapper) -> None: ...

    def lift(self, connection: BaseDatabaseWrapper) -> None: ...


BACKENDS: dict[str, Backend] = {"sqlite": sqlite, "postgresql": postgresql}


def backend_of(connection: BaseDatabaseWrapper) -> Backend:
    """The backend of the connection's database. Raises KeyError for one that has none."""
    return BACKENDS[connection.vendor]


def install(*, using: str = "default", **_signal: Any) -> None:
    """Run after every migrate, because SQLite silently drops triggers when Django rebuilds a table."""
    connection = connections[using]
    if "articles_edition" in connection.introspection.table_names():
        with transaction.atomic(using=using):
            backend_of(connection).install(connection)


def lift_for_migrations(*, using: str = "default", plan: list[Any], **_signal: Any) -> None:
    """Drop the triggers before a migration, because SQLite cannot drop a column that a trigger names."""
    if plan:
        backend_of(connections[using]).lift(connections[using])
