"""Read which triggers a database has, for those who install and check their own."""

from django.db.backends.base.base import BaseDatabaseWrapper


def present_triggers(connection: BaseDatabaseWrapper, prefix: str) -> dict[str, str]:
    """Name to definition of each trigger that is there and switched on. One query.

    What the database says of it: the whole statement (SQLite), the function's body (PostgreSQL).
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
