"""What a reader's request for the figures takes, with ten thousand to ten million votes behind them."""

import statistics
import time
from collections.abc import Callable

from django.test import RequestFactory
from django.utils import timezone

from polls import poll_cache, results, views

from . import made_up

VOTES = (10_000, 100_000, 1_000_000, 10_000_000)
ENTRIES = 500  # Weekly counts of nearly ten years.
WAITING = 1_000
ROUNDS = 25


def measure() -> dict[str, list[float]]:
    """Milliseconds by way of reading, for each of VOTES. Nothing is remembered from one reading to the next."""
    polls = [made_up.make_poll(f"read-{votes}") for votes in VOTES]
    for poll, votes in zip(polls, VOTES, strict=True):
        made_up.add_entries(poll, ENTRIES, votes=votes)
        made_up.add_ballots(poll, WAITING)
    request = RequestFactory(headers={"host": "127.0.0.1"}).get("/")
    ways: dict[str, Callable] = {
        "results.of": lambda slug: results.of(poll_cache.find(slug, at=timezone.now()).poll),
        "results.json": lambda slug: views.results_json(request, slug),
        "page": lambda slug: views.detail(request, slug),
    }
    return {name: _medians(read, [poll.slug for poll in polls]) for name, read in ways.items()}


def _medians(read: Callable, slugs: list[str]) -> list[float]:
    took: dict[str, list[float]] = {slug: [] for slug in slugs}
    for _ in range(ROUNDS):
        for slug in slugs:
            poll_cache.forget_all()
            started = time.perf_counter()
            read(slug)
            took[slug].append(1_000 * (time.perf_counter() - started))
    return [statistics.median(times) for times in took.values()]
