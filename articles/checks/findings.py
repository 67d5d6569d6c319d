"""What a check is and what it says."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from ..documents import Document
from ..models import Signature


class Level(StrEnum):
    BLOCK = "block"
    WARN = "warn"
    ATTEST = "attest"


@dataclass(frozen=True)
class Context:
    """What a check must know beside the document. Made by articles/checks/context.py."""

    today: date
    notices_in_force: frozenset[str]
    has_disclosure: bool  # The editorial policy in force says who pays.
    is_funding_named: bool  # The owner's fact for it is filled in.
    has_verified_help_line: bool
    article_slugs: frozenset[str]  # Articles that readers can open.
    signature: Signature | None = None  # A clinician's, that covers this very text.
    dead_links: frozenset[str] = frozenset()  # Addresses that check_links found gone.
    glossary: frozenset[str] = frozenset()  # Words, in small letters, that the reading level leaves out.


@dataclass(frozen=True)
class Finding:
    check: str
    level: Level
    standard: str
    message: str
    where: str = ""
    quote: str = ""  # Words of the text at that place: the desk selects them.

    def as_dict(self):
        """For the public record, which names the place and does not repeat the text."""
        return {name: value for name, value in asdict(self).items() if name != "quote"}


class Complaint(NamedTuple):
    message: str
    where: str = ""  # A heading, or the name of a part; empty for the whole page.
    quote: str = ""


@dataclass(frozen=True)
class Check:
    name: str
    level: Level
    standard: str
    complaints: Callable[[Document, Context], Iterable[Complaint]]

    def run(self, document: Document, context: Context) -> list[Finding]:
        return [
            Finding(self.name, self.level, self.standard, *complaint)
            for complaint in self.complaints(document, context)
        ]


CHECKS: dict[str, Check] = {}


def check(level: Level, standard: str):
    """Register a function that gives complaints under its own name, with hyphens."""

    def register(complaints):
        name = complaints.__name__.replace("_", "-")
        CHECKS[name] = Check(name, level, standard, complaints)
        return complaints

    return register


def unless(is_settled: object, message: str, where: str = "") -> list[Complaint]:
    return [] if is_settled else [Complaint(message, where)]
