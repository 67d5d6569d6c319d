"""Define checks, their context and their findings, and register the checks by name."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple, TypeAlias

from ..documents import Document
from ..medicines import Register, packed_register
from ..models import OwnWords, Signature


class Level(StrEnum):
    """How a finding acts on publication. In the order in which findings are listed."""

    BLOCK = "block"  # Stops publication, unless a publisher overrides the check.
    WARN = "warn"
    ATTEST = "attest"  # The publisher must confirm it.


@dataclass(frozen=True)
class Context:
    """What a check must know besides the document. context.py makes it."""

    today: date
    notices_in_force: frozenset[str]
    has_disclosure: bool  # The editorial policy in force contains the funding statement.
    is_funding_named: bool  # The setting SITE_FUNDING_STATEMENT has a value.
    has_verified_help_line: bool
    article_slugs: frozenset[str]  # Articles that readers can open.
    signature: Signature | None = None  # The newest clinician's signature that covers this document.
    dead_links: frozenset[str] = frozenset()  # URLs that check_links found dead.
    statements: frozenset[str] = frozenset()  # Names of the statements that have a version in force.
    glossary: frozenset[str] = frozenset()  # Lower-case words that the reading level ignores.
    own_words: tuple[OwnWords, ...] = ()  # What persons confirmed for this article, newest first.
    grade_of_pages: float = 0.0  # The median reading grade of the site's sections; 0 for a site with few pages.
    medicines: Register = field(default_factory=packed_register)


@dataclass(frozen=True)
class Finding:
    """One complaint of a check, with the check's name, level and standard."""

    check: str
    level: Level
    standard: str
    message: str
    where: str = ""
    quote: str = ""  # Words of the text at that place: the desk selects them.

    def as_dict(self) -> dict[str, Any]:
        """All fields but `quote`, for the edition's public record, which doesn't repeat the text."""
        return {name: value for name, value in asdict(self).items() if name != "quote"}


class Complaint(NamedTuple):
    """What a check function yields for each fault."""

    message: str
    where: str = ""  # A section's heading, or the name of a part; empty for the whole page.
    quote: str = ""


CheckFunction: TypeAlias = Callable[[Document, Context], Iterable[Complaint]]


@dataclass(frozen=True)
class Check:
    """A registered check. `standard` is the published standard that asks for it, as editors and readers see it."""

    name: str
    level: Level
    standard: str
    complaints: CheckFunction

    def run(self, document: Document, context: Context) -> list[Finding]:
        """One finding for each complaint."""
        return [
            Finding(self.name, self.level, self.standard, *complaint)
            for complaint in self.complaints(document, context)
        ]


CHECKS: dict[str, Check] = {}  # By name.


def check(level: Level, standard: str) -> Callable[[CheckFunction], CheckFunction]:
    """Register the decorated function as a check, under its own name with hyphens."""

    def register(complaints: CheckFunction) -> CheckFunction:
        name = complaints.__name__.replace("_", "-")
        CHECKS[name] = Check(name, level, standard, complaints)
        return complaints

    return register


def unless(is_settled: object, message: str, where: str = "") -> list[Complaint]:
    """One complaint, or none when `is_settled` is true."""
    return [] if is_settled else [Complaint(message, where)]
