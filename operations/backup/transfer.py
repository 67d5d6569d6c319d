"""Copy the site from SQLite to an empty PostgreSQL database, row by row as stored, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import OperationalError, connection, connections, models, transaction
from django.db.migrations.recorder import MigrationRecorder
from psycopg.sql import SQL, Identifier

from psyweb.joins import schema_state

from .refusal import Refused

ALIAS = "target"
ROWS_AT_ONCE = 2_000

Tables = list[type[models.Model]]
Progress = Callable[[int], None]  # Called with the number of rows that came since the last call.


def site_tables() -> Tables:
    return [*apps.get_models(include_auto_created=True), MigrationRecorder.Migration]


def number_of_rows(tables: Tables) -> int:
    return sum(model._base_manager.count() for model in tables)


def connect(entry: dict[str, Any]) -> None:
    """Name the database that the site moves to. Raises Refused where it can't be moved there."""
    connections.settings[ALIAS] = connections.configure_settings({"default": entry})["default"]
    target = connections[ALIAS]
    if (connection.vendor, target.vendor) != ("sqlite", "postgresql"):
        raise Refused("A site moves from SQLite (DATABASE_URL) to PostgreSQL (MOVE_TO).")
    if schema_state.due_migrations():
        raise Refused("This database has migrations to run: start the site once with this release.")
    try:
        is_empty = not target.introspection.table_names()
    except OperationalError as error:
        raise Refused(f"The database to move to does not answer: {error}") from error
    if not is_empty:
        raise Refused("The database to move to is not empty: it holds this site or another.")


def transfer(tables: Tables, on_rows: Progress) -> None:
    """Fill the new database. It holds an empty site where this fails, and votes are refused while it runs."""
    call_command("migrate", database=ALIAS, interactive=False, verbosity=0)
    # SQLite's transaction is IMMEDIATE: nothing is written meanwhile that the copy would lack.
    with transaction.atomic(), transaction.atomic(using=ALIAS), connections[ALIAS].cursor() as cursor:
        # The guards refuse TRUNCATE, and other triggers would write rows that come from the copy.
        _of_each(cursor, tables, "ALTER TABLE {} DISABLE TRIGGER USER")
        cursor.execute(SQL("TRUNCATE {}").format(SQL(", ").join(map(_name, tables))))
        for model in tables:
            _copy(cursor, model, on_rows)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # Checks foreign keys; ALTER TABLE refuses to wait for that.
        _of_each(cursor, tables, "ALTER TABLE {} ENABLE TRIGGER USER")
        for statement in connections[ALIAS].ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)
        cursor.execute("ANALYZE")
    if lacking := schema_state.missing_triggers(using=ALIAS):
        raise Refused(f"The new database lacks guards: {', '.join(lacking)}.")


def _name(model: type[models.Model]) -> Identifier:
    return Identifier(model._meta.db_table)


def _of_each(cursor: Any, tables: Tables, statement: str) -> None:
    for model in tables:
        cursor.execute(SQL(statement).format(_name(model)))  # type: ignore[arg-type]  # Its callers' own words.


def _copy(cursor: Any, model: type[models.Model], on_rows: Progress) -> None:
    columns = SQL(", ").join(Identifier(field.column) for field in model._meta.concrete_fields)
    with cursor.copy(SQL("COPY {} ({}) FROM STDIN").format(_name(model), columns)) as copy:
        for rows in _as_stored(model):
            for row in rows:
                copy.write_row(row)
            on_rows(len(rows))


def _as_stored(model: type[models.Model]) -> Iterator[list[tuple[Any, ...]]]:
    """Yield portions of rows in SQLite's own types: a document that went through its model would be written anew."""
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in model._meta.concrete_fields)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {quote(model._meta.db_table)} ORDER BY rowid")  # noqa: S608
        while rows := cursor.fetchmany(ROWS_AT_ONCE):
            yield rows
