"""Anchor ledgers in files outside the database, which an attacker who can write to the database can't alter.

Each poll has one append-only file in POLL_KEY_DIR/heads, with one line for each ledger entry: sequence, hash, signer,
signature.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import TextIO
from uuid import UUID

from django.utils.translation import gettext as _

from .. import replication
from ..ballots import key_files
from ..models import Count, Poll
from . import signing

FOLDER = "heads"


class Damaged(ValueError):  # noqa: N818 - says what happened
    """An anchor file cannot be read. The text names the file and the line, and says what to do."""

    def __init__(self, poll_id: UUID, line: int) -> None:
        super().__init__(
            _("Line %(line)d of POLL_KEY_DIR/%(file)s cannot be read: put the file back from a backup.")
            % {"line": line, "file": f"{FOLDER}/{poll_id}"}
        )


@dataclass(frozen=True)
class Anchor:
    """One line of an anchor file: a ledger entry's sequence, its hash and the signature of both."""

    sequence: int
    hash: str
    signer: str
    signature: str


def write(poll_id: UUID) -> None:
    """Append the missing lines, for entries that this site has signed. Call it after the entry's commit.

    Raises Damaged, and appends nothing, when the file cannot be read. After a crash between commit and this call, the
    next entry or `write_all` appends the lines; until then, nobody would notice that the newest entry was deleted.
    """
    path = key_files.folder(FOLDER) / str(poll_id)
    with _locked_for_append(path) as file:
        file.truncate(path.read_bytes().rfind(b"\n") + 1)  # A crash may have cut the last line short.
        written = max((anchor.sequence for anchor in read(poll_id)), default=-1)
        missing = Count.objects.filter(poll=poll_id, sequence__gt=written).order_by("sequence")
        lines = [_line(entry) for entry in takewhile(_is_signed_by_us, missing)]
        if not lines:
            return
        replication.confirm()  # After a failover, the anchor of a lost entry would look like a ledger that was cut.
        file.write("".join(lines))
        file.flush()
        os.fsync(file.fileno())


def write_all() -> list[str]:
    """Append the lines that a crash or a full disk prevented, for all polls. At most two queries for each poll.

    Returns a translated sentence for each file that cannot be read or written; the other files are still written.
    """
    faults = []
    if signing.signs_here():
        for poll_id, slug in Poll.objects.opened().values_list("pk", "slug"):
            try:
                write(poll_id)
            except (Damaged, OSError) as fault:
                faults.append(f"{slug}: {_('its heads could not be kept.')} {fault}")
    return faults


def read(poll_id: UUID) -> Iterator[Anchor]:
    """Yield a poll's anchors in the order of the file. Raises Damaged at the first line that is not an anchor."""
    path = key_files.folder(FOLDER) / str(poll_id)
    if path.exists():
        with path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                try:
                    sequence, entry_hash, signer, signature = line.decode("ascii").split()
                    anchor = Anchor(int(sequence), entry_hash, signer, signature)
                except ValueError as error:
                    raise Damaged(poll_id, number) from error
                yield anchor


def poll_ids() -> set[str]:
    """Ids of the polls that have an anchor file."""
    return {path.name for path in key_files.folder(FOLDER).iterdir()}


def _line(entry: Count) -> str:
    return f"{entry.sequence} {entry.hash} {entry.signer} {entry.signature}\n"


def _is_signed_by_us(entry: Count) -> bool:
    """An attacker with write access to the database must not get lines into these files by adding entries."""
    message = signing.head_message(entry.poll_id, entry.sequence, entry.hash)
    return entry.signer in signing.signers() and signing.is_good(message, entry.signer, entry.signature)


@contextmanager
def _locked_for_append(path: Path) -> Iterator[TextIO]:
    """Lock the file against other processes, so that no line is written twice."""
    with path.open("a", encoding="ascii") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file
