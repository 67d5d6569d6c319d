"""Append entries to a poll's ledger: hash, sign and anchor them."""

import hashlib
import logging
from datetime import date, datetime

from django.db import transaction

from ..models import Count, Kind, Poll
from . import anchors, signing, words
from .signing import head_message

logger = logging.getLogger(__name__)

BEFORE_THE_FIRST = "0" * 64
FORMAT = 2
OF_FORMAT_1 = {"format": 1, "words": "", "most_answers": 1}  # Not in its text, so that its hashes stay as they were.
METHOD = "sealed ballots, opened and added up together"
METHODS = {
    Kind.CARRIED_OVER: "total as it was passed on, not checked",
    Kind.LEFTOVER: "sealed ballots, never opened in public",
    Kind.HELD_ACCEPTED: "decision on held votes",
    Kind.HELD_REJECTED: "decision on held votes",
    Kind.CORRECTION: "decision with a reason",
    Kind.WORDS: "the words as they stood on this day",
}


def append(  # noqa: PLR0913 - the parts of an entry, each named where it is called
    poll: Poll,
    kind: Kind,
    *,
    number: int,
    unknown: int,
    at: datetime,
    counts: dict[int, int] | None = None,
    about: int | None = None,
    origin: str = "",
    note: str = "",
) -> Count:
    """Append the next entry, signed, and anchor it after the commit. `number` counts all its ballots.

    `unknown` counts those whose answers are not told, `counts` the others' answers by code: one a ballot, or several.
    The caller holds the poll's lock, in a transaction. Without the lock, a unique constraint refuses one of two
    simultaneous entries.
    """
    counts = {code: votes for code, votes in sorted((counts or {}).items()) if votes}
    last = Count.objects.filter(poll=poll).last()
    entry = Count(
        poll=poll,
        sequence=last.sequence + 1 if last else 0,
        format=FORMAT,
        day=at.date(),
        kind=kind,
        number=number,
        counts={str(code): votes for code, votes in counts.items()},
        unknown=unknown,
        wording_version=poll.wording.version,
        words=words.hash_of(words.texts(poll)),
        most_answers=poll.most_answers,
        about=about,
        origin=origin,
        note=note,
        method=METHODS.get(kind, METHOD),
        previous_hash=last.hash if last else BEFORE_THE_FIRST,
    )
    entry.hash = hash_of(entry)
    seal = signing.sign(head_message(poll.pk, entry.sequence, entry.hash))
    entry.signer, entry.signature = seal.signer, seal.signature
    entry.save(force_insert=True)
    transaction.on_commit(lambda: _write_anchor(poll))
    return entry


def _write_anchor(poll: Poll) -> None:
    """Log an anchor that cannot be written: the entry is committed, and the next `count_votes` tries and reports."""
    try:
        anchors.write(poll.pk)
    except (anchors.Damaged, OSError):
        logger.exception("The head of a new entry of %s could not be kept.", poll.slug)


@transaction.atomic
def cover_words(poll: Poll, *, at: datetime) -> None:
    """Append an entry of kind words where the newest wording is in no entry yet.

    Does nothing before the ledger's first entry, and where this machine cannot sign: `count_votes` does it then.
    """
    poll = Poll.objects.select_for_update().prefetch_related("wordings").get(pk=poll.pk)
    if signing.signs_here() and has_words_to_cover(poll):
        append(poll, Kind.WORDS, number=0, unknown=0, at=at)


def cover_all_words(*, at: datetime) -> None:
    """Cover the words of all polls: those of ledgers of the first format, and those changed where nothing is signed."""
    for poll in Poll.objects.prefetch_related("wordings"):
        if has_words_to_cover(poll):
            cover_words(poll, at=at)


def has_words_to_cover(poll: Poll) -> bool:
    """Whether the newest wording is in no entry of the ledger. One query."""
    last = poll.ledger.last()
    return last is not None and (last.format, last.wording_version) < (FORMAT, poll.wording.version)


def canonical(entry: Count) -> str:
    """The text that is hashed: ASCII JSON of the entry's content, with sorted keys and no spaces."""
    content = {
        "poll": str(entry.poll_id),
        "sequence": entry.sequence,
        "day": entry.day.isoformat() if isinstance(entry.day, date) else str(entry.day),
        "kind": str(entry.kind),
        "number": entry.number,
        "counts": entry.counts,
        "unknown": entry.unknown,
        "wording_version": entry.wording_version,
        "about": entry.about,
        "origin": entry.origin,
        "note": entry.note,
        "method": entry.method,
        "previous_hash": entry.previous_hash,
    }
    since_format_2 = {"format": entry.format, "words": entry.words, "most_answers": entry.most_answers}
    if since_format_2 != OF_FORMAT_1:
        content |= since_format_2
    return words.as_canonical(content)


def hash_of(entry: Count) -> str:
    """SHA-256 of the canonical text, in lower-case hexadecimal digits."""
    return hashlib.sha256(canonical(entry).encode("ascii")).hexdigest()
