"""Cache polls, the number of their waiting ballots and the totals of their ledgers in each process.

One rule of invalidation: everything cached for a poll is in one `_Entry`, and `clear_poll` replaces it with a new one.
A read that began before the change ends up in the old entry, which is no longer used. Changes by other processes show
when the cached data expires: a poll after POLL_CACHED_FOR, a tally after TALLY_CACHED_FOR. `clear_poll` keeps what
cannot become wrong: totals, by the hash of the last ledger entry in them, and the box keys that the standby has.
"""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import Lock
from time import monotonic
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce

from .. import replication, retention
from ..models import BallotBundle, Box, BoxKey, Count, Poll, SealedBallot
from .totals import History

TALLY_CACHED_FOR = timedelta(seconds=1)
UNSURE_TALLY_CACHED_FOR = timedelta(milliseconds=50)  # For a tally that may miss votes stored while it was read.
HISTORIES_CACHED = 4  # For each poll: threads that read at nearly the same time need neighbouring heads.


@dataclass(frozen=True, eq=False)
class CachedPoll:
    """A poll with its choices, wordings and the key in use of each box. Shared between threads: never change it.

    Each reading equals itself alone, so what was made of it can be cached under it.
    `read_at` is a moment of `time.monotonic`.
    """

    poll: Poll
    keys: dict[str, BoxKey]
    read_at: float

    def is_fresh(self) -> bool:
        return monotonic() - self.read_at < retention.POLL_CACHED_FOR.total_seconds()


@dataclass(frozen=True)
class Tally:
    """Ballots that wait, uncounted, while `head` is the newest ledger entry; `held` are those of the held box.

    Read in one statement, so that no reader sees a half-finished count.
    """

    head: int
    head_hash: str
    waiting: int
    held: int
    single: int
    """Ballots of both boxes that were not in a bundle when the tally was read."""


@dataclass(frozen=True)
class _CachedTally:
    """A tally and the moments of `monotonic` between which it was read. It may miss votes stored between them."""

    tally: Tally
    read_from: float
    read_until: float
    is_sure: bool = True

    def is_fresh(self, *, may_lag: bool) -> bool:
        lasts = TALLY_CACHED_FOR if self.is_sure or may_lag else UNSURE_TALLY_CACHED_FOR
        return monotonic() - self.read_from < lasts.total_seconds()


@dataclass
class _Entry:
    """Everything that this process has cached for one poll."""

    poll: CachedPoll | None = None
    tally: _CachedTally | None = None
    votes: int = 0  # Accepted by this process since the entry was made.
    histories: OrderedDict[str, History] = field(default_factory=OrderedDict)  # By the hash of the head.
    settled_keys: dict[Box, bytes] = field(default_factory=dict)


_lock = Lock()
_entries: dict[str, _Entry] = {}  # By the poll's slug.


def find(slug: str, *, at: datetime) -> CachedPoll:
    """Return a poll. Raises Poll.DoesNotExist if it is unknown or not open yet. No query while cached, else four."""
    cached = last_seen(slug)
    if cached is None or not cached.is_fresh():
        cached = _read_poll(slug)
    if not cached.poll.is_visible(at=at):
        raise Poll.DoesNotExist
    return cached


def last_seen(slug: str) -> CachedPoll | None:
    """Return the cached poll whatever its age, without a query, for pages that work without the database."""
    entry = _entries.get(slug)
    return entry.poll if entry else None


def key(cached: CachedPoll, box: Box) -> BoxKey:
    """Return the box's key to seal with. No query for a key that this process has used before.

    A new key is used only once the standby has it: otherwise a failover could lose the key, and nobody could open the
    ballots that it sealed (docs/decisions/votes-survive-failover.md). Raises NotReplicated where the standby cannot
    confirm it. Nothing was stored then, so repeat the vote with the same permit.
    """
    found = cached.keys[box]
    public = bytes(found.public)
    entry = _entry(cached.poll)
    if entry.settled_keys.get(box) != public:
        if not replication.has(BoxKey.objects.filter(pk=found.pk, public=public)):
            clear_poll(cached.poll)
            raise replication.NotReplicated("A failover has forgotten this key.")
        entry.settled_keys[box] = public
    return found


def tally(poll: Poll, *, may_lag: bool = False) -> Tally:
    """Return the waiting ballots, cached for TALLY_CACHED_FOR. No query while cached, else one.

    Never over-counts, and includes every vote that this process accepted before. But under load, when votes arrive
    while it is read, it may miss those of the last UNSURE_TALLY_CACHED_FOR; with `may_lag`, of TALLY_CACHED_FOR.
    """
    entry = _entry(poll)
    with _lock:
        cached, votes = entry.tally, entry.votes
    if cached and cached.is_fresh(may_lag=may_lag):
        return cached.tally
    read_from = monotonic()
    found = _query_tally(poll.pk)
    with _lock:
        if entry.votes == votes:
            entry.tally = _CachedTally(found, read_from, monotonic())
        elif entry.tally and entry.tally.tally.head_hash == found.head_hash:
            # The statement may have missed votes that arrived while it ran. Neither tally is too high: take the higher.
            known = entry.tally.tally
            found = replace(found, waiting=max(found.waiting, known.waiting), held=max(found.held, known.held))
            entry.tally = _CachedTally(found, read_from, monotonic(), is_sure=False)
    return found


def add_vote(poll: Poll, box: Box, *, cast_from: float) -> None:
    """Add an accepted vote to the cached tally. `cast_from` is the moment of `monotonic` before it was stored."""
    entry = _entry(poll)
    with _lock:
        entry.votes += 1
        cached = entry.tally
        if cached is None:
            return
        if cached.read_until <= cast_from:
            name = "held" if box == Box.HELD else "waiting"
            entry.tally = replace(cached, tally=replace(cached.tally, **{name: getattr(cached.tally, name) + 1}))
        else:  # The tally was read while the vote was stored, and may include it already.
            entry.tally = replace(cached, is_sure=False)


def history(poll: Poll, upto: Tally) -> History:
    """Return the totals of all ledger entries up to the tally's head. No query while cached.

    Else reads the entries after the newest cached head, one query for each 500. Cached by the head's hash, which
    identifies the whole chain before it: after a failover has lost entries and others took their place, the ledger is
    read anew.
    """
    histories = _entry(poll).histories
    with _lock:
        known = dict(histories)
    found = known.get(upto.head_hash) or _read_history(poll, upto, [*known.values()])
    with _lock:
        histories.setdefault(upto.head_hash, found)
        while len(histories) > HISTORIES_CACHED:
            histories.popitem(last=False)
    return found


def clear_poll(poll: Poll) -> None:
    """Invalidate a poll's cache. Call it after every change of the poll, its keys or its ledger."""
    with _lock:
        old = _entries.get(poll.slug, _Entry())
        _entries[poll.slug] = _Entry(histories=old.histories, settled_keys=old.settled_keys)


def clear_all() -> None:
    """Empty the cache, as in a process that has just started."""
    with _lock:
        _entries.clear()


def ballots_where(condition: Q) -> models.Expression:
    """An expression for queries of Poll: the number of its waiting ballots whose key or box fulfils the condition."""
    return _single(condition) + _bundled(condition)


def number_in(poll: Poll, box: Box) -> int:
    """Return how many ballots wait in the poll's box now. One query, whatever is cached."""
    return int(Poll.objects.filter(pk=poll.pk).values_list(ballots_where(Q(box=box)), flat=True).get())


def _single(condition: Q) -> Coalesce:
    return _of_poll(SealedBallot.objects.filter(condition), models.Count("*"))


def _bundled(condition: Q) -> Coalesce:
    return _of_poll(BallotBundle.objects.filter(condition), models.Sum("number"))


def _of_poll(rows: models.QuerySet[Any], number: models.Aggregate) -> Coalesce:
    return Coalesce(Subquery(rows.filter(poll=OuterRef("pk")).values("poll").annotate(votes=number).values("votes")), 0)


def _entry(poll: Poll) -> _Entry:
    return _entries.get(poll.slug) or _entries.setdefault(poll.slug, _Entry())


def _read_poll(slug: str) -> CachedPoll:
    """Makes no entry for an unknown slug: otherwise requests for made-up addresses would fill the memory."""
    entry = _entries.get(slug) or _Entry()
    read_at = monotonic()
    in_use = Prefetch("box_keys", queryset=BoxKey.objects.filter(retired_at=None))
    try:
        polls = Poll.objects.opened().prefetch_related("choices", "wordings", "successor__wordings")
        poll = polls.prefetch_related(in_use).get(slug=slug)
    except Poll.DoesNotExist:
        _entries.pop(slug, None)
        raise
    entry.poll = CachedPoll(poll, {key.box: key for key in poll.box_keys.all()}, read_at)
    _entries.setdefault(slug, entry)
    return entry.poll


def _query_tally(poll_id: UUID) -> Tally:
    newest = Count.objects.filter(poll=OuterRef("pk")).order_by("-sequence")
    head = (Subquery(newest.values(field)[:1]) for field in ("sequence", "hash"))
    ballots = (number(Q(box=box)) for number in (_single, _bundled) for box in (Box.MAIN, Box.HELD))
    sequence, head_hash, main, held, main_bundled, held_bundled = (
        Poll.objects.filter(pk=poll_id).values_list(*head, *ballots).get()
    )
    return Tally(sequence, head_hash, waiting=main + main_bundled, held=held + held_bundled, single=main + held)


def _read_history(poll: Poll, upto: Tally, known: list[History]) -> History:
    earlier = [each for each in known if each.last and each.last.sequence < upto.head]
    newest = max(earlier, key=lambda each: each.last.sequence if each.last else 0, default=None)
    if newest and newest.last:
        following = list(_ledger(poll, upto, newest.last.sequence))
        if following[0].previous_hash == newest.last.hash:
            return newest.with_more(following)
    return History.of(_ledger(poll, upto))


def _ledger(poll: Poll, upto: Tally, after: int = -1) -> Iterator[Count]:
    return Count.objects.filter(poll=poll, sequence__lte=upto.head).one_by_one(after=after)
