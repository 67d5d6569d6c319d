"""Add up the entries of a ledger in one pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from typing import Self

from ..models import Count, Kind
from ..models.counts import DECISIONS, IN_TOTAL, OF_MAIN_BOX

LISTED_KINDS = (*DECISIONS, Kind.CORRECTION, Kind.LEFTOVER)


def are_possible(votes: Collection[int], ballots: int, most_answers: int) -> bool:
    """Whether so many ballots can have given these votes: to each answer one at most, and one or more in all."""
    return max(votes, default=0) <= ballots <= sum(votes) <= ballots * most_answers


@dataclass
class Totals:
    """The totals of the entries that were added. Memory grows only with the number of undecided held entries.

    `counted`, `unknown` and `votes` leave out the carried-over votes; `held` counts the undecided held votes. `votes`
    is by the code of the choice.
    """

    first: Count | None = None
    last: Count | None = None
    total: int = 0
    """All votes that are part of the poll's total, including the carried-over ones."""
    counted: int = 0
    unknown: int = 0
    votes: Counter[int] = field(default_factory=Counter)
    as_of: date | None = None
    """The newest UTC day of an entry in the total, other than the carried-over one."""
    main_day: date | None = None
    """The UTC day of the newest count of the main box, from which the interval to the next one is measured."""
    held_by_entry: dict[int, int] = field(default_factory=dict)
    """Votes of each undecided held entry, by its sequence."""

    @classmethod
    def of(cls, entries: Iterable[Count]) -> Self:
        found = cls()
        for entry in entries:
            found.add(entry)
        return found

    def add(self, entry: Count) -> None:
        """Add the next entry, in the order of the ledger."""
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

    @property
    def known(self) -> int:
        """Counted ballots whose answers are known."""
        return self.counted - self.unknown


@dataclass
class History(Totals):
    """Totals with the entries and the time series that a poll's page shows. Its memory grows with the ledger."""

    total_by_day: dict[date, int] = field(default_factory=dict)
    """The total at the end of each UTC day on which it changed."""
    listed: list[Count] = field(default_factory=list)
    """The entries that the page lists one by one."""

    def with_more(self, entries: Iterable[Count]) -> History:
        """Return a copy to which the following entries are added."""
        more = copy(self)
        more.votes, more.listed = self.votes.copy(), self.listed.copy()
        more.held_by_entry, more.total_by_day = self.held_by_entry.copy(), self.total_by_day.copy()
        for entry in entries:
            more.add(entry)
        return more

    def add(self, entry: Count) -> None:
        super().add(entry)
        if entry.kind in LISTED_KINDS:
            self.listed.append(entry)
        if entry.kind in IN_TOTAL:
            self.total_by_day[entry.day] = self.total
