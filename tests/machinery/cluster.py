"""Run a temporary PostgreSQL cluster for the tests: reached by its socket alone, removed at the end."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier

OWNER = "psyweb"
# The data is temporary, so flushes to disk are off, which makes the suite twice as fast.
SERVER_OPTIONS = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c max_connections=200"


@contextmanager
def running_cluster(programs: Path, server_options: str = SERVER_OPTIONS) -> Iterator[str]:
    """Yield a DATABASE_URL. `programs` is the folder with initdb and pg_ctl."""
    with new_cluster(programs) as folder, started(programs, folder, server_options=server_options) as url:
        run_as_postgres(programs / "createdb", "-h", folder, "-U", OWNER, OWNER)
        yield url


@contextmanager
def new_cluster(programs: Path) -> Iterator[Path]:
    """Yield the folder of an empty cluster that is not started."""
    with tempfile.TemporaryDirectory(prefix="psyweb-postgresql-") as name:
        folder = Path(name)
        if is_root():
            shutil.chown(folder, "postgres", "postgres")
        options = ["-U", OWNER, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]
        run_as_postgres(programs / "initdb", "-D", folder / "data", *options)
        yield folder


@contextmanager
def started(programs: Path, folder: Path, *, server_options: str = SERVER_OPTIONS, **environment: str) -> Iterator[str]:
    """Yield a DATABASE_URL. `environment` holds further variables of the server's processes."""
    control = [programs / "pg_ctl", "-D", folder / "data", "-w"]
    options = f"{server_options} -c unix_socket_directories={folder}"
    variables = ["env", *(f"{name}={value}" for name, value in environment.items())]
    run_as_postgres(*variables, *control, "-l", folder / "log", "-o", options, "start")
    try:
        yield f"postgresql://{OWNER}@/{OWNER}?host={folder}"
    finally:
        run_as_postgres(*control, "-m", "immediate", "stop")


def new_database(cluster_url: str, kind: str, folder: Path) -> str:
    """Return the DATABASE_URL of an empty database: a file in `folder`, or a new database in the cluster."""
    if kind == "sqlite":
        return f"sqlite:///{folder / 'site.sqlite3'}"
    name = f"site_{secrets.token_hex(4)}"
    with psycopg.connect(cluster_url, autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
    return cluster_url.replace(f"/{OWNER}?", f"/{name}?")


def run_as_postgres(*command: object) -> None:
    words = [str(word) for word in command]
    # PostgreSQL refuses to run as root.
    as_postgres = ["runuser", "-u", "postgres", "--"] if is_root() else []
    subprocess.run([*as_postgres, *words], check=True, stdout=subprocess.DEVNULL, cwd="/")


def is_root() -> bool:
    return os.geteuid() == 0
