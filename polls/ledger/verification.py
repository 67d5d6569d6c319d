"""Verify ledgers: find changed, deleted and rebuilt entries, and figures that do not add up."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.db.models import Q, prefetch_related_objects
from django.utils.translation import gettext as _

from .. import ledger, wordings
from ..ballots import sealing
from ..models import BoxKey, Count, Kind, Poll, Wording
from ..models.counts import DECISIONS, IN_TOTAL
from ..results import poll_cache
from ..results.totals import are_possible
from . import anchors, signing, words
from .entries import FORMAT


@dataclass(frozen=True)
class Fault:
    """A fault of one entry, or of the whole ledger where `sequence` is None. `str` makes a translated sentence."""

    poll: str
    sequence: int | None
    what: str

    def __str__(self) -> str:
        words = {"poll": self.poll, "number": self.sequence, "what": self.what}
        if self.sequence is None:
            return _("%(poll)s, ledger: %(what)s") % words
        return _("%(poll)s, entry %(number)s: %(what)s") % words


def of_poll(poll: Poll) -> list[Fault]:
    """All faults of one poll, those of the whole ledger first, then by entry. Constant memory."""
    prefetch_related_objects([poll], "choices", "wordings")
    checks: list[Check] = [_Chain(poll), _Signatures(poll), _Anchors(poll), _Figures(poll), _Words(poll)]
    entries = Count.objects.filter(poll=poll).one_by_one()
    try:
        found = list(_run(checks, entries))
    except ValueError:
        return [Fault(poll.slug, None, _("holds an entry that cannot be read"))]
    return sorted([*found, *_of_box(poll)], key=lambda fault: fault.sequence if type(fault.sequence) is int else -1)


def of_site() -> list[Fault]:
    """Faults that only the anchor files show: deleted polls, and entries without an anchor."""
    polls = {str(poll.pk): poll for poll in Poll.objects.all()}
    gone = sorted(anchors.poll_ids() - set(polls))
    return [
        *(Fault(name, None, _("the poll is gone, and its ledger with it")) for name in gone),
        *(fault for poll in polls.values() for fault in _of_missing_anchors(poll)),
    ]


def of_part(poll: Poll, entries: Sequence[Count], *, first: int | None = None, last: int = 0) -> Iterator[Fault]:
    """Check the chain of consecutive entries, without keys or anchors.

    The entries from `first` to `last` are expected; by default, those that are given.
    """
    begin = first if first is not None else entries[0].sequence
    return _run([_Chain(poll, first=begin, last=last)], entries)


class Check(Protocol):
    """A check that sees each entry in the order of the ledger, and then its end."""

    def of(self, entry: Count) -> Iterator[Fault]:
        """Yield the faults that show in this entry."""
        ...

    def at_end(self) -> Iterator[Fault]:
        """Yield the faults that show once all entries were seen."""
        ...


def _run(checks: Sequence[Check], entries: Iterable[Count]) -> Iterator[Fault]:
    """Run all checks in one pass, because reading an entry takes as long as checking its signature."""
    for entry in entries:
        for check in checks:
            yield from check.of(entry)
    for check in checks:
        yield from check.at_end()


class _Chain:
    """Sequences without gaps, hashes that fit, and each entry chained to the one before.

    Expects the entries from `first` on, at least to `last`. The hash before the first one is known for entry 0 only.
    """

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
    """A signature of this site's on each entry."""

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


class _Anchors:
    """Each anchored entry is in the ledger with the same hash. The newest entry may not be anchored yet."""

    def __init__(self, poll: Poll) -> None:
        self.poll = poll
        self.following = anchors.read(poll.pk)
        self.is_damaged = False
        self.anchor = self._next()

    def of(self, entry: Count) -> Iterator[Fault]:
        while self.anchor and self._is_due(entry):
            if entry.sequence > self.anchor.sequence:
                yield self._cut_off(self.anchor)
            elif entry.hash != self.anchor.hash:
                what = _("was rebuilt: POLL_KEY_DIR/heads keeps another hash of it")
                yield Fault(self.poll.slug, self.anchor.sequence, what)
            self.anchor = self._next()

    def at_end(self) -> Iterator[Fault]:
        while self.anchor:
            yield self._cut_off(self.anchor)
            self.anchor = self._next()
        if self.is_damaged:
            yield Fault(self.poll.slug, None, _("its file in POLL_KEY_DIR/heads cannot be read"))

    def _is_due(self, entry: Count) -> bool:
        """Whether the entry reaches the next anchor. SQLite stores text in integer columns, so it may be no number."""
        return type(entry.sequence) is int and self.anchor is not None and self.anchor.sequence <= entry.sequence

    def _cut_off(self, anchor: anchors.Anchor) -> Fault:
        return Fault(self.poll.slug, anchor.sequence, _("was cut off: its head is kept in POLL_KEY_DIR/heads"))

    def _next(self) -> anchors.Anchor | None:
        try:
            return next(self.following, None)
        except anchors.Damaged:
            self.is_damaged = True
            return None


class _Figures:
    """Votes that are integers, add up, belong to the poll's choices, and decisions that repeat their held entry.

    The sums of the entries without a fault must be possible too: a correction of several answers shows only there.
    """

    def __init__(self, poll: Poll) -> None:
        self.poll = poll
        self.codes = {str(choice.code) for choice in poll.choices.all()}
        self.held: dict[int, tuple[int, int, dict[str, int]]] = {}
        self.votes: Counter[str] = Counter()
        self.known = 0

    def of(self, entry: Count) -> Iterator[Fault]:
        faults = [*self._of_entry(entry)]
        if not faults:
            if entry.kind in IN_TOTAL:
                self.votes.update(entry.counts)
                self.known += entry.number - entry.unknown
            if not are_possible(self.votes.values(), self.known, self.poll.most_answers):
                faults = [_("leaves sums that its ballots cannot have given")]
        yield from (Fault(self.poll.slug, entry.sequence, what) for what in faults)

    def _of_entry(self, entry: Count) -> Iterator[str]:
        if not _are_numbers(entry):
            yield _("has a number that is none")
            return
        if not _are_votes(entry.counts):
            yield _("has counts that are no votes by choice")
            return
        if entry.most_answers != self.poll.most_answers:
            yield _("allows another number of answers on a ballot than the poll")
        if not _adds_up(entry):
            yield _("does not add up: choices and unknown are not its number")
        if not set(entry.counts) <= self.codes:
            yield _("counts a choice that the poll does not have")
        votes = (entry.number, entry.unknown, entry.counts)
        if entry.kind == Kind.HELD:
            self.held[entry.sequence] = votes
        if entry.kind in DECISIONS and self.held.pop(entry.about or 0, None) != votes:
            yield _("decides on held votes that are not in the ledger so")

    def at_end(self) -> Iterator[Fault]:
        return iter(())


class _Words:
    """Words that did not change under an entry, or in their meaning after a vote, and choices that show the newest."""

    def __init__(self, poll: Poll) -> None:
        self.poll = poll
        self.wordings = sorted(poll.wordings.all(), key=lambda wording: wording.version)
        self.texts = [words.text(poll, wording) for wording in self.wordings]
        self.covered = (1, 0)  # The format and the version of the wording, of the entry before.
        self.first_voted_on = len(self.wordings)

    def of(self, entry: Count) -> Iterator[Fault]:
        if not _are_numbers(entry):
            return
        if not self.covered[0] <= entry.format <= FORMAT:
            yield Fault(self.poll.slug, entry.sequence, _("is of a format that cannot stand here"))
        elif entry.format > 1 and entry.words != words.hash_of(self.texts[: entry.wording_version]):
            yield Fault(self.poll.slug, entry.sequence, _("covers other words: the question or an answer was changed"))
        self.covered = (entry.format, entry.wording_version)
        if entry.kind not in (Kind.CARRIED_OVER, Kind.WORDS):
            self.first_voted_on = min(self.first_voted_on, entry.wording_version)

    def at_end(self) -> Iterator[Fault]:
        if signing.signs_here() and self.covered < (FORMAT, len(self.wordings)):
            yield Fault(self.poll.slug, None, _("has words that no entry covers yet: count_votes adds one"))
        labels: dict[str, str] = {}
        for wording in self.wordings:
            if wording.version > self.first_voted_on and not self._means_the_same(wording):
                what = _("its wording %(number)d means something else than was voted on") % {"number": wording.version}
                yield Fault(self.poll.slug, None, what)
            labels |= wording.labels
        choices = self.poll.choices.all()
        shown = {str(choice.code): choice.label for choice in choices}
        offered = {str(choice.code) for choice in choices if not choice.is_hidden}
        if shown != labels or offered != set(self.wordings[-1].labels):
            yield Fault(self.poll.slug, None, _("shows other answers than its newest wording"))

    def _means_the_same(self, new: Wording) -> bool:
        history = [wording for wording in self.wordings if wording.version < new.version]
        pairs = wordings.since_voted_on(history, new.question, new.labels)
        return all(wordings.is_only_spelling(before, after) for before, after in pairs)


def _of_missing_anchors(poll: Poll) -> Iterator[Fault]:
    """Appending an entry anchors all entries before it, so only the newest one's anchor may be missing."""
    if not signing.signs_here():
        return
    try:
        anchored = {anchor.sequence for anchor in anchors.read(poll.pk)}
    except anchors.Damaged:
        return  # `of_poll` reports the file that cannot be read.
    sequences = Count.objects.filter(poll=poll).order_by("sequence").values_list("sequence", flat=True)
    for sequence in list(sequences)[:-1]:
        if sequence not in anchored:
            yield Fault(poll.slug, sequence, _("its head is missing in POLL_KEY_DIR/heads"))


def _are_numbers(entry: Count) -> bool:
    numbers = (entry.number, entry.unknown, entry.format, entry.wording_version, entry.most_answers)
    return all(type(number) is int for number in numbers)


def _adds_up(entry: Count) -> bool:
    """The ballots whose split is known can have given the votes. A correction may be of either alone."""
    known, votes = entry.number - entry.unknown, entry.counts.values()
    if entry.kind == Kind.CORRECTION:
        return entry.most_answers > 1 or sum(votes) == known
    return are_possible(votes, known, entry.most_answers)


def _are_votes(counts: object) -> bool:
    return isinstance(counts, dict) and all(type(votes) is int for votes in counts.values())


def _of_box(poll: Poll) -> Iterator[Fault]:
    """Faults of waiting ballots and of keys."""
    keys = {key.pk: key for key in BoxKey.objects.filter(poll=poll)}
    strays = Poll.objects.filter(pk=poll.pk).values_list(poll_cache.ballots_where(~Q(key__in=[*keys])), flat=True).get()
    if strays:
        what = _("%(number)d waiting ballots name a key that is not the poll's") % {"number": strays}
        yield Fault(poll.slug, None, what)
    for key in keys.values():
        if key.destroyed_on and sealing.is_readable(key):
            what = _("the key of %(day)s was destroyed on paper only") % {"day": key.made_on}
            yield Fault(poll.slug, None, what)
