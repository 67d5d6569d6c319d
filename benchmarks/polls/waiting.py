"""Measure votes and results pages by how many ballots wait, on PostgreSQL and on SQLite.

The database itself makes the ballots, by chance; the site bundles them as votes would. Each number waits in a database
of its own, with a process of its own, and these take turns.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stdout
from pathlib import Path

from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from benchmarks import report
from benchmarks.django_site import set_up

FEWEST = 1_000
SIZES = {"postgresql": (FEWEST, 100_000, 10_000_000), "sqlite": (FEWEST, 100_000, 1_000_000)}
ROUNDS = 60
WARM_UP = 5
MAKE = {
    "postgresql": """
        INSERT INTO polls_sealedballot (poll_id, key_id, box, cipher)
        SELECT %s, %s, 'main', sha512(number::text::bytea) || '\\x5a'::bytea FROM generate_series(1, %s) AS number
    """,
    "sqlite": """
        WITH RECURSIVE series(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM series)
        INSERT INTO polls_sealedballot (poll_id, key_id, box, cipher)
        SELECT %s, %s, 'main', randomblob(65) FROM series LIMIT %s
    """,
}
FIGURES = ("vote", "results page", "the database, a vote")


def section() -> str:
    heads = ["database", "waiting", *(f"{name}, ms" for name in FIGURES), *(f"{name}, ratio" for name in FIGURES)]
    lines = [line for kind, sizes in SIZES.items() for line in _lines(kind, sizes)]
    return f"""## By how many ballots wait

Medians of {ROUNDS} in turn, with the tally read anew for each (a process reads it once a second), and nothing
remembered of the page; ratios are to {FEWEST:,} waiting in the same run. *The database, a vote* is the processor time
of PostgreSQL for a vote and the tally after it; with SQLite, which works inside the site, that of both.

{report.table(heads, lines)}"""


def _lines(kind: str, sizes: tuple[int, ...]) -> Iterator[list[str]]:
    with tempfile.TemporaryDirectory(prefix="psyweb-waiting-") as folder, ExitStack() as stack:
        sites = {size: stack.enter_context(_site(kind, size, Path(folder) / str(size))) for size in sizes}
        turns = [{size: _turn(site) for size, site in sites.items()} for _ in range(WARM_UP + ROUNDS)][WARM_UP:]
    medians = {
        size: [statistics.median(figures) for figures in zip(*(turn[size] for turn in turns), strict=True)]
        for size in sizes
    }
    for size, found in medians.items():
        ratios = [each / fewest for each, fewest in zip(found, medians[FEWEST], strict=True)]
        yield [kind, f"{size:,}", *(f"{each:.2f}" for each in found), *(f"{each:.2f}" for each in ratios)]


@contextmanager
def _site(kind: str, size: int, folder: Path) -> Iterator[subprocess.Popen[str]]:
    folder.mkdir()
    url = f"sqlite:///{folder}/site.sqlite3" if kind == "sqlite" else _new_database(f"waiting_{size}")
    environment = {**os.environ, "DATABASE_URL": url, "VAR_DIR": str(folder), "POLL_KEY_DIR": f"{folder}/keys"}
    command = [sys.executable, "-m", "benchmarks.polls.waiting", str(size)]
    site = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert site.stdin is not None
    try:
        _answer(site)
        yield site
    finally:
        site.stdin.close()
        site.wait()


def _new_database(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    path, _, options = os.environ["DATABASE_URL"].partition("?")
    return f"{path.rpartition('/')[0]}/{name}?{options}"


def _turn(site: subprocess.Popen[str]) -> list[float]:
    assert site.stdin is not None
    print(file=site.stdin, flush=True)
    return [float(figure) for figure in _answer(site).split()]


def _answer(site: subprocess.Popen[str]) -> str:
    assert site.stdout is not None
    answer = site.stdout.readline()
    if not answer:
        raise SystemExit("A measured site has ended.")
    return answer


def main(size: int) -> None:
    """Make ballots wait, say "ready", and answer each line of the input with FIGURES, in milliseconds."""
    set_up()
    from benchmarks.polls import made_up
    from polls import views
    from polls.ballots import bundling, casting, permits
    from polls.models import BoxKey
    from polls.results import poll_cache
    from psyweb.startup import steps

    with redirect_stdout(sys.stderr):  # The standard output is for answers.
        for prepare in (steps.migrate, steps.load_first_content, steps.collect_static_files):
            prepare(print)
    poll = made_up.make_poll("measured-waiting")
    key = BoxKey.objects.get(poll=poll, box="main", retired_at=None)
    with connection.cursor() as cursor:
        poll_id = poll.pk if connection.vendor == "postgresql" else poll.pk.hex
        cursor.execute(MAKE[connection.vendor], [poll_id, key.pk, size])
    while size >= bundling.LEAST_SINGLE and bundling.bundle(poll.pk):
        pass
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
    request = RequestFactory(headers={"host": "127.0.0.1"}).get("/")
    print("ready", flush=True)
    for _line in sys.stdin:
        at = timezone.now()
        permit = permits.read(permits.mint(poll.pk, at=at), poll.pk, at=at)
        poll_cache.clear_all()
        cached = poll_cache.find(poll.slug, at=at)
        poll_cache.key(cached, "main")
        began, worked = time.perf_counter(), _processor_time()
        casting.cast(cached, [1], permit, at=at)
        bundling.try_after_vote(poll)
        vote, database = time.perf_counter() - began, _processor_time() - worked
        poll_cache.clear_all()
        began = time.perf_counter()
        views.detail(request, poll.slug)
        print(1_000 * vote, 1_000 * (time.perf_counter() - began), 1_000 * database, flush=True)


def _processor_time() -> float:
    """Seconds: of the server's process of this connection, or of this process, inside which SQLite works."""
    if connection.vendor != "postgresql":
        return time.process_time()
    backend = connection.connection.info.backend_pid
    return int(Path(f"/proc/{backend}/schedstat").read_text().split()[0]) / 1_000_000_000


if __name__ == "__main__":
    main(int(sys.argv[1]))
