"""Create polls and ledgers for the measurements, with the site's own code."""

from collections.abc import Iterator
from copy import copy
from datetime import timedelta
from itertools import islice

from nacl.signing import SigningKey

from polls import ledger, lifecycle
from polls.ballots import key_files, sealing
from polls.ledger import signing
from polls.models import BoxKey, Count, Kind, Poll, SealedBallot

CHOICES = [(code, f"Made up {code}") for code in range(1, 5)]
AT_ONCE = 5_000
DIFFERENT_BALLOTS = 1_000


def make_poll(slug: str) -> Poll:
    words = "Made up to measure."
    return lifecycle.create_poll(slug=slug, question=words, choices=CHOICES, sample_statement=words)


def add_entries(poll: Poll, number: int, *, votes: int) -> None:
    """`number` daily counts, chained and signed, of `votes` in all."""
    first = Count.objects.get(poll=poll, sequence=0)
    _store(_entries(first, number, votes // number))


def add_ballots(poll: Poll, number: int) -> None:
    """Ballots that can be opened. Few different ones, often: opening one takes as long as opening another."""
    key = BoxKey.objects.get(poll=poll, box="main", retired_at=None)
    ciphers = [sealing.seal([place % 4 + 1], poll.pk, key.public) for place in range(DIFFERENT_BALLOTS)]
    _store(
        SealedBallot(poll=poll, key=key, box=key.box, cipher=ciphers[place % DIFFERENT_BALLOTS])
        for place in range(number)
    )


def _store(rows: Iterator[Count] | Iterator[SealedBallot]) -> None:
    while portion := list(islice(rows, AT_ONCE)):
        type(portion[0])._default_manager.bulk_create(portion)


def _entries(last: Count, number: int, votes: int) -> Iterator[Count]:
    path = key_files.folder(signing.FOLDER) / f"{last.signer}.key"
    key = SigningKey(path.read_bytes())  # Read once, not each time.
    split = {str(code): votes // 4 for code, _ in CHOICES}
    for sequence in range(1, number + 1):
        entry = copy(last)
        entry.pk, entry.sequence, entry.previous_hash, entry.kind = None, sequence, last.hash, Kind.COUNT
        entry.day += timedelta(days=1) if sequence < 100_000 else timedelta(0)
        entry.number, entry.counts, entry.unknown = votes, split, votes - sum(split.values())
        entry.hash = ledger.hash_of(entry)
        entry.signature = key.sign(ledger.head_message(last.poll_id, sequence, entry.hash)).signature.hex()
        last = entry
        yield entry
