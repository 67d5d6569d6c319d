"""Watch PostgreSQL from a thread: end waits for a lost standby, and know whether the server is away.

Readers and voters then needn't find out, each for seconds (docs/decisions/never-dark.md).
"""

import time
from contextlib import suppress
from datetime import timedelta
from threading import Event, Thread
from typing import Any

import psycopg
from django.db import connection

LONGEST_COMMIT = timedelta(seconds=1.5)  # Twice, for who waited for a thread first, and still within 5 s.
PAUSE_SECONDS = 0.5
CONNECT_SECONDS = 2
# statement_timeout does not cut this wait. A role may cancel its own statements, also those of other processes.
CANCEL = """
    SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE usename = current_user
    AND datname = current_database() AND wait_event = 'SyncRep' AND clock_timestamp() - query_start > %s
"""
_away = Event()
is_away = _away.is_set  # False where nothing watches, as on SQLite.


def connect(**more: Any) -> psycopg.Connection:
    """Open a connection that is not Django's. `more` is added to what DATABASE_URL says."""
    return psycopg.connect(**{**connection.get_connection_params(), **more}, autocommit=True)


def start() -> None:
    """Watch for as long as the process lives. Does nothing on SQLite."""
    if connection.vendor == "postgresql":
        Thread(target=_watch, name="database-watch", daemon=True).start()


def _watch() -> None:
    while True:
        with suppress(psycopg.Error), connect(connect_timeout=CONNECT_SECONDS) as server:
            _away.clear()
            while True:
                server.execute(CANCEL, [LONGEST_COMMIT])
                time.sleep(PAUSE_SECONDS)
        _away.set()
        time.sleep(PAUSE_SECONDS)
