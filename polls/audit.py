"""Find what is wrong with a ledger: changed, cut or rebuilt entries, and figures that do not add up."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from . import ballot_box, heads, ledger, signing
from .models import BoxKey, Count, Kind, Poll, SealedBallot
from .models.counts import DECISIONS


@dataclass(frozen=True)
class Fault:
    poll: str
    sequence: int | None
    what: str

    def __str__(self) -> str:
        where = f"entry {self.sequence}" if self.sequence is not None else "ledger"
        return f"{self.poll}, {where}: {self.what}"


def of_poll(poll: Poll) -> list[Fault]:
    """All faults of one poll, in the order of its entries. Its memory does not grow with their number."""
    entries = Count.objects.filter(poll=poll).order_by("sequence")
    checks = [of_chain, _of_signatures, _of_heads, _of_figures]
    try:
        # Each pass reads the entries anew, which takes a fraction of the time in which a signature is checked.
        found = [fault for check in checks for fault in check(poll, entries.one_by_one())]
    except ValueError:
        return [Fault(poll.slug, None, "holds an entry that cannot be read")]
    return sorted([*found, *_of_box(poll)], key=lambda fault: fault.sequence if type(fault.sequence) is int else -1)


def of_site() -> list[Fault]:
    """What shows in the kept heads alone: polls that are gone, and entries whose heads are gone."""
    polls = {str(poll.pk): poll for poll in Poll.objects.all()}
    gone = sorted(heads.polls() - set(polls))
    return [
        *(Fault(name, None, "the poll is gone, and its ledger with it") for name in gone),
        *(fault for poll in polls.values() for fault in _of_missing_heads(poll)),
    ]


def of_chain(poll: Poll, entries: Iterable[Count]) -> Iterator[Fault]:
    """What anybody can check who has the entries."""
    previous = ledger.BEFORE_THE_FIRST
    for expected, entry in enumerate(entries):
        if entry.sequence != expected:
            yield Fault(poll.slug, expected, "is missing")
            return
        if entry.previous_hash != previous:
            yield Fault(poll.slug, entry.sequence, "does not follow from the entry before")
        if ledger.hash_of(entry) != entry.hash:
            yield Fault(poll.slug, entry.sequence, "was changed: its hash does not fit what it says")
        previous = entry.hash
    if previous == ledger.BEFORE_THE_FIRST:
        yield Fault(poll.slug, None, "has no entries at all")


def _of_signatures(poll: Poll, entries: Iterable[Count]) -> Iterator[Fault]:
    ours = signing.signers()
    if not ours:
        yield Fault(poll.slug, None, "cannot be checked here: POLL_KEY_DIR holds no signing key")
        return
    for entry in entries:
        message = signing.head_message(poll.pk, entry.sequence, entry.hash)
        if entry.signer not in ours:
            yield Fault(poll.slug, entry.sequence, "was signed with a key that is not this site's")
        elif not signing.is_good(message, entry.signer, entry.signature):
            yield Fault(poll.slug, entry.sequence, "has a signature that does not fit")


def _of_heads(poll: Poll, entries: Iterable[Count]) -> Iterator[Fault]:
    """The heads outside the database say which entries there were. The newest may not be written there yet."""
    entry: Count | None = None
    following = iter(entries)
    try:
        for head in heads.read(poll.pk):
            while entry is None or entry.sequence < head.sequence:
                entry = next(following, None)
                if entry is None:
                    break
            if entry is None or entry.sequence > head.sequence:
                yield Fault(poll.slug, head.sequence, "was cut off: its head is kept in POLL_KEY_DIR/heads")
            elif entry.hash != head.hash:
                yield Fault(poll.slug, head.sequence, "was rebuilt: POLL_KEY_DIR/heads keeps another hash of it")
    except (ValueError, TypeError):
        yield Fault(poll.slug, None, "its file in POLL_KEY_DIR/heads cannot be read")


def _of_missing_heads(poll: Poll) -> Iterator[Fault]:
    """Each entry writes the heads of all before it, so that only the newest one's may be missing."""
    if not signing.signs_here():
        return
    try:
        kept = {head.sequence for head in heads.read(poll.pk)}
    except (ValueError, TypeError):
        return  # `of_poll` says that the file cannot be read.
    sequences = Count.objects.filter(poll=poll).order_by("sequence").values_list("sequence", flat=True)
    for sequence in list(sequences)[:-1]:
        if sequence not in kept:
            yield Fault(poll.slug, sequence, "its head is missing in POLL_KEY_DIR/heads")


def _of_figures(poll: Poll, entries: Iterable[Count]) -> Iterator[Fault]:
    codes = {str(choice.code) for choice in poll.choices.all()}
    held: dict[int, tuple[int, dict[str, int]]] = {}
    for entry in entries:
        if not _are_numbers(entry):
            yield Fault(poll.slug, entry.sequence, "has a number that is none")
            continue
        if not _are_votes(entry.counts):
            yield Fault(poll.slug, entry.sequence, "has counts that are no votes by choice")
            continue
        if sum(entry.counts.values()) + entry.unknown != entry.number:
            yield Fault(poll.slug, entry.sequence, "does not add up: choices and unknown are not its number")
        if not set(entry.counts) <= codes:
            yield Fault(poll.slug, entry.sequence, "counts a choice that the poll does not have")
        if entry.kind == Kind.HELD:
            held[entry.sequence] = (entry.number, entry.counts)
        if entry.kind in DECISIONS and held.pop(entry.about or 0, None) != (entry.number, entry.counts):
            yield Fault(poll.slug, entry.sequence, "decides on held votes that are not in the ledger so")


def _are_numbers(entry: Count) -> bool:
    """SQLite keeps a text in a column for numbers, if somebody puts it there."""
    return all(type(number) is int for number in (entry.number, entry.unknown))


def _are_votes(counts: object) -> bool:
    return isinstance(counts, dict) and all(type(votes) is int for votes in counts.values())


def _of_box(poll: Poll) -> Iterator[Fault]:
    keys = {key.pk: key for key in BoxKey.objects.filter(poll=poll)}
    strays = SealedBallot.objects.filter(poll=poll).exclude(key__in=list(keys)).count()
    if strays:
        yield Fault(poll.slug, None, f"{strays} waiting ballots name a key that is not the poll's")
    for key in keys.values():
        if key.destroyed_on and ballot_box.is_readable(key):
            yield Fault(poll.slug, None, f"the key of {key.made_on} was destroyed on paper only")
