"""Run the tests that are marked `dated` with the clocks of Python and of PostgreSQL moved, on both databases.

libfaketime moves the clock of each process by the same length of time, so that all of them agree. SQLite asks the clock
of its process. Programs are installed before, because with a moved clock certificates seem expired.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.machinery import cluster, dated, programs
from tests.machinery.faketime import environment_at

PROJECT = Path(__file__).resolve().parents[2]
NEW_YORK = "America/New_York"
SUNDAY = 6
# Roughly from the start of pytest to its first test: it collects tests and creates a database before.
UNTIL_TESTS_RUN = timedelta(seconds=12)
CHOSEN = ["-m", "dated and not browser and not apart", *map(str, dated.files(PROJECT / "tests"))]
PYTEST = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *CHOSEN]


@dataclass(frozen=True)
class Moved:
    """Name a moment at which the tests start; `settings` are further environment variables."""

    name: str
    start: datetime
    settings: dict[str, str] = field(default_factory=dict)


def moments(now: datetime) -> Iterator[Moved]:
    """Yield the moments at which the dated tests run."""
    for days in (1, 30, 400):
        yield Moved(f"in {days} days", now + timedelta(days=days))
    noon = time_of_day(12, tzinfo=UTC)
    yield Moved("on 29 February", datetime.combine(_next_leap_day(now.date()), noon))
    midnight = datetime.combine(now.date() + timedelta(days=1), time_of_day(tzinfo=UTC))
    yield Moved("from a day's last seconds into the next day", midnight - UNTIL_TESTS_RUN)
    # Clocks are put forward from 02:00 to 03:00.
    change = datetime.combine(_next_summer_time(now.date()), time_of_day(2), ZoneInfo(NEW_YORK))
    yield Moved("across the change to summer time", change - UNTIL_TESTS_RUN, {"TIME_ZONE": NEW_YORK})


def _next_leap_day(today: date) -> date:
    return next(day for day in _days_after(today) if (day.month, day.day) == (2, 29))


def _next_summer_time(today: date) -> date:
    """Return the second Sunday of March, when summer time begins in New York."""
    return next(day for day in _days_after(today) if day.month == 3 and 8 <= day.day <= 14 and day.weekday() == SUNDAY)


def _days_after(today: date) -> Iterator[date]:
    nine_years = 9 * 366  # 1896 and 1904 were leap years, 1900 was none.
    return (today + timedelta(days=number) for number in range(1, nine_years))


def main() -> int:
    places = programs.find_or_install()
    red = []
    with tempfile.TemporaryDirectory(prefix="psyweb-clock-") as name, cluster.new_cluster(places.postgresql) as data:
        for number, moved in enumerate(moments(datetime.now(UTC))):
            print(f"\n   {moved.name}: {moved.start:%Y-%m-%d %H:%M:%S %Z}", flush=True)
            folder = Path(name) / str(number)
            folder.mkdir()
            clock = environment_at(moved.start, places.libfaketime)
            with cluster.started(places.postgresql, data, **clock) as url:
                urls = {"sqlite": f"sqlite:///{folder / 'test.sqlite3'}", "postgresql": url}
                codes = _run_on_both(urls, folder, {**os.environ, **clock, **moved.settings})
            red += [f"{moved.name}, {database}" for database, code in codes.items() if code]
    for line in red:
        print(f"   RED    {line}")
    return 1 if red else 0


def _run_on_both(urls: dict[str, str], folder: Path, environment: dict[str, str]) -> dict[str, int]:
    """Run both databases at once, each in its own process. Print one report after the other; return the exit codes."""
    reports = {database: folder / f"{database}.txt" for database in urls}
    runs = {}
    for database, url in urls.items():
        with reports[database].open("w") as report:
            variables = {**environment, "DATABASE_URL": url}
            runs[database] = subprocess.Popen(PYTEST, cwd=PROJECT, env=variables, stdout=report, stderr=report)
    codes = {database: run.wait() for database, run in runs.items()}
    for database, code in codes.items():
        lines = reports[database].read_text().splitlines()
        print(f"   {database}:", *(lines if code else lines[-1:]), sep="\n   ", flush=True)
    return codes


if __name__ == "__main__":
    sys.exit(main())
