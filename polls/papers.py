"""Polls as the public sees them, kept for a moment in each process, so that a vote asks the database only once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from uuid import UUID

from django.db.models import Prefetch

from . import replication
from .models import Box, BoxKey, Poll

KEPT_FOR = timedelta(seconds=5)  # At most 60: a retired key rests for an hour before it is destroyed.


@dataclass(frozen=True)
class Paper:
    """A poll with its choices, wordings and keys in use. Shared between threads: never change it."""

    poll: Poll
    keys: dict[str, BoxKey]
    read_at: float

    def is_fresh(self) -> bool:
        return monotonic() - self.read_at < KEPT_FOR.total_seconds()


_kept: dict[str, Paper] = {}
_settled: dict[tuple[UUID, Box], bytes] = {}


def find(slug: str, *, at: datetime) -> Paper:
    """Raises Poll.DoesNotExist for a poll that is unknown or has not opened. No query while it is kept, else four."""
    paper = _kept.get(slug)
    if paper is None or not paper.is_fresh():
        paper = _read(slug)
    if not paper.poll.is_visible(at=at):
        raise Poll.DoesNotExist
    return paper


def key(paper: Paper, box: Box) -> BoxKey:
    """The key to seal with. A new one is used once the standby has it: else a failover could forget it, and nobody
    could open what it has sealed (docs/decisions/votes-survive-failover.md). No query for a key that was used before.

    Raises NotReplicated where that cannot be said. Nothing was stored then, so vote again with the same permit.
    """
    found = paper.keys[box]
    public = bytes(found.public)
    if _settled.get((paper.poll.pk, box)) != public:
        if not replication.has(BoxKey.objects.filter(pk=found.pk, public=public)):
            forget(paper.poll.slug)
            raise replication.NotReplicated("A failover has forgotten this key.")
        _settled[paper.poll.pk, box] = public
    return found


def last_seen(slug: str) -> Paper | None:
    """Whatever was last read, however old: for the page that says that the database is away."""
    return _kept.get(slug)


def forget(slug: str) -> None:
    _kept.pop(slug, None)


def forget_all() -> None:
    _kept.clear()
    _settled.clear()


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
