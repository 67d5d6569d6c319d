"""What `make run` sees to before the server starts. Each step may be run again, and after a start that was cut off."""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse

from articles.models import Article

from ..env import DoesNotStart, Refused

OLDEST_PYTHON, NEWEST_PYTHON = (3, 11), (3, 13)
FIRST_CONTENT = settings.BASE_DIR / "content"
START_LOCK = 0x507379576562  # "PsyWeb": which of PostgreSQL's advisory locks.
WAITING = "Another start is setting this site up: waiting for it"
STATIC_STAMP = "made-from.sha256"
PASSWORD_BYTES = 15

Say = Callable[[str], None]


def check_python() -> None:
    if not OLDEST_PYTHON <= sys.version_info[:2] <= NEWEST_PYTHON:
        raise DoesNotStart(f"it runs on Python 3.11 to 3.13, and this is {sys.version_info[0]}.{sys.version_info[1]}")


def check_port() -> None:
    family = socket.AF_INET6 if ":" in settings.HOST else socket.AF_INET
    with socket.socket(family) as probe:
        # Else the waiting ends of connections that an earlier server closed would count as "in use".
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.HOST, settings.PORT))
        except OSError as error:
            raise DoesNotStart(
                f"port {settings.PORT} on {settings.HOST} cannot be used ({(error.strerror or str(error)).lower()}); "
                "another one is chosen with PORT, as in `PORT=8001 make run`"
            ) from error


def make_folder() -> None:
    """What the site writes, its SQLite file too, is in VAR_DIR. A folder that only DATABASE_URL names is not made: it
    may be a disk that is not there, and the site would begin anew, empty."""
    try:
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused("VAR_DIR", f"a folder that this program may make and write to ({error.strerror})") from error


def check_database() -> None:
    """One line within seconds, where the pool would go on trying in silence."""
    try:
        if connection.vendor == "postgresql":
            _connect_without_pool().close()
        else:
            # Before SQLite makes the file, which would be for all to read.
            Path(connection.settings_dict["NAME"]).touch(mode=0o600)
            with connection.cursor() as cursor:
                cursor.execute("SELECT name FROM sqlite_master LIMIT 1")
    except (DatabaseError, psycopg.Error, OSError) as error:
        reason = " ".join(str(error).split())
        raise DoesNotStart(f"the database that DATABASE_URL names does not answer ({reason})") from error


def _connect_without_pool() -> psycopg.Connection:
    of_django = {"pool", "cursor_factory", "context"}
    parameters = connection.get_connection_params()
    kept = {name: value for name, value in parameters.items() if name not in of_django}
    return psycopg.connect(**kept, autocommit=True)


@contextmanager
def alone(say: Say) -> Iterator[None]:
    """One start at a time on one database: two at once would make the same tables. A start that dies lets go."""
    with _lock_of_postgresql(say) if connection.vendor == "postgresql" else _lock_beside_the_file(say):
        yield


@contextmanager
def _lock_of_postgresql(say: Say) -> Iterator[None]:
    """On a connection of its own, whose end lets go whatever happens."""
    with closing(_connect_without_pool()) as server:
        row = server.execute("SELECT pg_try_advisory_lock(%s)", [START_LOCK]).fetchone()
        if row and not row[0]:
            say(WAITING)
            server.execute("SELECT pg_advisory_lock(%s)", [START_LOCK])
        yield


@contextmanager
def _lock_beside_the_file(say: Say) -> Iterator[None]:
    path = Path(f"{connection.settings_dict['NAME']}.start")
    with open(path, "a", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(WAITING)
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def make_key_directory() -> None:
    directory = Path(settings.POLL_KEY_DIR)
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        directory.chmod(0o700)
    except OSError as error:
        raise Refused("POLL_KEY_DIR", f"a folder that this program may write to ({error.strerror})") from error
    if not os.access(directory, os.W_OK | os.X_OK):
        raise Refused("POLL_KEY_DIR", "a folder that this program may write to")


def migrate(say: Say) -> None:
    executor = MigrationExecutor(connection)
    due = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if not _owns_the_tables():
        if due:
            raise DoesNotStart("tables are to be made or changed first: run `manage.py migrate` as their owner")
        return
    if due:
        say(f"Database: making or changing tables ({due} steps)")
    # Also with nothing due: the guards are put back (psyweb/joins/write_guards.py).
    call_command("migrate", interactive=False, verbosity=0)


def _owns_the_tables() -> bool:
    """False for the role that deploy/postgresql/roles.sql makes for the site. True where there are no tables yet."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        query = "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = to_regclass('django_migrations')"
        cursor.execute(query)
        found = cursor.fetchone()
    return found is None or bool(found[0])


def load_first_content(say: Say) -> None:
    if Article.objects.exists():
        return
    say(f"Content: loading {FIRST_CONTENT.name}/")
    # All or nothing, so that a start that was cut off is made good by the next.
    with transaction.atomic():
        call_command("load_content", str(FIRST_CONTENT))


def collect_static_files(say: Say) -> None:
    """Hash and compress the static files, unless this was done from exactly these files before."""
    wanted = _state_of_static_files()
    stamp = Path(settings.STATIC_ROOT) / STATIC_STAMP
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    say("Static files: naming by content and compressing")
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(wanted)


def _state_of_static_files() -> str:
    digest = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            state = Path(storage.path(path)).stat()
            digest.update(f"{path} {state.st_size} {state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def make_first_administrator(say: Say) -> None:
    """Somebody must be able to log in. The password is said once, before it holds: one that holds was always said."""
    people = get_user_model()._default_manager
    if people.filter(is_superuser=True, is_active=True).exists():
        return
    name = os.environ.get("DJANGO_SUPERUSER_USERNAME") or "admin"
    email = os.environ.get("DJANGO_SUPERUSER_EMAIL") or ""
    given = os.environ.get("DJANGO_SUPERUSER_PASSWORD")
    if people.filter(username=name).exists():
        say(f"There is no administrator, and {name} is somebody else: `manage.py createsuperuser` makes one.")
        return
    with transaction.atomic():
        password = given or secrets.token_urlsafe(PASSWORD_BYTES)
        people.create_superuser(name, email, password)  # type: ignore[attr-defined]
        say(f"Admin name: {name}")
        say(f"Admin password: {'(the one in DJANGO_SUPERUSER_PASSWORD)' if given else password}")
    if not given:
        say(f"The password is shown this once. Change it at {settings.SITE_URL}{reverse('account_change_password')}")
