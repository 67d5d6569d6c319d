"""What the entries of a ledger add up to, in one pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from typing import Self

from ..models import Count, Kind
from ..models.counts import DECISIONS, IN_TOTAL, OF_MAIN_BOX

TOLD_ONE_BY_ONE = (*DECISIONS, Kind.CORRECTION, Kind.LEFTOVER)


@dataclass
class Sums:
    """In memory that does not grow with the number of entries, but for held ones that nobody has decided on.

    `counted` and `votes` are without what was carried over; `held` are votes that nobody has decided on.
    """

    first: Count | None = None
    last: Count | None = None
    total: int = 0
    """Of all that is in the ledger, with what was carried over."""
    counted: int = 0
    unknown: int = 0
    votes: Counter[int] = field(default_factory=Counter)
    as_of: date | None = None
    main_day: date | None = None
    """Of the newest count of the main box, from which the next one is reckoned."""
    held_by_entry: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[Count]) -> Self:
        found = cls()
        for entry in entries:
            found.add(entry)
        return found

    def add(self, entry: Count) -> None:
        self.first = self.first or entry
        self.last = entry
        if entry.kind in OF_MAIN_BOX:
            self.main_day = entry.day
        if entry.kind == Kind.HELD:
            self.held_by_entry[entry.sequence] = entry.number
        if entry.kind in DECISIONS:
            self.held_by_entry.pop(entry.about or 0, None)
        if entry.kind in IN_TOTAL:
            self.total += entry.number
            if entry.kind != Kind.CARRIED_OVER:
                self._add_counted(entry)

    def _add_counted(self, entry: Count) -> None:
        self.counted += entry.number
        self.unknown += entry.unknown
        self.votes.update({int(code): number for code, number in entry.counts.items()})
        self.as_of = max(self.as_of or entry.day, entry.day)

    @property
    def held(self) -> int:
        return sum(self.held_by_entry.values())


@dataclass
class History(Sums):
    """With what a poll's page tells beside the sums."""

    total_by_day: dict[date, int] = field(default_factory=dict)
    """At the end of each day on which the total changed."""
    told: list[Count] = field(default_factory=list)
    """The entries that the page names one by one."""

    def with_more(self, entries: Iterable[Count]) -> History:
        """These and the following entries. This one stays as it is."""
        more = copy(self)
        more.votes, more.told = self.votes.copy(), self.told.copy()
        more.held_by_entry, more.total_by_day = self.held_by_entry.copy(), self.total_by_day.copy()
        for entry in entries:
            more.add(entry)
        return more

    def add(self, entry: Count) -> None:
        super().add(entry)
        if entry.kind in TOLD_ONE_BY_ONE:
            self.told.append(entry)
        if entry.kind in IN_TOTAL:
            self.total_by_day[entry.day] = self.total
