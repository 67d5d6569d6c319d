"""Write the ledger's heads outside the database: an attacker who can write to the database can't alter these files.

One file for each poll, one line for each entry: sequence, hash, signer, signature. Only ever added to.
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

KIND = "heads"


class Damaged(ValueError):  # noqa: N818 - says what happened
    """A file of heads cannot be read. The text names it, and says what to do."""

    def __init__(self, poll_id: UUID, line: int) -> None:
        super().__init__(
            _("Line %(line)d of POLL_KEY_DIR/%(file)s cannot be read: put the file back from a backup.")
            % {"line": line, "file": f"{KIND}/{poll_id}"}
        )


@dataclass(frozen=True)
class Anchor:
    sequence: int
    hash: str
    signer: str
    signature: str


def write(poll_id: UUID) -> None:
    """Add the lines that are missing, of entries that this site has signed. Call it after commit.

    Raises Damaged, and adds nothing, where what is there cannot be read. A crash before it leaves the lines to the next
    entry or `write_all`; until then, the newest entry can be cut unseen.
    """
    path = key_files.folder(KIND) / str(poll_id)
    with _alone(path) as file:
        file.truncate(path.read_bytes().rfind(b"\n") + 1)  # A crash may have cut the last line short.
        written = max((head.sequence for head in read(poll_id)), default=-1)
        fresh = Count.objects.filter(poll=poll_id, sequence__gt=written).order_by("sequence")
        lines = [_line(entry) for entry in takewhile(_is_ours, fresh)]
        if not lines:
            return
        replication.confirm()  # A head of an entry that a failover takes back would look like a ledger that was cut.
        file.write("".join(lines))
        file.flush()
        os.fsync(file.fileno())


def write_all() -> list[str]:
    """Make good what a crash or a full disk kept from being written. Two queries for each poll at most.

    A file that cannot be read or written stops no other poll's: what is wrong with it is returned, in plain words.
    """
    faults = []
    if signing.signs_here():
        for poll_id, slug in Poll.objects.values_list("pk", "slug"):
            try:
                write(poll_id)
            except (Damaged, OSError) as fault:
                faults.append(f"{slug}: {_('its heads could not be kept.')} {fault}")
    return faults


def read(poll_id: UUID) -> Iterator[Anchor]:
    """Raises Damaged at the first line that is none."""
    path = key_files.folder(KIND) / str(poll_id)
    if path.exists():
        with path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                try:
                    sequence, entry_hash, signer, signature = line.decode("ascii").split()
                    head = Anchor(int(sequence), entry_hash, signer, signature)
                except ValueError as error:
                    raise Damaged(poll_id, number) from error
                yield head


def polls() -> set[str]:
    """Ids of the polls whose heads are kept."""
    return {path.name for path in key_files.folder(KIND).iterdir()}


def _line(entry: Count) -> str:
    return f"{entry.sequence} {entry.hash} {entry.signer} {entry.signature}\n"


def _is_ours(entry: Count) -> bool:
    """Whoever can write to the database must not be able to write here through it."""
    message = signing.head_message(entry.poll_id, entry.sequence, entry.hash)
    return entry.signer in signing.signers() and signing.is_good(message, entry.signer, entry.signature)


@contextmanager
def _alone(path: Path) -> Iterator[TextIO]:
    """Open to add, with other processes waiting, so that no line is written twice."""
    with path.open("a", encoding="ascii") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file
