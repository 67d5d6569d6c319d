"""`make crash`: kill everything at random moments, and print what became of the votes.

python -m tests.crash [--kills 1000] [--rounds 12] [--minutes 25] [--seed …]
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.table import Table

from tests.machinery import programs

from . import campaign, failover
from .campaign import Plan
from .verdict import Verdict

COLUMNS = ("database", "killed", "kills", "acknowledged", "counted", "lost", "doubled", "wrong choice")
MORE_COLUMNS = ("commits cut short", "thanked on a retry", '"already counted"', "odd answers", "ledger")
Result = TypeVar("Result")


def main(words: Sequence[str]) -> int:
    options = _options(words)
    print(f"Seed {options.seed}; at most {options.minutes} minutes for each database.", flush=True)
    with tempfile.TemporaryDirectory(prefix="psyweb-crash-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # Entered by the user that runs PostgreSQL.
        verdicts = run_all(folder, seed=options.seed, kills=options.kills, seconds=60 * options.minutes)
        verdicts.append(run_failover(folder, seed=options.seed, rounds=options.rounds, seconds=60 * options.minutes))
    show(verdicts)
    return 0 if all(verdict.is_good for verdict in verdicts) else 1


def run_all(folder: Path, *, seed: int, kills: int, seconds: float) -> list[Verdict]:
    """Both databases at once, each with half of the kills."""
    plans = [_plan(folder, database, seed, kills // 2, seconds) for database in ("sqlite", "postgresql")]
    with _processes() as pool:
        return list(pool.map(campaign.run, plans))


def run_failover(folder: Path, *, seed: int, rounds: int, seconds: float) -> Verdict:
    return apart(failover.run, _plan(folder, "failover", seed, rounds, seconds))


def show(verdicts: Sequence[Verdict]) -> None:
    table = Table(*COLUMNS, *MORE_COLUMNS)
    for verdict in verdicts:
        table.add_row(
            verdict.database,
            _in_words(verdict.killed),
            *map(str, (verdict.killed.total(), verdict.acknowledged, verdict.counted)),
            *map(str, (verdict.lost, verdict.doubled, verdict.wrong)),
            *map(str, (verdict.cut_short, verdict.retried, verdict.already)),
            _in_words(verdict.odd) or "none",
            "; ".join(verdict.faults) or "ok",
        )
    Console(width=200).print(table)


def _in_words(numbers: Counter[str]) -> str:
    return ", ".join(f"{name} {number}" for name, number in sorted(numbers.items()))


def _plan(folder: Path, database: str, seed: int, kills: int, seconds: float) -> Plan:
    return Plan(database, seed, kills, seconds, folder / database, programs.find_or_install().postgresql)


def apart(run: Callable[..., Result], *parts: object) -> Result:
    with _processes() as pool:
        return pool.submit(run, *parts).result()


def _processes() -> ProcessPoolExecutor:
    """A new interpreter for each campaign: it becomes a site, and can't be another after that."""
    return ProcessPoolExecutor(2, mp_context=get_context("spawn"), max_tasks_per_child=1)


def _options(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description="Kill everything, lose nothing.")
    given = os.environ.get
    parser.add_argument("--kills", type=int, default=int(given("CRASH_KILLS") or 1_000))
    parser.add_argument("--rounds", type=int, default=int(given("CRASH_ROUNDS") or 12), help="of failover")
    parser.add_argument("--minutes", type=float, default=float(given("CRASH_MINUTES") or 20))
    parser.add_argument("--seed", type=int, default=int(given("CRASH_SEED") or random.randrange(10**6)))
    return parser.parse_args(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
