"""Measure a request for a poll's results, with ten thousand to ten million votes."""

from collections.abc import Callable

from django.test import RequestFactory
from django.utils import timezone

from benchmarks import report
from benchmarks.polls import made_up
from benchmarks.timing import interleaved
from polls import results, views
from polls.results import poll_cache

VOTES = (10_000, 100_000, 1_000_000, 10_000_000)
ENTRIES = 500  # Weekly counts of nearly ten years.
WAITING = 1_000
ROUNDS = 25


def section() -> str:
    polls = {votes: made_up.make_poll(f"read-{votes}") for votes in VOTES}
    for votes, poll in polls.items():
        made_up.add_entries(poll, ENTRIES, votes=votes)
        made_up.add_ballots(poll, WAITING)
    request = RequestFactory(headers={"host": "127.0.0.1"}).get("/")
    ways: dict[str, Callable[[str], object]] = {
        "results.of": lambda slug: results.of(poll_cache.find(slug, at=timezone.now()).poll),
        "results.json": lambda slug: views.results_json(request, slug),
        "page": lambda slug: views.detail(request, slug),
    }
    lines = []
    for name, read in ways.items():
        actions = {poll.slug: lambda _, read=read, slug=poll.slug: read(slug) for poll in polls.values()}
        times = [each.p50 for each in interleaved(actions, rounds=ROUNDS, before=_clear_cache).values()]
        lines.append([name, *(f"{milliseconds:.1f} ms" for milliseconds in times), f"{times[-1] / times[0]:.2f}"])
    heads = ["read", *(f"{votes:,} votes" for votes in VOTES), "most ÷ fewest votes"]
    return f"""## Reading the results

Median of {ROUNDS} readings in turn, with nothing remembered from the one before (a process keeps a page for a second,
which is left out here). Each poll has {ENTRIES} counts in its ledger and {WAITING:,} ballots waiting.

{report.table(heads, lines)}"""


def _clear_cache() -> None:
    poll_cache.clear_all()
