"""The vote's statement against a bare insert and a counter row that everybody updates, by pgbench."""

import random
import shutil
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg.sql import Literal

from polls.models import BoxKey, Poll
from polls.voting import CAST

from .postgresql import OWNER, Cluster

CLIENTS = (1, 4, 16, 64)
ROUNDS = 4
SECONDS = 3
THREADS = 2
BARE, HOT, VOTE = "bare insert", "counter row", "vote"
TABLES = """
    CREATE TABLE measured_bare (choice smallint NOT NULL);
    CREATE TABLE measured_counter (choice smallint PRIMARY KEY, votes int NOT NULL);
    INSERT INTO measured_counter VALUES (1, 0), (2, 0), (3, 0), (4, 0);
"""


@dataclass(frozen=True)
class Turn:
    """One design's seconds in one round."""

    design: str
    clients: int
    round: int
    rate: float
    milliseconds: float
    """Of the median transaction."""


def measure(cluster: Cluster, url: str, poll: Poll) -> Iterator[Turn]:
    """Every round runs each design once, in an order of its own, so that a slow minute of the disk hits all of them."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(TABLES)
    folder = cluster.folder / "pgbench"
    folder.mkdir()
    scripts = {design: folder / f"{design.replace(' ', '-')}.sql" for design in (BARE, HOT, VOTE)}
    for design, statement in _statements(poll).items():
        scripts[design].write_text(statement)
    shutil.chown(folder, *_owner(cluster.folder))
    chance = random.Random(1)
    for clients in CLIENTS:
        for number in range(ROUNDS):
            for design in chance.sample(list(scripts), k=len(scripts)):
                yield _turn(cluster, scripts[design], design, clients, number)


def ratios(turns: list[Turn], design: str, clients: int) -> list[float]:
    """The design's rate by that of the bare insert in the same round."""
    rate = {(turn.design, turn.round): turn.rate for turn in turns if turn.clients == clients}
    return [rate[design, number] / rate[BARE, number] for number in range(ROUNDS)]


def median_milliseconds(turns: list[Turn], design: str, clients: int) -> float:
    return statistics.median(turn.milliseconds for turn in turns if (turn.design, turn.clients) == (design, clients))


def _statements(poll: Poll) -> dict[str, str]:
    key = BoxKey.objects.get(poll=poll, box="main", retired_at=None)
    poll_id = Literal(str(poll.pk)).as_string()
    mark, ballot = ("gen_random_uuid()", "date '2026-11-23'", poll_id, "now()"), ("gen_random_uuid()", poll_id)
    sealed = (str(key.pk), "'main'", "decode(repeat('5a', 65), 'hex')")
    return {
        BARE: "INSERT INTO measured_bare VALUES (1);\n",
        HOT: "\\set choice random(1, 4)\nUPDATE measured_counter SET votes = votes + 1 WHERE choice = :choice;\n",
        # As the site sends it, with what the database can make put in for what the site would send.
        VOTE: f"{CAST % (*mark, *ballot, *sealed)};\n",
    }


def _turn(cluster: Cluster, script: Path, design: str, clients: int, number: int) -> Turn:
    prefix = script.with_suffix(f".{clients}.{number}")
    cluster.run(
        "pgbench",
        *("-h", cluster.folder, "-U", OWNER, "-n", "-M", "prepared", "-f", script),
        *("-c", clients, "-j", min(THREADS, clients), "-T", SECONDS, "-l", "--log-prefix", prefix),
        "measured",
        cwd=cluster.folder,
    )
    microseconds = []
    for log in script.parent.glob(f"{prefix.name}.*"):
        microseconds += [int(line.split(" ", 3)[2]) for line in log.read_text().splitlines()]
        log.unlink()
    return Turn(design, clients, number, len(microseconds) / SECONDS, statistics.median(microseconds) / 1_000)


def _owner(folder: Path) -> tuple[int, int]:
    return folder.stat().st_uid, folder.stat().st_gid
