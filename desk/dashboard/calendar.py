"""List by day what is set for a date: what the registered sources say of the next two months."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby

from .registry import CALENDAR_SOURCES, CalendarEntry, User

AHEAD = timedelta(days=60)
MOST_OF_EACH = 20


@dataclass(frozen=True)
class Day:
    day: date
    entries: list[CalendarEntry] = field(default_factory=list)


def may_see_calendar(user: User) -> bool:
    return any(user.has_perm(source.right) for source in CALENDAR_SOURCES)


def calendar(user: User, *, at: datetime) -> list[Day]:
    """One query, and at most MOST_OF_EACH entries, for each source that this person may see."""
    allowed = [source for source in CALENDAR_SOURCES if user.has_perm(source.right)]
    entries = [entry for source in allowed for entry in source.entries(at, at + AHEAD)]
    entries.sort(key=lambda entry: (entry.day, entry.has_time, str(entry.at), entry.name))
    return [Day(day, list(group)) for day, group in groupby(entries, key=lambda entry: entry.day)]
