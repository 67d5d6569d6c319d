"""Change the content's revision with database triggers, whatever changes the content (docs/decisions/drawn-once.md)."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from ...database_triggers import present_triggers

TABLE = "articles_contentrevision"
SLOTS = 8  # Transactions at once on PostgreSQL that change content without a wait.
PREFIX = "psyweb_revision_"
FUNCTION = "psyweb_content_changed"
# Editions are followed by their listings: what else stands in an edition never changes.
FOLLOWED = [
    f"articles_{name}"
    for name in (
        "edition_topics", "glossaryword", "helpline", "indexterm", "listing", "medicine", "medicineclass", "notice",
        "placement", "statement", "statementsignature", "statementversion", "topic", "tradename", "warningsigns",
    )
]  # fmt: skip
BODY = f"""
    BEGIN
        UPDATE {TABLE} SET token = gen_random_uuid()
        WHERE slot = (SELECT slot FROM {TABLE} LIMIT 1 FOR UPDATE SKIP LOCKED);
        IF NOT FOUND THEN
            UPDATE {TABLE} SET token = gen_random_uuid() WHERE slot = 0;
        END IF;
        RETURN NULL;
    END
"""  # noqa: S608
CHANGE = f"UPDATE {TABLE} SET token = hex(randomblob(16)) WHERE slot = 0"  # noqa: S608
FILL = f"INSERT INTO {TABLE} (slot, token) VALUES (%s, %s) ON CONFLICT DO NOTHING"  # noqa: S608


def install(*, using: str = "default", **_signal: Any) -> None:
    """Run after every migrate, because SQLite silently drops triggers when Django rebuilds a table."""
    connection = connections[using]
    if not set(connection.introspection.table_names()) >= {TABLE, *FOLLOWED}:
        return
    with transaction.atomic(using=using), connection.cursor() as cursor:
        cursor.executemany(FILL, [(slot, uuid4().hex) for slot in range(SLOTS)])
        if missing(using=using):
            if connection.vendor == "postgresql":
                head = f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql"
                cursor.execute(f"{head} AS $${BODY}$$")
            for name, (table, creation) in _triggers(connection).items():
                of_table = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{of_table}")
                cursor.execute(creation)


def missing(*, using: str = "default") -> list[str]:
    """Names of the triggers that are absent, disabled or different from their declaration here. One query."""
    connection = connections[using]
    present = present_triggers(connection, PREFIX)
    body = BODY if connection.vendor == "postgresql" else None
    return [name for name, (_, creation) in _triggers(connection).items() if present.get(name) != (body or creation)]


def _triggers(connection: BaseDatabaseWrapper) -> dict[str, tuple[str, str]]:
    """Name to (table, statement that creates it)."""
    if connection.vendor == "postgresql":
        event, act = "INSERT OR UPDATE OR DELETE OR TRUNCATE", f"FOR EACH STATEMENT EXECUTE FUNCTION {FUNCTION}()"
        return {
            (name := PREFIX + table): (table, f"CREATE TRIGGER {name} AFTER {event} ON {table} {act}")
            for table in FOLLOWED
        }
    return {
        (name := f"{PREFIX}{table}_{event.lower()}"): (
            table,
            f"CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW BEGIN {CHANGE}; END",
        )
        for table in FOLLOWED
        for event in ("INSERT", "UPDATE", "DELETE")
    }
