"""Register what the desk's first page shows: lists, dates of the calendar, panels.

The apps call this from their `AppConfig.ready`, so that the desk imports no app.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise

User = AbstractBaseUser | AnonymousUser | Any
Words = str | Promise


@dataclass(frozen=True)
class DeskList:
    """Rows that somebody should look at. `rows` is a query that the desk cuts to a page before it is read."""

    name: str
    title: Words
    none: Words  # The sentence for an empty list.
    right: str
    rows: Callable[[User, datetime], QuerySet[Any]]
    template: str  # Of one row; its inputs are `row` and `today`.
    is_urgent: bool = False  # Drawn with weight, and left out of the first page when empty.


@dataclass(frozen=True)
class CalendarEntry:
    at: datetime | date
    kind: str
    what: Words
    name: str
    url: str

    @property
    def day(self) -> date:
        return timezone.localtime(self.at).date() if isinstance(self.at, datetime) else self.at

    @property
    def has_time(self) -> bool:
        return isinstance(self.at, datetime)


@dataclass(frozen=True)
class CalendarSource:
    """`entries(now, until)` yields at most MOST_OF_EACH (calendar.py), in one query."""

    right: str
    entries: Callable[[datetime, datetime], Iterable[CalendarEntry]]


class Column(StrEnum):
    MAIN = "main"
    SIDE = "side"


@dataclass(frozen=True)
class Panel:
    """A part of the first page. Its template's inputs are `content` and `today`."""

    right: str
    content: Callable[[User, datetime], Any]  # None: nothing to show.
    template: str
    column: Column = Column.SIDE
    template_at_length: str = ""  # In the main column instead, for somebody whose desk has no list.


LISTS: dict[str, DeskList] = {}
CALENDAR_SOURCES: list[CalendarSource] = []
PANELS: list[Panel] = []


def register(
    *, lists: Iterable[DeskList] = (), dates: Iterable[CalendarSource] = (), panels: Iterable[Panel] = ()
) -> None:
    """In the order in which the page shows them."""
    LISTS.update({one.name: one for one in lists})
    CALENDAR_SOURCES.extend(dates)
    PANELS.extend(panels)


def lists_for(user: User) -> list[DeskList]:
    return [one for one in LISTS.values() if user.has_perm(one.right)]
