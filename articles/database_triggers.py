"""Read which triggers a database has, for the modules that install and check triggers."""

from django.db.backends.base.base import BaseDatabaseWrapper


def present_triggers(connection: BaseDatabaseWrapper, prefix: str) -> dict[str, str]:
    """Name to definition of each enabled trigger whose name begins with `prefix`. One query.

    The definition is the whole statement (SQLite) or the function's body (PostgreSQL).
    """
    query = {
        "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s",
        "postgresql": """
            SELECT tgname, prosrc FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid
            WHERE tgname LIKE %s AND tgenabled <> 'D' AND pg_table_is_visible(tgrelid)
        """,
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query, [prefix + "%"])
        return dict(cursor.fetchall())
