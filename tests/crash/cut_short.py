"""Votes on a server whose commits wait for a standby that never comes, and are cut short. Run in its own process."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from .cluster import Cluster
from .failover import WAITING
from .server import become, settings_of

LIMIT_SECONDS = 30
Result = TypeVar("Result")


def run(folder: Path, programs: Path) -> list[str]:
    """What became of a vote that was cut short, of a retry that was, and of one that the standby had."""
    folder.mkdir()
    cluster = Cluster(folder / "cluster", programs, "-c synchronous_standby_names=nobody").create()
    try:
        return _vote(folder, cluster)
    finally:
        cluster.kill()


def _vote(folder: Path, cluster: Cluster) -> list[str]:
    become(settings_of(folder, cluster.url))
    os.environ["PGOPTIONS"] = "-c synchronous_commit=local"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from .verdict import make_polls

    call_command("migrate", verbosity=0)
    make_polls()
    cast = _one_vote()
    connection.close()
    del os.environ["PGOPTIONS"]

    outcomes = [while_cutting(cluster, cast), while_cutting(cluster, cast)]
    # As if the standby had come: this session waits for it no more.
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = local")
    outcomes.append(cast())
    connection.close()
    return outcomes


def _one_vote() -> Callable[[], str]:
    """A function that casts one and the same vote each time, and says what became of it."""
    from django.utils import timezone

    from polls import replication
    from polls.ballots import casting, permits
    from polls.models import Box
    from polls.results import poll_cache

    from .voters import SEALED_POLL

    now = timezone.now()
    cached = poll_cache.find(SEALED_POLL, at=now)
    poll_cache.key(cached, Box.MAIN)  # Waits for the standby by itself, the first time.
    permit = permits.read(permits.mint(cached.poll.pk, at=now), cached.poll.pk, at=now)

    def cast() -> str:
        try:
            return "new" if casting.cast(cached, [1], permit, at=now) else "counted before"
        except replication.NotReplicated:
            return "not replicated"

    return cast


def while_cutting(cluster: Cluster, act: Callable[[], Result]) -> Result:
    """Every commit of `act` that waits for the standby is cancelled: it is told that it is done."""
    is_done = threading.Event()
    cutter = threading.Thread(target=_cut_until, args=(is_done, cluster))
    cutter.start()
    try:
        return act()
    finally:
        is_done.set()
        cutter.join()


def _cut_until(is_done: threading.Event, cluster: Cluster) -> None:
    end = time.monotonic() + LIMIT_SECONDS
    with cluster.connect() as server:
        while not is_done.is_set() and time.monotonic() < end:
            for waiting in server.execute(WAITING).fetchall():
                server.execute("SELECT pg_cancel_backend(%s)", waiting)
            time.sleep(0.02)
