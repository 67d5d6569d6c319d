"""Puts the index into the database. It follows the editions by itself: publishing calls nothing here."""

from __future__ import annotations

from typing import Any

from django.db import connections, transaction

from . import postgresql, sqlite

BACKENDS = {"sqlite": sqlite, "postgresql": postgresql}


def backend_of(connection) -> Any:
    return BACKENDS[connection.vendor]


def install(*, using: str = "default", **_signal: Any) -> None:
    """After every migrate: SQLite drops triggers unseen when Django rebuilds a table."""
    connection = connections[using]
    if "articles_edition" in connection.introspection.table_names():
        with transaction.atomic(using=using):
            backend_of(connection).install(connection)


def lift_for_migrations(*, using: str = "default", plan: list[Any], **_signal: Any) -> None:
    """SQLite cannot drop a column that a trigger names."""
    if plan:
        backend_of(connections[using]).lift(connections[using])
