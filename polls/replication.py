"""Tell a commit that a standby has from one that only this server has (docs/decisions/votes-survive-failover.md).

PostgreSQL answers a commit whose wait for the synchronous standby was cut short as done, with a warning beside it.
If this server is then lost, so is the commit. Nothing of that kind may be acknowledged.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection
from django.db.models import QuerySet
from psycopg.errors import Diagnostic

# Writes a few bytes and changes nothing. Once they are on the standby, so is everything committed before.
BARRIER = "SELECT pg_logical_emit_message(true, 'psyweb', '')"


class NotReplicated(OperationalError):  # noqa: N818 - says what happened
    """Committed here, and perhaps nowhere else: the outcome is unknown, so repeat."""


@contextmanager
def watched() -> Iterator[None]:
    """Raises NotReplicated when a commit inside is answered with a warning. Its words depend on the server's language,
    and nothing else that is run inside warns."""
    if connection.vendor != "postgresql":
        yield
        return
    warnings: list[str] = []

    def listen(notice: Diagnostic) -> None:
        if notice.severity_nonlocalized == "WARNING":
            warnings.append(notice.message_primary or "")

    connection.ensure_connection()
    server = connection.connection
    server.add_notice_handler(listen)
    try:
        yield
    finally:
        server.remove_notice_handler(listen)
    if warnings:
        raise NotReplicated(warnings[0])


def confirm() -> None:
    """What was read before this is on the standby as well. A row can be seen before that, and a reader never waits."""
    if connection.vendor != "postgresql":
        return
    with watched(), connection.cursor() as cursor:
        cursor.execute(BARRIER)


def has(rows: QuerySet) -> bool:
    """Whether the standby has these rows, which this process has seen before, perhaps on a primary that is gone.

    Nothing is asked where there is no standby. Raises as `confirm` does.
    """
    if connection.vendor != "postgresql":
        return True
    confirm()
    return rows.exists()
