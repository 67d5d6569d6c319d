"""Cache polls, the number of their waiting ballots and the sums of their ledgers in each process.

One rule of invalidation: what is cached of a poll lies in one `_Entry`, and `forget` puts a new one in its place. A
reading that began before the change ends in the old entry, which nobody uses any more. Changes by other processes show
when what is cached is too old: a poll after POLL_CACHED_FOR, a tally after TALLY_CACHED_FOR. `forget` keeps what cannot
become wrong: sums, by the hash of the ledger entry that they end with, and box keys that the standby has.
"""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import Lock
from time import monotonic
from uuid import UUID

from django.db import models
from django.db.models import OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce

from . import replication, retention
from .ledger.totals import History
from .models import Box, BoxKey, Count, Poll, SealedBallot

TALLY_CACHED_FOR = timedelta(seconds=1)
UNSURE_TALLY_CACHED_FOR = timedelta(milliseconds=50)  # Votes arrived while it was read, so it may lack some of them.
HISTORIES_CACHED = 4  # Of each poll: threads that read a moment apart ask for neighbouring heads.


@dataclass(frozen=True)
class CachedPoll:
    """A poll with its choices, wordings and keys in use. Shared between threads: never change it."""

    poll: Poll
    keys: dict[str, BoxKey]
    read_at: float

    def is_fresh(self) -> bool:
        return monotonic() - self.read_at < retention.POLL_CACHED_FOR.total_seconds()


@dataclass(frozen=True)
class Tally:
    """Ballots waiting beyond the ledger entry `head`. From one statement, so that a count is never seen half."""

    head: int
    head_hash: str
    waiting: int
    held: int


@dataclass(frozen=True)
class _CachedTally:
    """Read between two moments of `monotonic`. Votes that were stored meanwhile may be in it or not."""

    tally: Tally
    read_from: float
    read_until: float
    is_sure: bool = True

    def is_fresh(self, *, may_lack: bool) -> bool:
        lasts = TALLY_CACHED_FOR if self.is_sure or may_lack else UNSURE_TALLY_CACHED_FOR
        return monotonic() - self.read_from < lasts.total_seconds()


@dataclass
class _Entry:
    """What this process has cached of one poll."""

    poll: CachedPoll | None = None
    tally: _CachedTally | None = None
    votes: int = 0  # Accepted by this process since the entry was made.
    histories: OrderedDict[str, History] = field(default_factory=OrderedDict)  # By the hash of the head.
    settled_keys: dict[Box, bytes] = field(default_factory=dict)


_lock = Lock()
_entries: dict[str, _Entry] = {}  # By the poll's slug.


def find(slug: str, *, at: datetime) -> CachedPoll:
    """Raises Poll.DoesNotExist for a poll that is unknown or has not opened. No query while it is cached, else four."""
    cached = last_seen(slug)
    if cached is None or not cached.is_fresh():
        cached = _read_poll(slug)
    if not cached.poll.is_visible(at=at):
        raise Poll.DoesNotExist
    return cached


def last_seen(slug: str) -> CachedPoll | None:
    """Whatever was last read, however old: for the page that says that the database is away."""
    entry = _entries.get(slug)
    return entry.poll if entry else None


def key(cached: CachedPoll, box: Box) -> BoxKey:
    """The key to seal with. A new one is used once the standby has it: else a failover could forget it, and nobody
    could open what it has sealed (docs/decisions/votes-survive-failover.md). No query for a key that was used before.

    Raises NotReplicated where that cannot be said. Nothing was stored then, so vote again with the same permit.
    """
    found = cached.keys[box]
    public = bytes(found.public)
    entry = _entry(cached.poll)
    if entry.settled_keys.get(box) != public:
        if not replication.has(BoxKey.objects.filter(pk=found.pk, public=public)):
            forget(cached.poll)
            raise replication.NotReplicated("A failover has forgotten this key.")
        entry.settled_keys[box] = public
    return found


def tally(poll: Poll, *, may_lack: bool = False) -> Tally:
    """Cached for TALLY_CACHED_FOR. Never over-counts, and has every vote that this process accepted before; but where
    votes arrive while it is read, it may lack those of the last UNSURE_TALLY_CACHED_FOR, and with `may_lack`, of the
    last TALLY_CACHED_FOR. No query while it is cached, else one."""
    entry = _entry(poll)
    with _lock:
        cached, votes = entry.tally, entry.votes
    if cached and cached.is_fresh(may_lack=may_lack):
        return cached.tally
    read_from = monotonic()
    found = _query_tally(poll.pk)
    with _lock:
        if entry.votes == votes:
            entry.tally = _CachedTally(found, read_from, monotonic())
        elif entry.tally and entry.tally.tally.head_hash == found.head_hash:
            # The statement may have missed the votes that came in meanwhile: neither number is too high.
            added = entry.tally.tally
            found = replace(found, waiting=max(found.waiting, added.waiting), held=max(found.held, added.held))
            entry.tally = _CachedTally(found, read_from, monotonic(), is_sure=False)
    return found


def add_vote(poll: Poll, box: Box, *, cast_from: float) -> None:
    """A vote was accepted, by a statement that began at this moment of `monotonic`: the next tally has it."""
    entry = _entry(poll)
    with _lock:
        entry.votes += 1
        cached = entry.tally
        if cached is None:
            return
        if cached.read_until <= cast_from:
            name = "held" if box == Box.HELD else "waiting"
            entry.tally = replace(cached, tally=replace(cached.tally, **{name: getattr(cached.tally, name) + 1}))
        else:  # It was read while the vote was stored, and may hold it already.
            entry.tally = replace(cached, is_sure=False)


def history(poll: Poll, upto: Tally) -> History:
    """Of all ledger entries up to the tally's head. No query where it is cached, else one for the entries since.

    By the head's hash, which stands for the whole chain before it: a ledger that a failover has set back and that has
    grown anew is read anew.
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


def forget(poll: Poll) -> None:
    """Call it for every change of a poll, its keys or its ledger."""
    with _lock:
        old = _entries.get(poll.slug, _Entry())
        _entries[poll.slug] = _Entry(histories=old.histories, settled_keys=old.settled_keys)


def forget_all() -> None:
    """Forget what cannot become wrong too: as a process that starts anew."""
    with _lock:
        _entries.clear()


def ballots_in(box: Box) -> Coalesce:
    """The number of a box's ballots, for a query of polls."""
    ballots = SealedBallot.objects.filter(poll=OuterRef("pk"), box=box).order_by().values("poll")
    return Coalesce(Subquery(ballots.annotate(number=models.Count("pk")).values("number")), 0)


def _entry(poll: Poll) -> _Entry:
    return _entries.get(poll.slug) or _entries.setdefault(poll.slug, _Entry())


def _read_poll(slug: str) -> CachedPoll:
    """Makes no entry for a poll that is unknown, whatever addresses are asked for."""
    entry = _entries.get(slug) or _Entry()
    read_at = monotonic()
    in_use = Prefetch("box_keys", queryset=BoxKey.objects.filter(retired_at=None))
    try:
        polls = Poll.objects.prefetch_related("choices", "wordings", "successor__wordings").prefetch_related(in_use)
        poll = polls.get(slug=slug)
    except Poll.DoesNotExist:
        _entries.pop(slug, None)
        raise
    entry.poll = CachedPoll(poll, {key.box: key for key in poll.box_keys.all()}, read_at)
    _entries.setdefault(slug, entry)
    return entry.poll


def _query_tally(poll_id: UUID) -> Tally:
    newest = Count.objects.filter(poll=OuterRef("pk")).order_by("-sequence")
    head = (Subquery(newest.values(field)[:1]) for field in ("sequence", "hash"))
    return Tally(*Poll.objects.filter(pk=poll_id).values_list(*head, ballots_in(Box.MAIN), ballots_in(Box.HELD)).get())


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
