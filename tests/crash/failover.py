"""Two PostgreSQL servers that take turns: the primary is killed, the standby promoted, the dead one made its standby.

A commit waits until the standby has it (`synchronous_standby_names`). In every second round the standby stops listening
first, so that votes hang, and some of them are cut short: PostgreSQL then calls them committed, and they are lost with
the primary.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from dataclasses import replace

from .campaign import DIRECTLY, OVER_HTTP, Plan, become_site
from .cluster import OWNER, Cluster
from .crew import Crew
from .verdict import Verdict, judge
from .voters import count_without_rest, vote_directly, vote_over_http

OPTIONS = "-c synchronous_standby_names=*"
PEACE_SECONDS = (0.3, 1.0)
HANGING_SECONDS = 0.4
CATCH_UP_LIMIT_SECONDS = 60
WAITING = "SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep'"


def run(plan: Plan) -> Verdict:
    plan.folder.mkdir(parents=True)
    first, second = (Cluster(plan.folder / name, plan.programs, OPTIONS) for name in ("one", "two"))
    try:
        second.follow(first.create())
        return _attack(plan, first, second)
    finally:
        first.kill()
        second.kill()


def url_of_both(first: Cluster, second: Cluster) -> str:
    """As in production: libpq asks each host in turn for one that takes writes."""
    return f"postgresql://{OWNER}@/{OWNER}?host={first.folder},{second.folder}&target_session_attrs=read-write"


def _attack(plan: Plan, primary: Cluster, standby: Cluster) -> Verdict:
    chance = random.Random(plan.seed)
    site = become_site(plan.folder, url_of_both(primary, standby))
    crew = Crew(plan.folder, plan.seed)
    killed: Counter[str] = Counter()
    cut = 0
    end = time.monotonic() + plan.seconds
    try:
        crew.add("browser", OVER_HTTP, vote_over_http, site.url)
        crew.add("vote", DIRECTLY, vote_directly)
        crew.add("counter", 1, count_without_rest)
        while killed["primary"] < plan.kills and time.monotonic() < end:
            time.sleep(chance.uniform(*PEACE_SECONDS))
            deaf = []
            if killed["primary"] % 2:
                deaf = pause_receiver(standby)
                cut += _cut_some(primary, chance)
            primary.kill()
            killed["primary"] += 1
            forget_unread(deaf)
            standby.promote()
            primary, standby = standby, primary.follow(standby)
            wait_until_synchronous(primary)
        crew.finish()
    finally:
        crew.end()
        site.kill()
    return replace(judge("failover", killed, crew.journals()), cut_short=cut)


def wait_until_synchronous(primary: Cluster) -> None:
    end = time.monotonic() + CATCH_UP_LIMIT_SECONDS
    with primary.connect() as connection:
        while not connection.execute("SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'").fetchone():
            assert time.monotonic() < end, "The standby does not catch up."
            time.sleep(0.05)


def pause_receiver(standby: Cluster) -> list[int]:
    """The standby hears nothing more. Returns what to end once the primary is dead."""
    receivers = standby.pids("walreceiver")
    for pid in receivers:
        os.kill(pid, signal.SIGSTOP)
    return receivers


def cut_short(primary: Cluster, chance: random.Random) -> int:
    """Cancel some of the commits that wait: their clients are told that they are done."""
    with primary.connect() as connection:
        waiting = [pid for (pid,) in connection.execute(WAITING)]
        cut = [pid for pid in waiting if chance.random() < 0.7]
        for pid in cut:
            # To end a connection, or only its statement.
            function = chance.choice(["pg_cancel_backend", "pg_cancel_backend", "pg_terminate_backend"])
            connection.execute(f"SELECT {function}(%s)", [pid])
    return len(cut)


def forget_unread(receivers: list[int]) -> None:
    """End them without reading what the dead primary had sent."""
    for pid in receivers:
        os.kill(pid, signal.SIGTERM)
        os.kill(pid, signal.SIGCONT)


def _cut_some(primary: Cluster, chance: random.Random) -> int:
    time.sleep(HANGING_SECONDS)
    number = cut_short(primary, chance)
    time.sleep(HANGING_SECONDS)  # Long enough for voters to try again, and to be thanked if that were wrong.
    return number
