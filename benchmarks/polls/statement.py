"""The vote's statement against bare inserts and a counter row that everybody updates, by pgbench."""

import random
import shutil
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier, Literal

from polls.ballots.casting import CAST
from polls.models import BoxKey, Poll

from .postgresql import OWNER, Cluster

CLIENTS = (1, 4, 16, 64)
MOST = CLIENTS[-1]
WAITS = (0, 1, 4)
"""Milliseconds that a commit waits beside the disk's own time, as for a slower disk or for a standby elsewhere."""
ROUNDS = 4
SECONDS = 2
THREADS = 2
BARE, KEYED, HOT, VOTE = "bare insert", "insert with a key", "counter row", "vote"
TABLES = """
    CREATE TABLE measured_bare (choice smallint NOT NULL);
    CREATE TABLE measured_keyed (key uuid PRIMARY KEY, cipher bytea NOT NULL);
    CREATE TABLE measured_counter (choice smallint PRIMARY KEY, votes int NOT NULL);
    INSERT INTO measured_counter VALUES (1, 0), (2, 0), (3, 0), (4, 0);
"""


@dataclass(frozen=True)
class Turn:
    """One design's seconds in one round."""

    design: str
    clients: int
    wait: int
    round: int
    rate: float
    milliseconds: float
    """Of the median transaction."""


def measure(cluster: Cluster, url: str, poll: Poll) -> Iterator[Turn]:
    """Every round runs each design once, in an order of its own, so that a slow minute of the disk hits all of them."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(TABLES)
        folder = cluster.folder / "pgbench"
        scripts = _scripts(folder, poll)
        chance = random.Random(1)
        for clients, wait in [*((clients, 0) for clients in CLIENTS), *((MOST, wait) for wait in WAITS if wait)]:
            _let_commits_wait(connection, wait)
            for number in range(ROUNDS):
                for design in chance.sample(list(scripts), k=len(scripts)):
                    found = _microseconds(cluster, scripts[design], clients)
                    yield Turn(design, clients, wait, number, len(found) / SECONDS, statistics.median(found) / 1_000)


def ratios(turns: list[Turn], design: str, clients: int, wait: int = 0) -> list[float]:
    """The design's rate by that of the bare insert in the same round."""
    rate = {(turn.design, turn.round): turn.rate for turn in turns if (turn.clients, turn.wait) == (clients, wait)}
    return [rate[design, number] / rate[BARE, number] for number in range(ROUNDS)]


def median_milliseconds(turns: list[Turn], design: str, clients: int, wait: int = 0) -> float:
    wanted = (design, clients, wait)
    return statistics.median(turn.milliseconds for turn in turns if (turn.design, turn.clients, turn.wait) == wanted)


def _scripts(folder: Path, poll: Poll) -> dict[str, Path]:
    folder.mkdir()
    scripts = {design: folder / f"{design.replace(' ', '-')}.sql" for design in (BARE, KEYED, HOT, VOTE)}
    for design, statement in _statements(poll).items():
        scripts[design].write_text(statement)
    shutil.chown(folder, *_owner(folder.parent))
    return scripts


def _let_commits_wait(connection: psycopg.Connection, milliseconds: int) -> None:
    """By PostgreSQL's own settings: whoever flushes for a group of commits waits first, and nobody gains by it."""
    for setting, value in (("commit_delay", milliseconds * 1_000), ("commit_siblings", 0)):
        connection.execute(SQL("ALTER SYSTEM SET {} = {}").format(Identifier(setting), Literal(value)))
    connection.execute("SELECT pg_reload_conf()")


def _statements(poll: Poll) -> dict[str, str]:
    key = BoxKey.objects.get(poll=poll, box="main", retired_at=None)
    poll_id = Literal(str(poll.pk)).as_string()
    mark, ballot = ("gen_random_uuid()", "date '2026-11-23'", poll_id, "now()"), ("gen_random_uuid()", poll_id)
    sealed = (str(key.pk), "'main'", "decode(repeat('5a', 65), 'hex')")
    return {
        BARE: "INSERT INTO measured_bare VALUES (1);\n",
        KEYED: f"INSERT INTO measured_keyed VALUES (gen_random_uuid(), {sealed[2]});\n",
        HOT: "\\set choice random(1, 4)\nUPDATE measured_counter SET votes = votes + 1 WHERE choice = :choice;\n",
        # As the site sends it, with what the database can make put in for what the site would send.
        VOTE: f"{CAST % (*mark, *ballot, *sealed)};\n",
    }


def _microseconds(cluster: Cluster, script: Path, clients: int) -> list[int]:
    """What each transaction took."""
    cluster.run(
        "pgbench",
        *("-h", cluster.folder, "-U", OWNER, "-n", "-M", "prepared", "-f", script),
        *("-c", clients, "-j", min(THREADS, clients), "-T", SECONDS, "-l", "--log-prefix", script.with_suffix(".log")),
        "measured",
        cwd=cluster.folder,
    )
    found = []
    for log in script.parent.glob(f"{script.stem}.log.*"):
        found += [int(line.split(" ", 3)[2]) for line in log.read_text().splitlines()]
        log.unlink()
    return found


def _owner(folder: Path) -> tuple[int, int]:
    return folder.stat().st_uid, folder.stat().st_gid
