"""Register what the dashboard shows: lists, dates of the calendar, panels.

The apps call this from their `AppConfig.ready`, so that the desk imports no app.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise

Words: TypeAlias = str | Promise


@dataclass(frozen=True)
class Start:
    """Name a button of the dashboard that leads to a new piece of work."""

    label: Words
    right: str
    url_name: str


@dataclass(frozen=True)
class DeskList:
    """Name rows that somebody should look at. The dashboard leaves out an empty list.

    The desk slices the query `rows` to a page before it runs.
    """

    name: str
    title: Words
    none: Words  # The sentence on the list's own page when it is empty.
    right: str  # Permission to see it, such as “articles.publish_article”. Empty: everybody at the desk.
    rows: Callable[[User, datetime], QuerySet[Any]]
    template: str  # For one row; its inputs are `row` and `today`.
    is_urgent: bool = False  # Emphasized.

    def is_for(self, user: User) -> bool:
        return not self.right or user.has_perm(self.right)


@dataclass(frozen=True)
class CalendarEntry:
    """Name something that happens on a day, or at a moment."""

    at: datetime | date
    kind: str
    what: Words
    name: str
    url: str

    @property
    def day(self) -> date:
        """The day in the current time zone."""
        return timezone.localtime(self.at).date() if isinstance(self.at, datetime) else self.at

    @property
    def has_time(self) -> bool:
        return isinstance(self.at, datetime)


@dataclass(frozen=True)
class CalendarSource:
    """Give the calendar its entries: `entries(now, until)` yields at most MOST_OF_EACH (calendar.py), in one query."""

    right: str
    entries: Callable[[datetime, datetime], Iterable[CalendarEntry]]


@dataclass(frozen=True)
class Panel:
    """Describe a part beside the lists. Its template's inputs are `content` and `today`."""

    right: str
    content: Callable[[User, datetime], Any]  # Returns None when there is nothing to show.
    template: str
    template_at_length: str = ""  # Replaces `template`, in the main column, for a user who sees no list.


STARTS: list[Start] = []
LISTS: dict[str, DeskList] = {}
CALENDAR_SOURCES: list[CalendarSource] = []
PANELS: list[Panel] = []


def register(
    *,
    starts: Iterable[Start] = (),
    lists: Iterable[DeskList] = (),
    dates: Iterable[CalendarSource] = (),
    panels: Iterable[Panel] = (),
) -> None:
    """Add parts to the dashboard, in the order in which it shows them."""
    STARTS.extend(starts)
    LISTS.update({one.name: one for one in lists})
    CALENDAR_SOURCES.extend(dates)
    PANELS.extend(panels)


def lists_for(user: User) -> list[DeskList]:
    """Return the lists that the user may see, in the order of registration. No rows are read."""
    return [one for one in LISTS.values() if one.is_for(user)]
