"""Collect the faults of a pack, each with its file and line."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple


class Fault(NamedTuple):
    """One fault of a pack. As a text: “file:line: reason”."""

    file: str  # Relative to the pack.
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


class PackRefused(Exception):  # noqa: N818 (a refusal is an expected result, not an error)
    """The pack has faults, and nothing of it was loaded. `faults`: all of them, by file and line."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(set(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


@dataclass
class FileReport:
    """Collect the faults and the references of one file, so that one run reports all of them."""

    file: str
    faults: list[Fault] = field(default_factory=list)
    references: list[tuple[int, str, str]] = field(default_factory=list)  # (line, kind, slug): pack.LOCATIONS.

    def add(self, line: int, reason: str) -> None:
        """Report a fault. Lines count from 1."""
        self.faults.append(Fault(self.file, max(line, 1), reason))
