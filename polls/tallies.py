"""How far the ledger goes and how many ballots wait, read as one, at most once a second in each process."""

from collections import defaultdict
from collections.abc import Iterable
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
# Where votes arrived while it was read: it may lack some of them.
UNSURE_KEPT_FOR = timedelta(milliseconds=50)


@dataclass(frozen=True)
class Tally:
    """Ballots waiting beyond the ledger entry `head`. From one statement, so that a count is never seen half."""

    head: int
    head_hash: str
    waiting: int
    held: int


@dataclass(frozen=True)
class Kept:
    """A tally that was read between two moments of `monotonic`: what was stored meanwhile it may hold or lack."""

    tally: Tally
    read_from: float
    read_until: float
    is_sure: bool = True

    def is_fresh(self, *, may_lack: bool) -> bool:
        lasts = KEPT_FOR if self.is_sure or may_lack else UNSURE_KEPT_FOR
        return monotonic() - self.read_from < lasts.total_seconds()


_lock = Lock()
_kept: dict[UUID, Kept] = {}
_changes: defaultdict[UUID, int] = defaultdict(int)


def read(poll_id: UUID, *, may_lack: bool = False) -> Tally:
    """Never more than is stored. Holds the votes that this process accepted before, but in a storm of them, where it
    may lack the newest for UNSURE_KEPT_FOR; with `may_lack`, for KEPT_FOR. No query while one is kept, else one."""
    with _lock:
        kept = _kept.get(poll_id)
        changes = _changes[poll_id]
    if kept and kept.is_fresh(may_lack=may_lack):
        return kept.tally
    read_from = monotonic()
    tally = _query(poll_id)
    with _lock:
        if _changes[poll_id] == changes:
            _kept[poll_id] = Kept(tally, read_from, monotonic())
        elif poll_id in _kept and _kept[poll_id].tally.head_hash == tally.head_hash:
            # Votes came in meanwhile, and the statement may have missed them: neither number is too high.
            added = _kept[poll_id].tally
            tally = replace(tally, waiting=max(tally.waiting, added.waiting), held=max(tally.held, added.held))
            _kept[poll_id] = Kept(tally, read_from, monotonic(), is_sure=False)
    return tally


def totals(poll_ids: Iterable[UUID]) -> dict[UUID, int]:
    """What the ledgers add up to, with the ballots that wait, by poll. From one statement, as a `Tally` is."""
    in_ledger = Count.objects.in_total().filter(poll=OuterRef("pk")).order_by().values("poll")
    votes = Coalesce(Subquery(in_ledger.annotate(votes=models.Sum("number")).values("votes")), 0)
    return dict(Poll.objects.filter(pk__in=poll_ids).values_list("pk", votes + _ballots_in(Box.MAIN)))


def add_one(poll_id: UUID, box: Box, *, cast_from: float) -> None:
    """A vote was accepted, by a statement that began at this moment of `monotonic`: the next read shows it."""
    with _lock:
        _changes[poll_id] += 1
        kept = _kept.get(poll_id)
        if kept is None:
            return
        if kept.read_until <= cast_from:
            field = "held" if box == Box.HELD else "waiting"
            _kept[poll_id] = replace(kept, tally=replace(kept.tally, **{field: getattr(kept.tally, field) + 1}))
        else:  # It was read while the vote was stored, and may hold it already.
            _kept[poll_id] = replace(kept, is_sure=False)


def forget(poll_id: UUID) -> None:
    with _lock:
        _changes[poll_id] += 1
        _kept.pop(poll_id, None)


def forget_all() -> None:
    with _lock:
        _kept.clear()


def _query(poll_id: UUID) -> Tally:
    newest = Count.objects.filter(poll=OuterRef("pk")).order_by("-sequence")
    head = (Subquery(newest.values(field)[:1]) for field in ("sequence", "hash"))
    return Tally(
        *Poll.objects.filter(pk=poll_id).values_list(*head, _ballots_in(Box.MAIN), _ballots_in(Box.HELD)).get()
    )


def _ballots_in(box: Box) -> Coalesce:
    ballots = SealedBallot.objects.filter(poll=OuterRef("pk"), box=box).order_by().values("poll")
    return Coalesce(Subquery(ballots.annotate(number=models.Count("pk")).values("number")), 0)
