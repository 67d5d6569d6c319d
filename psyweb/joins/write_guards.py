"""Install database triggers that refuse to change or delete published and counted rows.

They are installed after every migrate, because SQLite silently drops triggers when Django rebuilds a table
(docs/decisions/database-guards-and-roles.md).
"""

from dataclasses import dataclass, field
from typing import Any

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from articles.database_triggers import present_triggers

ALWAYS = {"sqlite": "TRUE", "postgresql": "TRUE"}
EVERY_COLUMN = ("*",)
PREFIX = "psyweb_guard_"
ITS_EDITION = "EXISTS (SELECT 1 FROM articles_edition WHERE id = OLD.edition_id"
# Of the two tables that say where a public edition stands, and which statements it carries.
OF_A_PUBLIC_EDITION = {
    "sqlite": f"{ITS_EDITION} AND publish_at <= strftime('%Y-%m-%d %H:%M:%f', 'now'))",
    "postgresql": f"{ITS_EDITION} AND publish_at <= clock_timestamp())",
}
ITS_LEDGER = dict.fromkeys(ALWAYS, "EXISTS (SELECT 1 FROM polls_count WHERE poll_id = OLD.poll_id)")
ITS_NEWEST_WORDING = "FROM polls_wording WHERE poll_id = NEW.poll_id ORDER BY version DESC LIMIT 1"


@dataclass(frozen=True)
class Guard:
    """Make rows of `table` immutable while the SQL condition `fixed_when` holds, except the columns in `may_change`.

    Columns may become only what the SQL condition `may_become` allows, where there is one.
    `says` is the trigger's error message. It is English in every language of the interface, because it is part of the
    trigger's body, which `missing` compares. It appears in logs and SQL clients. No page shows it, because the desk
    offers no such change.
    """

    table: str
    says: str
    fixed_when: dict[str, str] = field(default_factory=lambda: ALWAYS)
    may_change: tuple[str, ...] = ()
    may_become: dict[str, str] = field(default_factory=lambda: ALWAYS)


GUARDS = [
    Guard(
        "articles_edition",
        "An edition that is public is never changed or deleted: publish a new edition, or withdraw it.",
        # Django stores SQLite's times as UTC text, whose alphabetical order is that of time.
        fixed_when={
            "sqlite": "OLD.publish_at <= strftime('%Y-%m-%d %H:%M:%f', 'now')",
            "postgresql": "OLD.publish_at <= clock_timestamp()",
        },
        may_change=("withdraw_at", "withdrawal_reason", "withdrawn_by_id"),
    ),
    Guard(
        "articles_edition_topics",
        "The topics of a public edition are never changed or deleted: publish a new edition.",
        fixed_when=OF_A_PUBLIC_EDITION,
    ),
    Guard(
        "articles_edition_statements",
        "The statements of a public edition are never changed or deleted: publish a new edition.",
        fixed_when=OF_A_PUBLIC_EDITION,
    ),
    Guard("articles_version", "A version is never changed or deleted: every save makes a new one."),
    Guard(
        "articles_notice",
        "A notice that is in force is never changed or deleted: write a new version with a later date.",
        fixed_when={
            "sqlite": "OLD.effective_from <= date('now')",
            "postgresql": "OLD.effective_from <= (clock_timestamp() AT TIME ZONE 'UTC')::date",
        },
    ),
    Guard(
        "articles_statement",
        "The name of a statement that has an approved version is never changed or deleted: texts carry it.",
        fixed_when=dict.fromkeys(
            ALWAYS,
            "EXISTS (SELECT 1 FROM articles_statementversion WHERE statement_id = OLD.id AND approved_at IS NOT NULL)",
        ),
    ),
    Guard(
        "articles_statementversion",
        "An approved version of a statement is never changed or deleted: write a new version, which supersedes it.",
        fixed_when=dict.fromkeys(ALWAYS, "OLD.approved_at IS NOT NULL"),
    ),
    Guard("articles_statementsignature", "A signature is never changed or deleted: a new text takes a new one."),
    Guard("articles_move", "The history of an article only grows: its lines are never changed or deleted."),
    Guard("articles_ownwords", "What a person confirmed about a sentence is never changed or deleted."),
    Guard("articles_signature", "A signature is never changed or deleted: a new text takes a new one."),
    Guard("articles_signaturevoid", "What voided a signature is never changed or deleted."),
    Guard("polls_count", "The ledger of a poll only grows: its entries are never changed or deleted."),
    Guard(
        "polls_poll",
        "Opening and answers on a ballot of a poll with a ledger are never changed or deleted.",
        fixed_when=dict.fromkeys(ALWAYS, "EXISTS (SELECT 1 FROM polls_count WHERE poll_id = OLD.id)"),
        may_change=EVERY_COLUMN,
        may_become=dict.fromkeys(ALWAYS, "NEW.most_answers = OLD.most_answers AND NEW.opens_at IS NOT NULL"),
    ),
    Guard("polls_wording", "The words of a poll are never changed or deleted: add a wording.", fixed_when=ITS_LEDGER),
    Guard(
        "polls_choice",
        "An answer is never changed or deleted, and its label is that of the newest wording: add a wording.",
        fixed_when=ITS_LEDGER,
        may_change=("label", "position", "is_hidden"),
        may_become={
            "sqlite": "NEW.label IN (OLD.label, "
            f"(SELECT json_extract(labels, '$.\"' || NEW.code || '\"') {ITS_NEWEST_WORDING}))",
            "postgresql": f"NEW.label IN (OLD.label, (SELECT labels ->> NEW.code::text {ITS_NEWEST_WORDING}))",
        },
    ),
]


def install(*, using: str = "default", **_signal: Any) -> None:
    """Create the triggers that are missing or out of date. Tables that do not exist yet are skipped."""
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        found = present_triggers(connection, PREFIX)
        for guard in _guards_of_existing_tables(connection):
            for name, definition in _definitions(connection, guard).items():
                if found.get(name) != definition:
                    for statement in _creation(connection, guard, name, definition):
                        cursor.execute(statement)


def lift(*, using: str = "default") -> None:
    """Drop all triggers: for a migration that rewrites guarded tables, and to empty a test's database."""
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for guard in _guards_of_existing_tables(connection):
            for name in _definitions(connection, guard):
                on_table = f" ON {guard.table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def lift_for_migrations(*, using: str = "default", plan: list[Any], **_signal: Any) -> None:
    """Drop all triggers before a migrate that has work to do: SQLite cannot drop a column that a trigger names."""
    if plan:
        lift(using=using)


def missing(*, using: str = "default") -> list[str]:
    """Return the names of triggers that are absent, disabled or not as declared here. Two queries."""
    connection = connections[using]
    found = present_triggers(connection, PREFIX)
    return [
        name
        for guard in _guards_of_existing_tables(connection)
        for name, definition in _definitions(connection, guard).items()
        if found.get(name) != definition
    ]


def _guards_of_existing_tables(connection: BaseDatabaseWrapper) -> list[Guard]:
    tables = set(connection.introspection.table_names())
    return [guard for guard in GUARDS if guard.table in tables]


def _definitions(connection: BaseDatabaseWrapper, guard: Guard) -> dict[str, str]:
    """Return the triggers' definitions by name, in the form that `present_triggers` returns."""
    if connection.vendor == "sqlite":
        return _sqlite_definitions(connection, guard)
    body = _postgresql_body(guard)
    return {f"{PREFIX}{guard.table}": body, f"{PREFIX}{guard.table}_truncate": body}


def _creation(connection: BaseDatabaseWrapper, guard: Guard, name: str, definition: str) -> list[str]:
    if connection.vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name}", definition]
    event = "TRUNCATE" if name.endswith("_truncate") else "UPDATE OR DELETE"
    each = "STATEMENT" if event == "TRUNCATE" else "ROW"
    function = f"{PREFIX}{guard.table}()"
    return [
        f"CREATE OR REPLACE FUNCTION {function} RETURNS trigger LANGUAGE plpgsql AS $guard${definition}$guard$",
        f"CREATE OR REPLACE TRIGGER {name} BEFORE {event} ON {guard.table} FOR EACH {each} EXECUTE FUNCTION {function}",
        f"ALTER TABLE {guard.table} ENABLE TRIGGER {name}",
    ]


def _sqlite_definitions(connection: BaseDatabaseWrapper, guard: Guard) -> dict[str, str]:
    condition = guard.fixed_when["sqlite"]
    changed = _sqlite_is_changed(connection, guard) if guard.may_change else "TRUE"
    changed += f" OR ({guard.may_become['sqlite']}) IS NOT TRUE" if guard.may_become != ALWAYS else ""
    return {
        f"{PREFIX}{guard.table}_{event.lower()}": (
            f"CREATE TRIGGER {PREFIX}{guard.table}_{event.lower()} BEFORE {event} ON {guard.table} "
            f"WHEN {condition}{also} BEGIN SELECT RAISE(ABORT, '{guard.says}'); END"
        )
        for event, also in [("UPDATE", f" AND ({changed})"), ("DELETE", "")]
    }


def _sqlite_is_changed(connection: BaseDatabaseWrapper, guard: Guard) -> str:
    if guard.may_change == EVERY_COLUMN:
        return "FALSE"
    with connection.cursor() as cursor:
        columns = [column.name for column in connection.introspection.get_table_description(cursor, guard.table)]
    fixed = [column for column in columns if column not in guard.may_change]
    return " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in fixed)


def _postgresql_body(guard: Guard) -> str:
    free = "ARRAY[" + ", ".join(f"'{column}'" for column in guard.may_change) + "]::text[]"
    is_same = {(): "FALSE", EVERY_COLUMN: "TRUE"}.get(
        guard.may_change, f"to_jsonb(OLD) - {free} - generated = to_jsonb(NEW) - {free} - generated"
    )
    is_same += f" AND ({guard.may_become['postgresql']})" if guard.may_become != ALWAYS else ""
    return f"""
DECLARE
  -- Columns that PostgreSQL computes are not yet known when a row is about to change.
  generated text[] := ARRAY(
    SELECT attname::text FROM pg_attribute WHERE attrelid = TG_RELID AND attgenerated <> ''
  );
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF NOT ({guard.fixed_when["postgresql"]}) THEN RETURN OLD; END IF;
  ELSIF TG_OP = 'UPDATE' THEN
    IF NOT ({guard.fixed_when["postgresql"]}) OR {is_same} THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION '{guard.says}' USING ERRCODE = 'integrity_constraint_violation';
END
"""  # noqa: S608  (made of this file's own words)
