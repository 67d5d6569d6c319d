"""Find what is wrong with a ledger: changed, cut or rebuilt entries, and figures that do not add up."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _

from .. import ledger
from ..ballots import sealing
from ..models import BoxKey, Count, Kind, Poll, SealedBallot
from ..models.counts import DECISIONS
from . import anchors, signing


@dataclass(frozen=True)
class Fault:
    poll: str
    sequence: int | None
    what: str

    def __str__(self) -> str:
        words = {"poll": self.poll, "number": self.sequence, "what": self.what}
        if self.sequence is None:
            return _("%(poll)s, ledger: %(what)s") % words
        return _("%(poll)s, entry %(number)s: %(what)s") % words


def of_poll(poll: Poll) -> list[Fault]:
    """All faults of one poll, in the order of its entries. Its memory does not grow with their number."""
    checks: list[Check] = [_Chain(poll), _Signatures(poll), _Heads(poll), _Figures(poll)]
    entries = Count.objects.filter(poll=poll).one_by_one()
    try:
        found = list(_run(checks, entries))
    except ValueError:
        return [Fault(poll.slug, None, _("holds an entry that cannot be read"))]
    return sorted([*found, *_of_box(poll)], key=lambda fault: fault.sequence if type(fault.sequence) is int else -1)


def of_site() -> list[Fault]:
    """What shows in the kept heads alone: polls that are gone, and entries whose heads are gone."""
    polls = {str(poll.pk): poll for poll in Poll.objects.all()}
    gone = sorted(anchors.polls() - set(polls))
    return [
        *(Fault(name, None, _("the poll is gone, and its ledger with it")) for name in gone),
        *(fault for poll in polls.values() for fault in _of_missing_heads(poll)),
    ]


def of_part(poll: Poll, entries: Sequence[Count], *, first: int | None = None, last: int = 0) -> Iterator[Fault]:
    """What anybody can check who has the entries from `first` to `last`, else those that are given."""
    begin = first if first is not None else entries[0].sequence
    return _run([_Chain(poll, first=begin, last=last)], entries)


class Check(Protocol):
    """Is shown each entry in its order, and asked at the end."""

    def of(self, entry: Count) -> Iterator[Fault]: ...

    def at_end(self) -> Iterator[Fault]: ...


def _run(checks: Sequence[Check], entries: Iterable[Count]) -> Iterator[Fault]:
    """All checks in one reading: to read an entry takes as long as to check its signature."""
    for entry in entries:
        for check in checks:
            yield from check.of(entry)
    for check in checks:
        yield from check.at_end()


class _Chain:
    """From the entry `first` to `last` at least. What goes before it is known of the very first alone."""

    def __init__(self, poll: Poll, *, first: int = 0, last: int = 0) -> None:
        self.poll = poll
        self.expected = first
        self.last = last
        self.previous = ledger.BEFORE_THE_FIRST if first == 0 else ""
        self.is_broken = False

    def of(self, entry: Count) -> Iterator[Fault]:
        if self.is_broken:
            return
        if entry.sequence != self.expected:
            self.is_broken = True
            yield Fault(self.poll.slug, self.expected, _("is missing"))
            return
        if self.previous and entry.previous_hash != self.previous:
            yield Fault(self.poll.slug, entry.sequence, _("does not follow from the entry before"))
        if ledger.hash_of(entry) != entry.hash:
            yield Fault(self.poll.slug, entry.sequence, _("was changed: its hash does not fit what it says"))
        self.previous = entry.hash
        self.expected += 1

    def at_end(self) -> Iterator[Fault]:
        if self.previous == ledger.BEFORE_THE_FIRST and not self.is_broken:
            yield Fault(self.poll.slug, None, _("has no entries at all"))
        elif self.expected <= self.last and not self.is_broken:
            yield Fault(self.poll.slug, self.expected, _("is missing"))


class _Signatures:
    def __init__(self, poll: Poll) -> None:
        self.poll = poll
        self.ours = signing.signers()

    def of(self, entry: Count) -> Iterator[Fault]:
        if not self.ours:
            return
        message = signing.head_message(self.poll.pk, entry.sequence, entry.hash)
        if entry.signer not in self.ours:
            yield Fault(self.poll.slug, entry.sequence, _("was signed with a key that is not this site's"))
        elif not signing.is_good(message, entry.signer, entry.signature):
            yield Fault(self.poll.slug, entry.sequence, _("has a signature that does not fit"))

    def at_end(self) -> Iterator[Fault]:
        if not self.ours:
            yield Fault(self.poll.slug, None, _("cannot be checked here: POLL_KEY_DIR holds no signing key"))


class _Heads:
    """The heads outside the database say which entries there were. The newest may not be written there yet."""

    def __init__(self, poll: Poll) -> None:
        self.poll = poll
        self.following = anchors.read(poll.pk)
        self.is_damaged = False
        self.head = self._next()

    def of(self, entry: Count) -> Iterator[Fault]:
        while self.head and self._is_due(entry):
            if entry.sequence > self.head.sequence:
                yield self._cut_off(self.head)
            elif entry.hash != self.head.hash:
                what = _("was rebuilt: POLL_KEY_DIR/heads keeps another hash of it")
                yield Fault(self.poll.slug, self.head.sequence, what)
            self.head = self._next()

    def at_end(self) -> Iterator[Fault]:
        while self.head:
            yield self._cut_off(self.head)
            self.head = self._next()
        if self.is_damaged:
            yield Fault(self.poll.slug, None, _("its file in POLL_KEY_DIR/heads cannot be read"))

    def _is_due(self, entry: Count) -> bool:
        """SQLite keeps a text in a column for numbers, if somebody puts it there."""
        return type(entry.sequence) is int and self.head is not None and self.head.sequence <= entry.sequence

    def _cut_off(self, head: anchors.Anchor) -> Fault:
        return Fault(self.poll.slug, head.sequence, _("was cut off: its head is kept in POLL_KEY_DIR/heads"))

    def _next(self) -> anchors.Anchor | None:
        try:
            return next(self.following, None)
        except anchors.Damaged:
            self.is_damaged = True
            return None


class _Figures:
    def __init__(self, poll: Poll) -> None:
        self.poll = poll
        self.codes = {str(choice.code) for choice in poll.choices.all()}
        self.held: dict[int, tuple[int, dict[str, int]]] = {}

    def of(self, entry: Count) -> Iterator[Fault]:
        if not _are_numbers(entry):
            yield Fault(self.poll.slug, entry.sequence, _("has a number that is none"))
            return
        if not _are_votes(entry.counts):
            yield Fault(self.poll.slug, entry.sequence, _("has counts that are no votes by choice"))
            return
        if sum(entry.counts.values()) + entry.unknown != entry.number:
            yield Fault(self.poll.slug, entry.sequence, _("does not add up: choices and unknown are not its number"))
        if not set(entry.counts) <= self.codes:
            yield Fault(self.poll.slug, entry.sequence, _("counts a choice that the poll does not have"))
        if entry.kind == Kind.HELD:
            self.held[entry.sequence] = (entry.number, entry.counts)
        if entry.kind in DECISIONS and self.held.pop(entry.about or 0, None) != (entry.number, entry.counts):
            yield Fault(self.poll.slug, entry.sequence, _("decides on held votes that are not in the ledger so"))

    def at_end(self) -> Iterator[Fault]:
        return iter(())


def _of_missing_heads(poll: Poll) -> Iterator[Fault]:
    """Each entry writes the heads of all before it, so that only the newest one's may be missing."""
    if not signing.signs_here():
        return
    try:
        kept = {head.sequence for head in anchors.read(poll.pk)}
    except anchors.Damaged:
        return  # `of_poll` says that the file cannot be read.
    sequences = Count.objects.filter(poll=poll).order_by("sequence").values_list("sequence", flat=True)
    for sequence in list(sequences)[:-1]:
        if sequence not in kept:
            yield Fault(poll.slug, sequence, _("its head is missing in POLL_KEY_DIR/heads"))


def _are_numbers(entry: Count) -> bool:
    return all(type(number) is int for number in (entry.number, entry.unknown))


def _are_votes(counts: object) -> bool:
    return isinstance(counts, dict) and all(type(votes) is int for votes in counts.values())


def _of_box(poll: Poll) -> Iterator[Fault]:
    keys = {key.pk: key for key in BoxKey.objects.filter(poll=poll)}
    strays = SealedBallot.objects.filter(poll=poll).exclude(key__in=list(keys)).count()
    if strays:
        what = _("%(number)d waiting ballots name a key that is not the poll's") % {"number": strays}
        yield Fault(poll.slug, None, what)
    for key in keys.values():
        if key.destroyed_on and sealing.is_readable(key):
            what = _("the key of %(day)s was destroyed on paper only") % {"day": key.made_on}
            yield Fault(poll.slug, None, what)
