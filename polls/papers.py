"""Polls as the public sees them, kept for a moment in each process, so that a vote asks the database only once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from django.db.models import Prefetch

from .models import Box, BoxKey, Poll

KEPT_FOR = timedelta(seconds=5)  # At most 60: a retired key rests for an hour before it is destroyed.


@dataclass(frozen=True)
class Paper:
    """A poll with its choices, wordings and keys in use. Shared between threads: never change it."""

    poll: Poll
    keys: dict[str, BoxKey]
    read_at: float

    def key(self, box: Box) -> BoxKey:
        return self.keys[box]

    def is_fresh(self) -> bool:
        return monotonic() - self.read_at < KEPT_FOR.total_seconds()


_kept: dict[str, Paper] = {}


def find(slug: str, *, at: datetime) -> Paper:
    """Raises Poll.DoesNotExist for a poll that is unknown or has not opened. No query while it is kept, else four."""
    paper = _kept.get(slug)
    if paper is None or not paper.is_fresh():
        paper = _read(slug)
    if not paper.poll.is_visible(at=at):
        raise Poll.DoesNotExist
    return paper


def last_seen(slug: str) -> Paper | None:
    """Whatever was last read, however old: for the page that says that the database is away."""
    return _kept.get(slug)


def forget(slug: str) -> None:
    _kept.pop(slug, None)


def forget_all() -> None:
    _kept.clear()


def _read(slug: str) -> Paper:
    read_at = monotonic()
    in_use = Prefetch("box_keys", queryset=BoxKey.objects.filter(retired_at=None))
    try:
        polls = Poll.objects.prefetch_related("choices", "wordings", "successor__wordings").prefetch_related(in_use)
        poll = polls.get(slug=slug)
    except Poll.DoesNotExist:
        forget(slug)
        raise
    paper = Paper(poll, {key.box: key for key in poll.box_keys.all()}, read_at)
    _kept[slug] = paper
    return paper
