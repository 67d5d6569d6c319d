"""Collect what is wrong with a pack, each fault with its file and line."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple


class Fault(NamedTuple):
    file: str  # Relative to the pack.
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


class PackRefused(Exception):  # noqa: N818 (a refusal is an answer, not an accident)
    """Every fault of the pack. Nothing of it was loaded."""

    def __init__(self, faults: Iterable[Fault]):
        self.faults = sorted(set(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


@dataclass
class FileReport:
    """Collects the faults and the references of one file, so that one run names all of them."""

    file: str
    faults: list[Fault] = field(default_factory=list)
    references: list[tuple[int, str, str]] = field(default_factory=list)  # (line, kind, slug), kind as in pack.HOMES.

    def add(self, line: int, reason: str) -> None:
        self.faults.append(Fault(self.file, max(line, 1), reason))
