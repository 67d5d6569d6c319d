"""Set up the site before the server starts. Each step is idempotent, also after a start that was interrupted."""

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
from django.contrib.auth.models import User
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Medicine
from polls import ledger

from ..content_pack import Summary, load_medicines, read_pack
from ..database import watch
from ..env import DoesNotStart, Refused
from ..joins.schema_state import due_migrations

OLDEST_PYTHON, NEWEST_PYTHON = (3, 11), (3, 14)
FIRST_CONTENT = settings.BASE_DIR / "content"
START_LOCK = 0x507379576562  # "PsyWeb" as a number: the key of the advisory lock.
WAITING = "Another start is setting this site up: waiting for it"
STATIC_STAMP = "made-from.sha256"
PASSWORD_BYTES = 15

Say = Callable[[str], None]  # Prints a line for whoever started the site.


def check_python() -> None:
    """Raise DoesNotStart on a version of Python that the site does not support."""
    if not OLDEST_PYTHON <= sys.version_info[:2] <= NEWEST_PYTHON:
        oldest, newest, this = (".".join(map(str, one[:2])) for one in (OLDEST_PYTHON, NEWEST_PYTHON, sys.version_info))
        raise DoesNotStart(f"it runs on Python {oldest} to {newest}, and this is {this}")


def check_port() -> None:
    """Raise DoesNotStart where another program holds the port."""
    family = socket.AF_INET6 if ":" in settings.HOST else socket.AF_INET
    with socket.socket(family) as probe:
        # Else connections of an earlier server in TIME_WAIT would count as "in use".
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.HOST, settings.PORT))
        except OSError as error:
            raise DoesNotStart(
                f"port {settings.PORT} on {settings.HOST} cannot be used ({(error.strerror or str(error)).lower()}); "
                "another one is chosen with PORT, as in `PORT=8001 make run`"
            ) from error


def make_folder() -> None:
    """Create VAR_DIR, which holds all that the site writes, its SQLite file too. Raises Refused.

    A folder that only DATABASE_URL names is not created: it may be on a disk that is not mounted, and the site would
    start with an empty database.
    """
    try:
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused("VAR_DIR", f"a folder that this program may make and write to ({error.strerror})") from error


def check_database() -> None:
    """Raise DoesNotStart within seconds when the database does not answer."""
    try:
        if connection.vendor == "postgresql":
            watch.connect().close()
        else:
            # Create the file before SQLite does, which would make it readable for all users.
            Path(connection.settings_dict["NAME"]).touch(mode=0o600)
            with connection.cursor() as cursor:
                cursor.execute("SELECT name FROM sqlite_master LIMIT 1")
    except (DatabaseError, psycopg.Error, OSError) as error:
        reason = " ".join(str(error).split())
        raise DoesNotStart(f"the database that DATABASE_URL names does not answer ({reason})") from error


@contextmanager
def start_lock(say: Say) -> Iterator[None]:
    """Hold a lock, so that two starts on one database don't create the same tables. A process that dies releases it."""
    with _advisory_lock(say) if connection.vendor == "postgresql" else _file_lock(say):
        yield


@contextmanager
def _advisory_lock(say: Say) -> Iterator[None]:
    """Lock PostgreSQL for a transaction. A lock of the session would outlive this start on a pooled connection."""
    with closing(watch.connect()) as server, server.transaction():
        row = server.execute("SELECT pg_try_advisory_xact_lock(%s)", [START_LOCK]).fetchone()
        if row and not row[0]:
            say(WAITING)
            server.execute("SELECT pg_advisory_xact_lock(%s)", [START_LOCK])
        yield


@contextmanager
def _file_lock(say: Say) -> Iterator[None]:
    path = Path(f"{connection.settings_dict['NAME']}.start")
    with open(path, "a", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(WAITING)
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def make_key_directory() -> None:
    """Create POLL_KEY_DIR for this user alone. Raises Refused where it can't be written to."""
    directory = Path(settings.POLL_KEY_DIR)
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        directory.chmod(0o700)
    except OSError as error:
        raise Refused("POLL_KEY_DIR", f"a folder that this program may write to ({error.strerror})") from error
    if not os.access(directory, os.W_OK | os.X_OK):
        raise Refused("POLL_KEY_DIR", "a folder that this program may write to")


def migrate(say: Say) -> None:
    """Apply migrations and restore triggers. Raises DoesNotStart where another role owns the tables and has to."""
    due = due_migrations()
    if not _owns_the_tables():
        if due:
            raise DoesNotStart("tables are to be made or changed first: run `manage.py migrate` as their owner")
        return
    if due:
        say(f"Database: making or changing tables ({due} steps)")
    # With no migration due too, because this restores missing triggers (psyweb/joins/write_guards.py).
    call_command("migrate", interactive=False, verbosity=0)


def _owns_the_tables() -> bool:
    """Return False for the role of deploy/postgresql/roles.sql that runs the site. True where there are no tables."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        query = "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = to_regclass('django_migrations')"
        cursor.execute(query)
        found = cursor.fetchone()
    return found is None or bool(found[0])


def load_first_content(say: Say) -> None:
    """Load the content pack of the project, or, where there is an article already, registers that a release added."""
    if Article.objects.exists():
        if not Medicine.objects.exists():
            load_medicines(read_pack(FIRST_CONTENT).medicines, Summary())
        return
    say(f"Content: loading {FIRST_CONTENT.name}/")
    # In one transaction, so that the next start repeats one that was interrupted.
    with transaction.atomic():
        call_command("load_content", str(FIRST_CONTENT))


def cover_words() -> None:
    """Let ledgers of the first format cover the words of their polls, where this machine can sign."""
    ledger.cover_all_words(at=timezone.now())


def collect_static_files(say: Say) -> None:
    """Hash and compress the static files, unless unchanged. Earlier ones stay: pages of that release ask for them."""
    wanted = _state_of_static_files()
    stamp = Path(settings.STATIC_ROOT) / STATIC_STAMP
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    say("Static files: naming by content and compressing")
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(wanted)


def _state_of_static_files() -> str:
    digest = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            state = Path(storage.path(path)).stat()
            digest.update(f"{path} {state.st_size} {state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def make_first_administrator(say: Say) -> None:
    """Create an administrator where no active one exists.

    A generated password is printed once, before the transaction commits: so no password is ever valid without having
    been shown.
    """
    if User.objects.filter(is_superuser=True, is_active=True).exists():
        return
    name = os.environ.get("DJANGO_SUPERUSER_USERNAME") or "admin"
    email = os.environ.get("DJANGO_SUPERUSER_EMAIL") or ""
    given = os.environ.get("DJANGO_SUPERUSER_PASSWORD")
    if User.objects.filter(username=name).exists():
        say(f"There is no administrator, and {name} is somebody else: `manage.py createsuperuser` makes one.")
        return
    with transaction.atomic():
        password = given or secrets.token_urlsafe(PASSWORD_BYTES)
        User.objects.create_superuser(name, email, password)
        say(f"Admin name: {name}")
        say(f"Admin password: {'(the one in DJANGO_SUPERUSER_PASSWORD)' if given else password}")
    if not given:
        say(f"The password is shown this once. Change it at {settings.SITE_URL}{reverse('account_change_password')}")
