"""List by day what is scheduled for the next two months, from the sources that the apps registered."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby

from .registry import CALENDAR_SOURCES, CalendarEntry, User

AHEAD = timedelta(days=60)
MOST_OF_EACH = 20  # Entries of one source.


@dataclass(frozen=True)
class Day:
    """Hold the entries of one day, sorted by time and name."""

    day: date
    entries: list[CalendarEntry] = field(default_factory=list)


def calendar(user: User, *, at: datetime) -> list[Day]:
    """Return the days that have entries, the earliest first, each with its entries by time.

    Only sources that the user may see: one query, and at most MOST_OF_EACH entries, for each.
    """
    allowed = [source for source in CALENDAR_SOURCES if user.has_perm(source.right)]
    entries = [entry for source in allowed for entry in source.entries(at, at + AHEAD)]
    entries.sort(key=lambda entry: (entry.day, entry.has_time, str(entry.at), entry.name))
    return [Day(day, list(group)) for day, group in groupby(entries, key=lambda entry: entry.day)]
