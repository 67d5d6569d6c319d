"""Record what loading a pack did to each item."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum


class Outcome(StrEnum):
    """Say what was done to an item; the values are words for the summary."""

    CREATED = "created"
    UPDATED = "updated"
    KEPT = "kept"
    KEPT_CHANGED = "kept because an editor changed it"
    LEFT_OUT = "left out because an editor deleted it"
    KEPT_PUBLIC = "kept because it is public and never changes; give a new text a new number or date"


@dataclass
class Summary:
    """Hold (kind, name, outcome) of each item, in the order of loading. `on_line` gets (kind, name) of each."""

    lines: list[tuple[str, str, Outcome]] = field(default_factory=list)
    on_line: Callable[[str, str], None] = lambda _kind, _name: None

    def add(self, kind: str, name: str, outcome: Outcome) -> None:
        self.lines.append((kind, name, outcome))
        self.on_line(kind, name)

    def count(self, kind: str, outcome: Outcome) -> int:
        return sum(1 for its_kind, _name, its_outcome in self.lines if (its_kind, its_outcome) == (kind, outcome))

    @property
    def kinds(self) -> list[str]:
        """The kinds that occur, in the order of loading."""
        return list(dict.fromkeys(kind for kind, _name, _outcome in self.lines))
