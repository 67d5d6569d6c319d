"""Confirm that a commit has reached the synchronous standby (docs/decisions/votes-survive-failover.md).

When the wait for the standby is cancelled, PostgreSQL reports the commit as done and adds a warning. The commit is lost
if this server is then lost, so the site must not acknowledge such a vote.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock
from typing import Any

from django.db import OperationalError, connection
from django.db.models import QuerySet
from psycopg.errors import Diagnostic

# Writes a few bytes to the log and changes no row. The standby then has everything that was committed before.
BARRIER = "SELECT pg_logical_emit_message(true, 'psyweb', '')"


class NotReplicated(OperationalError):  # noqa: N818 - says what happened
    """The commit may exist on this server alone. The outcome is unknown, so repeat the transaction."""


# After a wait that was cut short, one thread at a time waits for the standby; the others are refused at once.
_lost = Event()
_attempt = Lock()


@contextmanager
def watched() -> Iterator[None]:
    """Raise NotReplicated at the end if PostgreSQL sent a warning inside the block, at once if the standby is lost.

    The text of the warning is not compared, because it is in the server's language. Statements that may warn for
    other reasons must not run inside. psyweb/database/watch.py cuts a wait short.
    """
    if connection.vendor != "postgresql":
        yield
        return
    is_attempt = _lost.is_set()
    if is_attempt and not _attempt.acquire(blocking=False):
        raise NotReplicated("The standby is lost.")
    try:
        with _warnings() as warnings:
            yield
        if warnings:
            _lost.set()
            raise NotReplicated(warnings[0])
        _lost.clear()
    finally:
        if is_attempt:
            _attempt.release()


@contextmanager
def _warnings() -> Iterator[list[str]]:
    """Yield a list that is filled with the warnings of PostgreSQL."""
    warnings: list[str] = []

    def listen(notice: Diagnostic) -> None:
        if notice.severity_nonlocalized == "WARNING":
            warnings.append(notice.message_primary or "")

    connection.ensure_connection()
    driver = connection.connection
    driver.add_notice_handler(listen)
    try:
        yield warnings
    finally:
        driver.remove_notice_handler(listen)


def confirm() -> None:
    """Wait until the standby has everything that this process has read. Raises NotReplicated.

    Needed because a row is visible before the standby has it, and reading never waits for the standby.
    """
    if connection.vendor != "postgresql":
        return
    with watched(), connection.cursor() as cursor:
        cursor.execute(BARRIER)


def has(rows: QuerySet[Any]) -> bool:
    """Whether rows that this process has read before still exist and are on the standby. Raises NotReplicated.

    A failover may have lost them. Always True, without a query, for databases that have no standby.
    """
    if connection.vendor != "postgresql":
        return True
    confirm()
    return rows.exists()
