"""Votes on a server whose commits wait for a standby that never comes, and are cut short. Run in its own process."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

from .cluster import Cluster
from .failover import WAITING
from .server import settings_of

LIMIT_SECONDS = 30


def run(folder: Path, programs: Path) -> list[str]:
    """What became of a vote that was cut short, of a retry that was, and of one that the standby had."""
    folder.mkdir()
    cluster = Cluster(folder / "cluster", programs, "-c synchronous_standby_names=nobody").create()
    try:
        return _vote(folder, cluster)
    finally:
        cluster.kill()


def _vote(folder: Path, cluster: Cluster) -> list[str]:
    os.environ.update(settings_of(folder, cluster.url))
    os.environ["PGOPTIONS"] = "-c synchronous_commit=local"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    from polls import papers, permits, replication, voting

    from .verdict import make_polls
    from .voters import SEALED_POLL

    call_command("migrate", verbosity=0)
    make_polls()
    now = timezone.now()
    paper = papers.find(SEALED_POLL, at=now)
    permit = permits.read(permits.mint(paper.poll.pk, at=now), paper.poll.pk, at=now)
    connection.close()
    connection.close_pool()
    del os.environ["PGOPTIONS"]

    def cast() -> str:
        try:
            return "new" if voting.cast(paper, 1, permit, at=now) else "counted before"
        except replication.NotReplicated:
            return "not replicated"

    outcomes = [_while_cutting(cluster, cast), _while_cutting(cluster, cast)]
    # As if the standby had come: this session waits for it no more.
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = local")
    outcomes.append(cast())
    connection.close()
    connection.close_pool()
    return outcomes


def _while_cutting(cluster: Cluster, act):
    cutter = threading.Thread(target=_cut_first, args=(cluster,))
    cutter.start()
    outcome = act()
    cutter.join()
    return outcome


def _cut_first(cluster: Cluster) -> None:
    end = time.monotonic() + LIMIT_SECONDS
    with cluster.connect() as server:
        while time.monotonic() < end:
            waiting = server.execute(WAITING).fetchone()
            if waiting:
                server.execute("SELECT pg_cancel_backend(%s)", waiting)
                return
            time.sleep(0.02)
