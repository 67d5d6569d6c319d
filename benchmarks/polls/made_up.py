"""Polls and ledgers for measuring, made up by the site's own code."""

import json
from collections.abc import Iterator
from copy import copy
from datetime import timedelta
from itertools import islice
from uuid import uuid4

from django.db import connection, transaction
from nacl.signing import SigningKey

from polls import ledger, lifecycle
from polls.ballots import key_files, sealing
from polls.ledger import signing
from polls.models import BoxKey, Count, Kind, Poll, SealedBallot

CHOICES = [(code, f"Made up {code}") for code in range(1, 5)]
AT_ONCE = 5_000
DIFFERENT_BALLOTS = 1_000


def make_poll(slug: str, **fields) -> Poll:
    return lifecycle.create_poll(
        slug=slug, question="Made up to measure?", choices=CHOICES, sample_statement="Made up to measure.", **fields
    )


def add_entries(poll: Poll, number: int, *, votes: int) -> None:
    """`number` daily counts, chained and signed, of `votes` in all."""
    first = Count.objects.get(poll=poll, sequence=0)
    entries = _entries(first, number, votes // number)
    if connection.vendor == "postgresql":
        fields = [field for field in Count._meta.concrete_fields if not field.primary_key]
        columns = ", ".join(field.column for field in fields)
        with (
            transaction.atomic(),
            connection.cursor() as cursor,
            cursor.copy(f"COPY {Count._meta.db_table} ({columns}) FROM STDIN") as rows,
        ):
            for entry in entries:
                values = [getattr(entry, field.attname) for field in fields]
                rows.write_row([json.dumps(value) if isinstance(value, dict) else value for value in values])
        return
    while portion := list(islice(entries, AT_ONCE)):
        Count.objects.bulk_create(portion)


def add_ballots(poll: Poll, number: int) -> None:
    """Ballots that can be opened. Few different ones, often: opening one takes as long as opening another."""
    key = BoxKey.objects.get(poll=poll, box="main", retired_at=None)
    ciphers = [sealing.seal(place % 4 + 1, poll.pk, key.public) for place in range(DIFFERENT_BALLOTS)]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor, cursor.copy(f"COPY {SealedBallot._meta.db_table} FROM STDIN") as rows:
            for place in range(number):
                rows.write_row((uuid4(), key.box, ciphers[place % DIFFERENT_BALLOTS], key.pk, poll.pk))
        return
    ballots = (
        SealedBallot(poll=poll, key=key, box=key.box, cipher=ciphers[place % DIFFERENT_BALLOTS])
        for place in range(number)
    )
    while portion := list(islice(ballots, AT_ONCE)):
        SealedBallot.objects.bulk_create(portion)


def _entries(last: Count, number: int, votes: int) -> Iterator[Count]:
    key = SigningKey((key_files.folder(signing.KIND) / f"{last.signer}.key").read_bytes())  # Read once, not each time.
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
