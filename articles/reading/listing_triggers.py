"""Keep `articles_listing` up to date with database triggers on the editions, so that publishing calls nothing here.

Any change of an edition rebuilds the rows of its article (docs/decisions/long-lists.md).
"""

from __future__ import annotations

from typing import Any

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from ..database_triggers import present_triggers

TABLES = {"articles_edition", "articles_listing"}
PREFIX = "psyweb_listing_"
FOLLOWED = "article_id, number, slug, title, publish_at, withdraw_at, review_due_on"
EVENTS = {
    f"{PREFIX}insert": ("INSERT", "NEW"),
    f"{PREFIX}update": (f"UPDATE OF {FOLLOWED}", "NEW"),
    f"{PREFIX}delete": ("DELETE", "OLD"),
}
FILL = """
    INSERT INTO articles_listing
    (edition_id, article_id, slug, title, beginning, publish_at, superseded_at, withdraw_at, review_due_on)
    SELECT id, article_id, slug, title, substr(title, 1, 1), publish_at, (
        SELECT min(later.publish_at) FROM articles_edition AS later
        WHERE later.article_id = edition.article_id AND later.number > edition.number
    ), withdraw_at, review_due_on FROM articles_edition AS edition
"""
EMPTY = "DELETE FROM articles_listing"
BODY = f"""
    DECLARE changed bigint := CASE TG_OP WHEN 'DELETE' THEN OLD.article_id ELSE NEW.article_id END;
    BEGIN
        -- Lock the article: a concurrent change of it would otherwise miss the rows that this one inserts.
        PERFORM FROM articles_article WHERE id = changed FOR NO KEY UPDATE;
        {EMPTY} WHERE article_id = changed;
        {FILL} WHERE article_id = changed;
        RETURN NULL;
    END
"""


def install(*, using: str = "default", **_signal: Any) -> None:
    """Run after every migrate, because SQLite silently drops triggers when Django rebuilds a table."""
    connection = connections[using]
    if set(connection.introspection.table_names()) >= TABLES and missing(using=using):
        with transaction.atomic(using=using), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                head = "CREATE OR REPLACE FUNCTION psyweb_listing_follow() RETURNS trigger LANGUAGE plpgsql"
                cursor.execute(f"{head} AS $${BODY}$$")
            for name in EVENTS:
                cursor.execute(_drop(connection, name))
                cursor.execute(_creation(connection, name))
            cursor.execute(EMPTY)
            cursor.execute(FILL)


def lift_for_migrations(*, using: str = "default", plan: list[Any], **_signal: Any) -> None:
    """Drop the triggers before a migration, because SQLite cannot drop a column that a trigger names."""
    connection = connections[using]
    if plan and set(connection.introspection.table_names()) >= TABLES:
        with connection.cursor() as cursor:
            for name in EVENTS:
                cursor.execute(_drop(connection, name))


def missing(*, using: str = "default") -> list[str]:
    """Names of the triggers that are absent, disabled or different from their declaration here. One query."""
    connection = connections[using]
    present = present_triggers(connection, PREFIX)
    is_postgresql = connection.vendor == "postgresql"
    return [name for name in EVENTS if present.get(name) != (BODY if is_postgresql else _creation(connection, name))]


def _drop(connection: BaseDatabaseWrapper, name: str) -> str:
    return f"DROP TRIGGER IF EXISTS {name}" + (" ON articles_edition" if connection.vendor == "postgresql" else "")


def _creation(connection: BaseDatabaseWrapper, name: str) -> str:
    event, row = EVENTS[name]
    head = f"CREATE TRIGGER {name} AFTER {event} ON articles_edition FOR EACH ROW"
    if connection.vendor == "postgresql":
        return f"{head} EXECUTE FUNCTION psyweb_listing_follow()"
    of_its_article = f"WHERE article_id = {row}.article_id"
    return f"{head} BEGIN {EMPTY} {of_its_article}; {FILL} {of_its_article}; END"
