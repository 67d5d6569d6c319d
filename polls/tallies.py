"""How far the ledger goes and how many ballots wait, read as one, at most once a second in each process."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta
from threading import Lock
from time import monotonic
from uuid import UUID

from django.db import models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from .models import Box, Count, Poll, SealedBallot

KEPT_FOR = timedelta(seconds=1)


@dataclass(frozen=True)
class Tally:
    """Ballots waiting beyond the ledger entry `head`. From one statement, so that a count is never seen half."""

    head: int
    waiting: int
    held: int


_lock = Lock()
_kept: dict[UUID, tuple[Tally, float]] = {}
_accepted: defaultdict[UUID, int] = defaultdict(int)


def read(poll_id: UUID) -> Tally:
    """Holds every vote that this process accepted before. No query while one is kept, else one."""
    with _lock:
        kept = _kept.get(poll_id)
        accepted = _accepted[poll_id]
    if kept and monotonic() - kept[1] < KEPT_FOR.total_seconds():
        return kept[0]
    read_at = monotonic()
    tally = _query(poll_id)
    with _lock:
        if _accepted[poll_id] == accepted:
            _kept[poll_id] = (tally, read_at)
        elif poll_id in _kept and _kept[poll_id][0].head == tally.head:
            # Votes came in meanwhile, and the statement may have missed them: neither number is too high.
            added = _kept[poll_id][0]
            tally = replace(tally, waiting=max(tally.waiting, added.waiting), held=max(tally.held, added.held))
            _kept[poll_id] = (tally, read_at)
    return tally


def add_one(poll_id: UUID, box: Box) -> None:
    """A vote was accepted: it shows in this process's very next read."""
    with _lock:
        _accepted[poll_id] += 1
        if poll_id in _kept:
            tally, read_at = _kept[poll_id]
            field = "held" if box == Box.HELD else "waiting"
            _kept[poll_id] = (replace(tally, **{field: getattr(tally, field) + 1}), read_at)


def forget(poll_id: UUID) -> None:
    with _lock:
        _accepted[poll_id] += 1
        _kept.pop(poll_id, None)


def forget_all() -> None:
    with _lock:
        _kept.clear()


def _query(poll_id: UUID) -> Tally:
    head = Count.objects.filter(poll=OuterRef("pk")).order_by("-sequence").values("sequence")[:1]
    row = Poll.objects.filter(pk=poll_id).values_list(Subquery(head), _ballots_in(Box.MAIN), _ballots_in(Box.HELD))
    return Tally(*row.get())


def _ballots_in(box: Box) -> Coalesce:
    ballots = SealedBallot.objects.filter(poll=OuterRef("pk"), box=box).order_by().values("poll")
    return Coalesce(Subquery(ballots.annotate(number=models.Count("pk")).values("number")), 0)
