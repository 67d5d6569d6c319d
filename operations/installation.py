"""Find what is wrong with this installation: checks of files, clock, timers and mail, beside those of `check --deploy`.

Only `doctor` imports them: they look at the machine, and would make `check` depend on whether a timer has run.
"""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Max
from django.utils import timezone

from desk.notifications.queue import is_mail_set_up

from . import runs

OF_OTHERS = 0o077
CLOCKS_DIFFER = timedelta(seconds=5)
DAILY = timedelta(hours=26)


def files() -> list[CheckMessage]:
    return [*_keys(), *_folder("the pictures (media in VAR_DIR)", settings.MEDIA_ROOT)]


def _keys() -> Iterator[CheckMessage]:
    folder = settings.POLL_KEY_DIR
    yield from _folder("the poll keys (POLL_KEY_DIR)", folder)
    for path in [folder, *sorted(folder.rglob("*"))] if folder.is_dir() else []:
        if not os.access(path, os.R_OK):
            yield Error(
                f"{path} cannot be read: ballots that it opens cannot be counted.", hint=f"chown it to {_user()}."
            )
        elif (path.is_dir() or path.suffix == ".key") and path.stat().st_mode & OF_OTHERS:  # Heads are public.
            yield Error(f"{path} can be read by other users of this machine.", hint=f"chmod go-rwx {path}")


def _folder(name: str, folder: Path) -> Iterator[CheckMessage]:
    if not folder.is_dir():
        yield Warning(f"The folder of {name} is missing: {folder}.", hint="The next start of the site makes it.")
    elif not os.access(folder, os.W_OK | os.X_OK):
        yield Error(f"The folder of {name} cannot be written to: {folder}.", hint=f"chown it to {_user()}.")


def _user() -> str:
    return f"user {os.geteuid()}, who runs this command; run it as the user of the site"


def clock() -> list[CheckMessage]:
    try:
        now, newest = timezone.now(), MigrationRecorder(connection).migration_qs.aggregate(at=Max("applied"))["at"]
        apart = abs(_time_of_database() - timezone.now()) if connection.vendor == "postgresql" else timedelta(0)
    except DatabaseError as error:
        return [Error(f"The database does not answer: {str(error).strip()}", hint="See DATABASE_URL.")]
    found: list[CheckMessage] = []
    if newest and newest > now:
        found.append(Error(f"The clock is behind: it says {now:%Y-%m-%d %H:%M} UTC.", hint="Set it, by NTP."))
    if apart > CLOCKS_DIFFER:
        found.append(
            Error(f"The database's clock and this one are {apart.total_seconds():.0f} s apart.", hint="Use NTP.")
        )
    return found


def _time_of_database() -> Any:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def timers() -> list[CheckMessage]:
    wanted = [name for name in runs.REMEMBERED if name != "count_votes" or not settings.POLL_COUNT_AFTER_VOTE]
    return [message for name in wanted for message in _late(name)]


def _late(name: str) -> Iterator[CheckMessage]:
    last = runs.last_success(name)
    if last is None:
        yield Warning(f"{name} has never succeeded on this machine.", hint="Set up its timer (deploy/).")
    elif timezone.now() - last > DAILY:
        yield Warning(f"{name} last succeeded on {last:%Y-%m-%d %H:%M} UTC.", hint=f"See journalctl, and run {name}.")


def debugging() -> list[CheckMessage]:
    words = "DEBUG is on: error pages show the code and the settings to everybody."
    return [Error(words, hint="Set DEBUG=false.")] if settings.DEBUG else []


def mail() -> list[CheckMessage]:
    if is_mail_set_up():
        return []
    return [Warning("No mail is sent: staff find at the desk alone what is for them.", hint="Set EMAIL_URL.")]


CHECKS = (files, clock, timers, debugging, mail)
