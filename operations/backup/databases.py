"""Dump the site's database to a file, and load it again: SQLite's backup API, PostgreSQL's pg_dump."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.db import connection
from psycopg.conninfo import make_conninfo

from .manifest import Manifest, site_of_database
from .refusal import Refused

NOT_OF_LIBPQ = {"pool", "cursor_factory", "context", "prepare_threshold", "password"}


def dump(target: Path) -> None:
    """Write a consistent copy while the site runs. Triggers, and so the guards, are part of it."""
    if connection.vendor == "postgresql":
        _run_tool("pg_dump", "--format=custom", f"--file={target}")
        return
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)


def load(source: Path) -> None:
    """Fill an empty database."""
    if connection.vendor == "postgresql":
        options = ["--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges"]
        _run_tool("pg_restore", *options, str(source))
        return
    connection.ensure_connection()
    with closing(sqlite3.connect(source)) as copy:
        copy.backup(connection.connection)
    connection.close()


def refuse_wrong_database(manifest: Manifest) -> None:
    """Raises Refused where the database has tables, whosever they are, or is of the other kind."""
    if connection.vendor != manifest.engine:
        raise Refused(f"This backup is of {manifest.engine}, and DATABASE_URL names a {connection.vendor} database.")
    if connection.introspection.table_names():
        whose = "this site" if site_of_database() == manifest.site else "another site"
        raise Refused(f"The database is not empty: it holds {whose}. A restore goes into an empty one.")


def _run_tool(name: str, *arguments: str) -> None:
    parts = connection.get_connection_params()
    place = make_conninfo(**{key: value for key, value in parts.items() if key not in NOT_OF_LIBPQ})
    program = shutil.which(name)
    if program is None:
        raise Refused(f"{name} is not installed: it is in Debian's postgresql-client.")
    environment = {**os.environ, "PGPASSWORD": parts.get("password", "")}  # Not among the arguments, which all can see.
    command = [program, f"--dbname={place}", *arguments]
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        raise Refused(f"{name}: {done.stderr.strip()}")
