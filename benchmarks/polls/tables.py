"""What was measured, as Markdown: ratios first, and how far they spread."""

import os
import platform
from statistics import median

import django
import psycopg
from django.db import connection

from psyweb.startup.server import THREADS

from . import results_read, statement, votes_over_http
from .one_network import Attack

Alone = dict[str, float]


def method() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        server = cursor.fetchone()[0].split()[0]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = os.getloadavg()[0]
    return f"""`make bench-polls` made this part. It makes a PostgreSQL cluster of its own (`fsync` on, checkpoints apart from the
measuring) and removes it. What is compared takes turns within one run, in a random order in each round; a ratio is the median of
the rounds' ratios, with the lowest and highest in brackets. Rates are those of this machine alone, and its clients and servers
share its processors: trust the ratios.

Machine: {os.cpu_count()} processor cores, {memory:.0f} GB of memory, {_system()}; load average at the end {load:.1f}. Python
{platform.python_version()}, Django {django.__version__}, psycopg {psycopg.__version__}, PostgreSQL {server}."""


def of_statement(turns: list[statement.Turn]) -> str:
    designs = (statement.VOTE, statement.KEYED, statement.HOT)
    heads = [*(f"{design} ÷ bare insert" for design in designs), "vote, ms", "bare insert, ms"]
    by_clients = [[clients, *_of_turns(turns, designs, clients, 0)] for clients in statement.CLIENTS]
    by_wait = [[f"{wait} ms", *_of_turns(turns, designs, statement.MOST, wait)] for wait in statement.WAITS]
    return f"""### The vote's statement

pgbench, prepared statements, {statement.ROUNDS} rounds of {statement.SECONDS} s. *Vote* is the statement of `voting.py`: it asks whether the poll is
open, spends the permit (unique), and puts a ballot of 65 bytes into the box: two tables and three indexes. *Bare insert* puts
one number into a table without any index: the least that a vote could be. *Insert with a key* puts a ballot of 65 bytes and a random
unique key into one table: the least for a vote that is to be refused the second time. *Counter row* adds one to the row of one of four
choices.

{_table(["clients", *heads], by_clients)}
Where commits are fast, the processor is what voters wait for, and the vote's further rows and indexes show. Where they wait for a slower
disk or for a standby elsewhere, all wait alike. With {statement.MOST} clients, by what a commit waits (`commit_delay`) beside this disk's own time:

{_table(["commit waits", *heads], by_wait)}"""


def _of_turns(turns: list[statement.Turn], designs: tuple[str, ...], clients: int, wait: int) -> list[str]:
    ratios = [_spread(statement.ratios(turns, design, clients, wait)) for design in designs]
    times = [statement.median_milliseconds(turns, each, clients, wait) for each in (statement.VOTE, statement.BARE)]
    return [*ratios, *(f"{milliseconds:.2f}" for milliseconds in times)]


def of_http(turns: list[votes_over_http.Turn]) -> str:
    check, vote, theirs = votes_over_http.CHECK, votes_over_http.VOTE, votes_over_http.TUTORIAL
    heads = ["connections", "vote ÷ tutorial", "check page ÷ tutorial", "vote, ms", "check page, ms", "tutorial, ms"]
    lines = [
        [
            connections,
            *(_spread(votes_over_http.ratios(turns, design, connections)) for design in (vote, check)),
            *(
                f"{votes_over_http.median_milliseconds(turns, design, connections):.1f}"
                for design in (vote, check, theirs)
            ),
        ]
        for connections in votes_over_http.CONNECTIONS
    ]
    total = sum(turn.answered for turn in turns if turn.design == vote)
    return f"""### A vote over HTTP

The same server (granian, one process, {THREADS} threads), PostgreSQL and pool of connections; {votes_over_http.ROUNDS} rounds of {votes_over_http.SECONDS} s.
*Tutorial* is the vote view of Django's tutorial, with `F()`, in the middleware of `startproject`. *Vote* is the POST that casts, with a
permit at hand, each from a network of its own; *check page* is the POST before it, which draws a page. A reader's whole vote takes both,
one after the other; the tutorial's takes one. {total:,} votes were answered in the rounds, and after them the tables held exactly as many
as were answered, in both designs.

{_table(heads, lines)}"""


def of_results(found: dict[str, list[float]]) -> str:
    heads = ["read", *(f"{votes:,} votes" for votes in results_read.VOTES), "most ÷ fewest votes"]
    lines = [
        [name, *(f"{milliseconds:.1f} ms" for milliseconds in times), f"{times[-1] / times[0]:.2f}"]
        for name, times in found.items()
    ]
    return f"""### Reading the results

Median of {results_read.ROUNDS} readings in turn, with nothing remembered from the one before (a process keeps a page for a second, which is left
out here). Each poll has {results_read.ENTRIES} counts in its ledger and {results_read.WAITING:,} ballots waiting.

{_table(heads, lines)}"""


def of_count(found: dict[int, Alone]) -> str:
    heads = ["ballots", "a second of the core", "a second", "memory at most, MB"]
    lines = [
        [
            f"{number:,}",
            f"{number / each['processor']:,.0f}",
            f"{number / each['seconds']:,.0f}",
            f"{each['megabytes']:.0f}",
        ]
        for number, each in found.items()
    ]
    return f"""### Counting

One process, one core, PostgreSQL on the same machine: take, open and add up, append to the ledger, commit. *A second of the core* leaves
out what the process waited for the database and for others on the machine. The memory is that of the whole process.

{_table(heads, lines)}"""


def of_verify(found: dict[str, Alone]) -> str:
    lines = [[name, f"{each['seconds']:.2f} s", f"{each['processor']:.2f} s"] for name, each in found.items()]
    return f"""### Verifying

`audit.of_poll`, as `verify_polls` calls it, on ten years of daily counts (3,650 entries): hashes, order, signatures, kept heads, sums.

{_table(["database", "time", "of the processor"], lines)}"""


def of_export(ledgers: dict[int, Alone], files: dict[tuple[str, int], Alone]) -> str:
    by_ledger = [
        [f"{number:,}", f"{each['seconds']:.1f} s", f"{each['megabytes']:.0f}"] for number, each in ledgers.items()
    ]
    kinds = list(dict.fromkeys(kind for kind, _ in files))
    by_file = [
        [f"{number:,}", *(_time_and_memory(files[kind, number]) for kind in kinds)]
        for number in dict.fromkeys(number for _, number in files)
    ]
    return f"""### Exporting

A whole export by month (audit, sums, rows, CSV) by the length of the ledger, and the writers alone by the number of rows. The memory
is the most that the process ever had.

{_table(["ledger entries", "time", "memory, MB"], by_ledger)}
{_table(["rows", *(kind.upper() for kind in kinds)], by_file)}"""


def of_network(found: Attack, without: int, with_saved: int) -> str:
    return f"""### What one network can add

With the settings as they come. {found.attempts} visitors of one /24 at once, from changing addresses with forged ones beside them: {found.permits} got a voting form,
{found.refused} were refused. Of their votes {found.counted} were counted and {found.held} held apart. In the worst sixty minutes, reckoned with the site's own
functions at the times of two hours and not waited for: {without} votes counted; {with_saved} for somebody who saved up permits in the hours before. A
permit is good for two days at most. All further votes are held apart, and are taken in or left out as a whole. The limits hold in every
hour and every ten minutes, wherever they begin (`docs/decisions/rate-limits-and-logs-without-addresses.md`).
"""


def _table(heads: list, lines: list[list]) -> str:
    rows = [heads, ["---"] * len(heads), *lines]
    return "".join(f"| {' | '.join(map(str, row))} |\n" for row in rows)


def _spread(ratios: list[float]) -> str:
    return f"**{median(ratios):.2f}** ({min(ratios):.2f}–{max(ratios):.2f})"


def _time_and_memory(each: Alone) -> str:
    return f"{each['seconds']:.1f} s, {each['megabytes']:.0f} MB"


def _system() -> str:
    """The distribution's name where it gives one."""
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return platform.system()
