"""Measure time and memory of counting, verifying and exporting, each in a process of its own."""

import os
from collections.abc import Iterator
from pathlib import Path

from django.core.management import call_command

from benchmarks import report
from benchmarks.polls import made_up
from benchmarks.process import Cost, call, cost
from polls import counting, exports
from polls.exports import Export, Format, Grouping, export, rows
from polls.ledger import anchors, verification
from polls.models import Poll

BALLOTS = (10_000, 100_000, 1_000_000)
ENTRIES = (1, 1_000, 100_000, 1_000_000)
ROWS = (1, 1_000, 1_000_000)
FORMATS = ("csv", "json", "xlsx")
TEN_YEARS = 3_650
VOTES_A_DAY = 40
METHOD = "Made up, and as long as what stands beside real figures: self-selected readers, not a scientific sample."


def count_section() -> str:
    found: dict[int, Cost] = {}
    for number in BALLOTS:
        poll = made_up.make_poll(f"counted-{number}")
        made_up.add_ballots(poll, number)
        found[number] = _alone("count", poll.slug)
    of_one = {number: each["processor"] / number for number, each in found.items()}
    lines = [
        [
            f"{number:,}",
            f"{of_one[number] / of_one[BALLOTS[0]]:.2f}",
            f"{number / each['processor']:,.0f}",
            f"{number / each['seconds']:,.0f}",
            f"{each['megabytes']:.0f}",
        ]
        for number, each in found.items()
    ]
    heads = ["ballots", "one ballot ÷ among the fewest", "a second of the core", "a second", "memory at most, MB"]
    return f"""## Counting

One process, one core, PostgreSQL on the same machine: take, open and add up, append to the ledger, commit. *A second
of the core* leaves out what the process waited for the database and for others on the machine; the ratio is of the
core's time too. The memory is that of the whole process.

{report.table(heads, lines)}"""


def verify_section() -> str:
    sqlite = f"sqlite:///{Path(os.environ['VAR_DIR'], 'ten-years.sqlite3')}"
    found = {"SQLite": _alone("verify", DATABASE_URL=sqlite), "PostgreSQL": _alone("verify")}
    lines = [[name, f"{each['seconds']:.2f} s", f"{each['processor']:.2f} s"] for name, each in found.items()]
    return f"""## Verifying

`verification.of_poll`, as `verify_polls` calls it, on ten years of daily counts ({TEN_YEARS:,} entries): hashes, order,
signatures, kept heads, sums.

{report.table(["database", "time", "of the processor"], lines)}"""


def export_section() -> str:
    by_ledger = []
    for number in ENTRIES:
        poll = made_up.make_poll(f"exported-{number}")
        made_up.add_entries(poll, number, votes=number * VOTES_A_DAY)
        found = _alone("export_ledger", poll.slug)
        by_ledger.append([f"{number:,}", f"{found['seconds']:.1f} s", f"{found['megabytes']:.0f}"])
    by_file = [
        [f"{number:,}"]
        + [
            f"{found['seconds']:.1f} s, {found['megabytes']:.0f} MB"
            for found in (_alone("write", kind, number) for kind in FORMATS)
        ]
        for number in ROWS
    ]
    return f"""## Exporting

A whole export by month (audit, sums, rows, CSV) by the length of the ledger, and the writers alone by the number of
rows. The memory is the most that the process ever had.

{report.table(["ledger entries", "time", "memory, MB"], by_ledger)}

{report.table(["rows", *(kind.upper() for kind in FORMATS)], by_file)}"""


def _alone(function: str, *words: object, **environment: str) -> Cost:
    return call(f"{__name__}:{function}", *words, environment={**os.environ, **environment})


def count(slug: str) -> Cost:
    poll = Poll.objects.get(slug=slug)
    return cost(lambda: counting.count(poll))


def verify() -> Cost:
    """Of ten years of daily counts, in a database that is made here where there is none yet."""
    call_command("migrate", interactive=False, verbosity=0)
    poll = made_up.make_poll("ten-years")
    made_up.add_entries(poll, TEN_YEARS, votes=TEN_YEARS * VOTES_A_DAY)
    anchors.write(poll.pk)
    faults: list[object] = []
    found = cost(lambda: faults.extend(verification.of_poll(poll)))
    if faults:
        raise SystemExit(str(faults[0]))
    return found


def export_ledger(slug: str) -> Cost:
    asked = Export([Poll.objects.get(slug=slug)], Format.CSV, Grouping.MONTH)
    return cost(lambda: _drain(exports.export_counts(asked, by=None, name="made up", reason="A measurement.")))


def write(file_format: str, number: str) -> Cost:
    return cost(lambda: _drain(export.WRITERS[Format(file_format)](_rows(int(number)))))


def _rows(number: int) -> Iterator[rows.Row]:
    for place in range(number):
        yield rows.Row(
            "made-up", 1, "2026-11", "choice", place % 4 + 1, "Made up", place, "2026-11-23", METHOD, "0" * 64
        )


def _drain(pieces: Iterator[bytes]) -> None:
    for _ in pieces:
        pass
