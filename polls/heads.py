"""The ledger's heads, kept outside the database: who cuts or rebuilds a chain there cannot change them here.

One file for each poll, one line for each entry: sequence, hash, signer, signature. Only ever added to.
"""

from dataclasses import dataclass
from uuid import UUID

from . import key_files, replication
from .models import Count

KIND = "heads"


@dataclass(frozen=True)
class Head:
    sequence: int
    hash: str
    signer: str
    signature: str


def keep(poll_id: UUID) -> None:
    """Add the lines that are missing. A crash before this leaves them to the next entry, so call it after commit."""
    written = max((head.sequence for head in read(poll_id)), default=-1)
    fresh = list(Count.objects.filter(poll=poll_id, sequence__gt=written).order_by("sequence"))
    if not fresh:
        return
    replication.confirm()  # A head of an entry that a failover takes back would look like a ledger that was cut.
    lines = [f"{entry.sequence} {entry.hash} {entry.signer} {entry.signature}\n" for entry in fresh]
    with (key_files.folder(KIND) / str(poll_id)).open("a", encoding="ascii") as file:
        file.write("".join(lines))


def read(poll_id: UUID) -> list[Head]:
    """Raises ValueError for a file that was damaged."""
    path = key_files.folder(KIND) / str(poll_id)
    if not path.exists():
        return []
    return [Head(int(parts[0]), *parts[1:]) for parts in map(str.split, path.read_text("ascii").splitlines())]


def polls() -> set[str]:
    """Ids of the polls whose heads are kept."""
    return {path.name for path in key_files.folder(KIND).iterdir()}
