"""Measure the SQL statement of a vote with pgbench, against bare inserts and one shared counter row."""

import os
import statistics
import subprocess
import tempfile
from functools import partial
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier, Literal

from benchmarks import report
from benchmarks.polls import made_up
from benchmarks.timing import Turn, by_turns, median_p50, ratio
from polls.ballots.casting import CAST
from polls.models import BoxKey, Poll
from tests.machinery import programs

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


def section() -> str:
    url = os.environ["DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as connection, tempfile.TemporaryDirectory() as folder:
        connection.execute(TABLES)
        scripts = _scripts(Path(folder), made_up.make_poll("measured-in-sql"))
        by_clients = {clients: _measure(url, scripts, clients) for clients in CLIENTS}
        by_wait = {0: by_clients[MOST]}
        for wait in WAITS[1:]:
            _let_commits_wait(connection, wait)
            by_wait[wait] = _measure(url, scripts, MOST)
        _let_commits_wait(connection, 0)
    heads = [
        f"{VOTE} ÷ {KEYED}",
        *(f"{design} ÷ {BARE}" for design in (VOTE, KEYED, HOT)),
        "vote, ms",
        "bare insert, ms",
    ]
    return f"""## The vote's statement

pgbench, prepared statements, {ROUNDS} rounds of {SECONDS} s. *Vote* is the statement of `voting.py`: it asks whether
the poll is open, spends the permit (unique), and puts a ballot of 65 bytes into the box: two tables and one index.
*Bare insert* puts one number into a table without any index: the least that a vote could be. *Insert with a key* puts
a ballot of 65 bytes and a random unique key into one table: the least for a vote that is to be refused the second
time. *Counter row* adds one to the row of one of four choices.

{report.table(["clients", *heads], [[clients, *_cells(turns)] for clients, turns in by_clients.items()])}

Where commits are fast, the processor is what voters wait for, and the vote's further rows and indexes show. Where they
wait for a slower disk or for a standby elsewhere, all wait alike. With {MOST} clients, by what a commit waits
(`commit_delay`) beside this disk's own time:

{report.table(["commit waits", *heads], [[f"{wait} ms", *_cells(turns)] for wait, turns in by_wait.items()])}"""


def _cells(turns: dict[str, list[Turn]]) -> list[str]:
    ratios = [ratio(turns, VOTE, KEYED), *(ratio(turns, design, BARE) for design in (VOTE, KEYED, HOT))]
    return [*ratios, *(f"{median_p50(turns[design]):.2f}" for design in (VOTE, BARE))]


def _measure(url: str, scripts: dict[str, Path], clients: int) -> dict[str, list[Turn]]:
    return by_turns({design: partial(_turn, url, script, clients) for design, script in scripts.items()}, rounds=ROUNDS)


def _turn(url: str, script: Path, clients: int) -> Turn:
    log = script.with_suffix(".log")
    command = [programs.find_or_install().postgresql / "pgbench", "-n", "-M", "prepared", "-f", script]
    command += ["-c", clients, "-j", min(THREADS, clients), "-T", SECONDS, "-l", "--log-prefix", log, url]
    subprocess.run(list(map(str, command)), check=True, capture_output=True)
    milliseconds = []
    for each in script.parent.glob(f"{log.name}.*"):
        milliseconds += [int(line.split(" ", 3)[2]) / 1_000 for line in each.read_text().splitlines()]
        each.unlink()
    return Turn(len(milliseconds) / SECONDS, statistics.median(milliseconds))


def _let_commits_wait(connection: psycopg.Connection, milliseconds: int) -> None:
    """By PostgreSQL's own settings: whoever flushes for a group of commits waits first, and nobody gains by it."""
    for setting, value in (("commit_delay", milliseconds * 1_000), ("commit_siblings", 0)):
        connection.execute(SQL("ALTER SYSTEM SET {} = {}").format(Identifier(setting), Literal(value)))
    connection.execute("SELECT pg_reload_conf()")


def _scripts(folder: Path, poll: Poll) -> dict[str, Path]:
    key = BoxKey.objects.get(poll=poll, box="main", retired_at=None)
    poll_id = Literal(str(poll.pk)).as_string()
    mark, ballot = ("gen_random_uuid()", "current_date", poll_id, "now()"), (f"{poll_id}::uuid",)
    sealed = (str(key.pk), "'main'", "decode(repeat('5a', 65), 'hex')")
    statements = {
        BARE: "INSERT INTO measured_bare VALUES (1);\n",
        KEYED: f"INSERT INTO measured_keyed VALUES (gen_random_uuid(), {sealed[2]});\n",
        HOT: "\\set choice random(1, 4)\nUPDATE measured_counter SET votes = votes + 1 WHERE choice = :choice;\n",
        # As the site sends it, with what the database can make put in for what the site would send.
        VOTE: f"{CAST % (*mark, *ballot, *sealed)};\n",
    }
    scripts = {design: folder / f"{design.replace(' ', '-')}.sql" for design in statements}
    for design, statement in statements.items():
        scripts[design].write_text(statement)
    return scripts
