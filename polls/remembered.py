"""The sums of a poll's ledger, remembered by each process, so that a page reads the new entries alone."""

from collections import OrderedDict, defaultdict
from collections.abc import Iterator
from threading import Lock
from uuid import UUID

from .ledger.totals import History
from .models import Count
from .tallies import Tally

# Threads that read a moment apart ask for neighbours.
HEADS_KEPT = 4

_lock = Lock()
_kept: defaultdict[UUID, OrderedDict[str, History]] = defaultdict(OrderedDict)


def history(poll_id: UUID, tally: Tally) -> History:
    """Of all entries up to the tally's head. No query where they are remembered, else one.

    By the head's hash, which stands for the whole chain before it: a ledger that a failover has set back and that has
    grown anew is read anew.
    """
    with _lock:
        known = list(_kept[poll_id].items())
    found = next((kept for head, kept in known if head == tally.head_hash), None)
    if found is None:
        found = _read(poll_id, tally, [kept for _head, kept in known])
        with _lock:
            _kept[poll_id][tally.head_hash] = found
            while len(_kept[poll_id]) > HEADS_KEPT:
                _kept[poll_id].popitem(last=False)
    return found


def forget_all() -> None:
    with _lock:
        _kept.clear()


def _read(poll_id: UUID, tally: Tally, known: list[History]) -> History:
    earlier = [kept for kept in known if kept.last and kept.last.sequence < tally.head]
    newest = max(earlier, key=lambda kept: kept.last.sequence if kept.last else 0, default=None)
    if newest and newest.last:
        following = list(_entries(poll_id, tally, newest.last.sequence))
        if following[0].previous_hash == newest.last.hash:
            return newest.with_more(following)
    return History.of(_entries(poll_id, tally))


def _entries(poll_id: UUID, tally: Tally, after: int = -1) -> Iterator[Count]:
    return Count.objects.filter(poll=poll_id, sequence__lte=tally.head).one_by_one(after=after)
