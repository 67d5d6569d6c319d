"""What a check is and what it says."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum

from ..documents import Document


class Level(StrEnum):
    BLOCK = "block"
    WARN = "warn"
    ATTEST = "attest"


@dataclass(frozen=True)
class Context:
    """What a check must know beside the document. Made by articles/quality/context.py."""

    today: date
    notices_in_force: frozenset[str]
    has_disclosure: bool  # The editorial policy in force says who pays.
    is_funding_named: bool  # The owner's fact for it is filled in.
    has_verified_help_line: bool
    article_slugs: frozenset[str]  # Articles that readers can open.
    is_signed: bool = False  # A clinician's signature covers this very text.
    dead_links: frozenset[str] = frozenset()  # Addresses that check_links found gone.


@dataclass(frozen=True)
class Finding:
    check: str
    level: Level
    standard: str
    message: str
    where: str = ""

    def as_dict(self):
        return asdict(self)


Complaint = tuple[str, str]  # (message, where); where is a heading, or empty for the whole page.


@dataclass(frozen=True)
class Check:
    name: str
    level: Level
    standard: str
    complaints: Callable[[Document, Context], Iterator[Complaint]]

    def run(self, document: Document, context: Context) -> list[Finding]:
        return [
            Finding(self.name, self.level, self.standard, message, where)
            for message, where in self.complaints(document, context)
        ]


CHECKS: dict[str, Check] = {}


def check(level: Level, standard: str):
    """Register a generator of complaints under its own name, with hyphens."""

    def register(complaints):
        name = complaints.__name__.replace("_", "-")
        CHECKS[name] = Check(name, level, standard, complaints)
        return complaints

    return register
