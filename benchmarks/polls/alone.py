"""One measurement in a process of its own, whose greatest memory is its own: `python -m benchmarks.polls.alone WHAT …`.

Says in JSON how many seconds it took, how many of them the processor worked for it, and how many megabytes of memory
the process had at most.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import django_site

django_site.set_up()

from django.core.management import call_command

from benchmarks.polls import made_up
from polls import audit, counting, exports, heads
from polls.exports import By, Export, Format, rows
from polls.models import Poll

TEN_YEARS = 3_650
METHOD = "Made up, and as long as what stands beside real figures: self-selected readers, not a scientific sample."


def count(slug: str) -> Callable[[], object]:
    poll = Poll.objects.get(slug=slug)
    return lambda: counting.count(poll)


def verify(slug: str) -> Callable[[], object]:
    """Ten years of daily counts, in a database that is made here where there is none yet."""
    call_command("migrate", interactive=False, verbosity=0)
    poll = made_up.make_poll(slug)
    made_up.add_entries(poll, TEN_YEARS, votes=TEN_YEARS * 40)
    heads.keep(poll.pk)

    def check() -> None:
        faults = audit.of_poll(poll)
        if faults:
            raise SystemExit(str(faults[0]))

    return check


def export_ledger(slug: str) -> Callable[[], object]:
    poll = Poll.objects.get(slug=slug)
    asked = Export([poll], Format.CSV, By.MONTH)
    return lambda: _drain(exports.export_counts(asked, by=None, name="made up", reason="A measurement."))


def write(file_format: str, number: str) -> Callable[[], object]:
    return lambda: _drain(Format(file_format).write(_rows(int(number))))


def _rows(number: int) -> Iterator[rows.Row]:
    for place in range(number):
        yield rows.Row(
            "made-up", 1, "2026-11", "choice", place % 4 + 1, "Made up", place, "2026-11-23", METHOD, "0" * 64
        )


def _drain(pieces: Iterator[bytes]) -> None:
    for _ in pieces:
        pass


def main(what: str, *words: str) -> None:
    run = {"count": count, "verify": verify, "export": export_ledger, "write": write}[what](*words)
    started, worked = time.perf_counter(), time.process_time()
    run()
    found = {"seconds": time.perf_counter() - started, "processor": time.process_time() - worked}
    sys.stdout.write(json.dumps({**found, "megabytes": _most_memory()}))


def _most_memory() -> float:
    """Of this process alone. `getrusage` would begin with what the process had that started it."""
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")) / 1_000


if __name__ == "__main__":
    main(*sys.argv[1:])
