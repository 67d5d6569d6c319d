"""Runs every measurement of the poll, and puts what came out into benchmarks/RESULTS.md under "The poll"."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from benchmarks.polls import made_up, one_network, results_read, statement, tables, votes_over_http
from psyweb.serving import preparing

from .postgresql import Cluster

FILE = Path(__file__).parents[1] / "RESULTS.md"
HEADING = "## The poll"
PART = re.compile(rf"^{HEADING}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
BALLOTS = (10_000, 100_000, 1_000_000)
ENTRIES = (1, 1_000, 100_000, 1_000_000)
ROWS = (1, 1_000, 1_000_000)
FORMATS = ("csv", "json", "xlsx")


class Report:
    def __init__(self, cluster: Cluster, folder: Path) -> None:
        self.cluster = cluster
        self.folder = folder
        self.url = os.environ["DATABASE_URL"]

    def statement(self) -> str:
        poll = made_up.make_poll("measured-in-sql")
        return tables.of_statement(_told(statement.measure(self.cluster, self.url, poll)))

    def http(self) -> str:
        poll = made_up.make_poll("measured-over-http")
        return tables.of_http(_told(votes_over_http.measure(poll, self.url)))

    def network(self) -> str:
        poll = made_up.make_poll("attacked")
        with votes_over_http.serving("psyweb.wsgi:application") as port:
            found = one_network.attack(port, poll)
        hours = [one_network.most_in_an_hour(has_saved_permits=saved) for saved in (False, True)]
        return tables.of_network(found, *hours)

    def results(self) -> str:
        return tables.of_results(results_read.measure())

    def count(self) -> str:
        found = []
        for number in BALLOTS:
            poll = made_up.make_poll(f"counted-{number}")
            made_up.add_ballots(poll, number)
            found.append(_alone("count", poll.slug))
        return tables.of_count(dict(zip(BALLOTS, found, strict=True)))

    def verify(self) -> str:
        sqlite = {"DATABASE_URL": f"sqlite:///{self.folder / 'ten-years.sqlite3'}"}
        found = {"SQLite": _alone("verify", "ten-years", **sqlite), "PostgreSQL": _alone("verify", "ten-years")}
        return tables.of_verify(found)

    def export(self) -> str:
        ledgers = {}
        for number in ENTRIES:
            poll = made_up.make_poll(f"exported-{number}")
            made_up.add_entries(poll, number, votes=number * 40)
            ledgers[number] = _alone("export", poll.slug)
        files = {(kind, number): _alone("write", kind, str(number)) for kind in FORMATS for number in ROWS}
        return tables.of_export(ledgers, files)


def run(cluster: Cluster, folder: Path, chosen: list[str]) -> None:
    """All parts, or those that are named: then they are only shown, and RESULTS.md stays as it is."""
    preparing.migrate(print)
    preparing.load_first_content(print)
    preparing.collect_static_files(print)
    report = Report(cluster, folder)
    parts: dict[str, Callable[[], str]] = {
        "statement": report.statement,
        "http": report.http,
        "results": report.results,
        "count": report.count,
        "verify": report.verify,
        "network": report.network,
        "export": report.export,  # The last: its ledgers of a million entries would burden what comes after.
    }
    told = []
    for name in chosen or parts:
        print(f"── {name}", flush=True)
        told.append(parts[name]())
        print(told[-1], flush=True)
    if not chosen:
        _put("\n".join([HEADING, "", tables.method(), "", *told]))


def _put(part: str) -> None:
    text = FILE.read_text() if FILE.exists() else "# Results\n\n"
    part = part.rstrip() + "\n"
    FILE.write_text(PART.sub(lambda _: f"{part}\n", text).rstrip() + "\n" if PART.search(text) else f"{text}{part}")


def _told(turns: Iterable[Any]) -> list[Any]:
    found = []
    for turn in turns:
        print(turn, flush=True)
        found.append(turn)
    return found


def _alone(*words: str, **environment: str) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.polls.alone", *words]
    done = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout)
