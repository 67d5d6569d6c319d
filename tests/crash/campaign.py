"""One database: a server, voters and a counter at work, while something is killed every moment."""

from __future__ import annotations

import logging
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.machinery.static_files import lend_to

from .cluster import Cluster
from .crew import Crew, run_apart
from .server import Server, become, settings_of
from .verdict import Verdict, judge, make_polls
from .voters import count_without_rest, vote_directly, vote_over_http

OVER_HTTP = 3
DIRECTLY = 3
LONGEST_PEACE_SECONDS = 0.4
# How often each is chosen: what comes back soonest is killed most.
WEIGHTS = {"vote": 5, "count_votes": 5, "worker": 2, "server": 1, "connection": 2, "PostgreSQL": 1}


@dataclass(frozen=True)
class Plan:
    database: str
    seed: int
    kills: int
    seconds: float
    folder: Path
    programs: Path


def run(plan: Plan) -> Verdict:
    """In a process of its own: it becomes the site, by its environment."""
    plan.folder.mkdir(parents=True)
    if plan.database == "sqlite":
        return _attack(plan, f"sqlite:///{plan.folder / 'site.sqlite3'}", None)
    cluster = Cluster(plan.folder / "cluster", plan.programs).create()
    try:
        return _attack(plan, cluster.url, cluster)
    finally:
        cluster.kill()


def _attack(plan: Plan, url: str, cluster: Cluster | None) -> Verdict:
    site = become_site(plan.folder, url)
    chance = random.Random(plan.seed)
    crew = Crew(plan.folder, plan.seed)
    try:
        crew.add("browser", OVER_HTTP, vote_over_http, site.url)
        crew.add("vote", DIRECTLY, vote_directly)
        crew.add("counter", 1, count_without_rest)
        killed = _kill(plan, chance, _victims(site, crew, cluster, chance))
        crew.finish()
    finally:
        crew.end()
        site.kill()
    return judge(plan.database, killed, crew.journals())


def become_site(folder: Path, url: str) -> Server:
    """Serve a new site from `folder`, with its polls in it, and set up Django here as the same site."""
    environment = settings_of(folder, url)
    lend_to(folder)
    become(environment)
    server = Server(environment, folder / "serve.log")
    server.start()
    import django

    django.setup()
    logging.disable(logging.CRITICAL)  # What falls over here is meant to.
    run_apart(make_polls)
    return server


def _victims(
    site: Server, crew: Crew, cluster: Cluster | None, chance: random.Random
) -> dict[str, Callable[[], object]]:
    """What to do to kill each, and have it back."""

    def then(*acts: Callable[[], object]) -> Callable[[], object]:
        return lambda: [act() for act in acts]

    victims: dict[str, Callable[[], object]] = {
        "vote": lambda: crew.kill_one("vote", chance),
        "count_votes": lambda: crew.kill_one("counter", chance),
        "worker": then(site.kill_worker, site.revive),
        "server": then(site.kill, site.start),
    }
    if cluster:
        victims["connection"] = then(lambda: cluster.kill_backend(chance), cluster.wait_until_ready)
        kill = chance.choice([cluster.kill, cluster.kill_postmaster])
        victims["PostgreSQL"] = then(kill, cluster.start)
    return victims


def _kill(plan: Plan, chance: random.Random, victims: dict[str, Callable[[], object]]) -> Counter[str]:
    """Each kind once, then at random until all kills are done or the time is over."""
    end = time.monotonic() + plan.seconds
    killed: Counter[str] = Counter()
    due = list(victims)
    while killed.total() < plan.kills and time.monotonic() < end:
        time.sleep(chance.uniform(0, LONGEST_PEACE_SECONDS))
        name = due.pop() if due else chance.choices(list(victims), [WEIGHTS[name] for name in victims])[0]
        victims[name]()
        killed[name] += 1
    return killed
