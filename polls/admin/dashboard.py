"""Show polls on the dashboard: drafts, the newest polls with their figures and actions, and dates in the calendar."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from desk.dashboard.calendar import MOST_OF_EACH
from desk.dashboard.registry import CalendarEntry, CalendarSource, DeskList, Panel, Start, User, register

from .. import results
from ..models import Count, Poll, Wording
from .actions import ACTIONS, Action

POLLS_SHOWN = 4
MAY_SEE, MAY_WRITE, MAY_OPEN = "polls.view_poll", "polls.add_poll", "polls.change_poll"


@dataclass(frozen=True)
class DashboardPoll:
    """A poll with its figures, its undecided held entries, and the actions that make sense now for the user."""

    results: results.Results
    undecided: list[Count]
    actions: list[Action]

    @property
    def is_counted_out(self) -> bool:
        """Whether no more counts will come."""
        return self.results.next_count_from is None

    @property
    def may_decide(self) -> bool:
        return any(action.name == "decide" for action in self.actions)


def newest_polls(user: User, at: datetime) -> list[DashboardPoll]:
    """The newest POLLS_SHOWN polls. At most two queries for each (results/figures.py), and four in all besides."""
    polls = list(Poll.objects.visible(at=at).prefetch_related("choices", "wordings")[:POLLS_SHOWN])
    undecided: dict[UUID, list[Count]] = defaultdict(list)
    for entry in Count.objects.filter(poll__in=polls).undecided():
        undecided[entry.poll_id].append(entry)
    return [_dashboard_poll(poll, undecided[poll.pk], user, at) for poll in polls]


def _dashboard_poll(poll: Poll, undecided: list[Count], user: User, at: datetime) -> DashboardPoll:
    found = results.of(poll, at=at)
    possible = {"decide": bool(undecided), "count": bool(found.waiting or found.held_sealed), "export": True}
    actions = [ACTIONS[name] for name, is_possible in possible.items() if is_possible and ACTIONS[name].may(user)]
    return DashboardPoll(found, undecided, actions)


def drafts(user: User, at: datetime) -> QuerySet[Wording]:
    """The words of all drafts, each of which has one wording."""
    return Wording.objects.filter(poll__opens_at=None).select_related("poll__written_by").order_by("from_day", "pk")


def openings(at: datetime, until: datetime) -> Iterator[CalendarEntry]:
    """The next polls to open, by date, at most MOST_OF_EACH. One query."""
    for poll in Poll.objects.filter(opens_at__gt=at, opens_at__lte=until).order_by("opens_at")[:MOST_OF_EACH]:
        yield _entry(cast("datetime", poll.opens_at), "open", _("poll opens"), poll)


def closings(at: datetime, until: datetime) -> Iterator[CalendarEntry]:
    """The next polls to close, by date, at most MOST_OF_EACH. One query."""
    for poll in Poll.objects.filter(closes_at__gt=at, closes_at__lte=until).order_by("closes_at")[:MOST_OF_EACH]:
        if poll.closes_at:
            yield _entry(poll.closes_at, "close", _("poll closes"), poll)


def register_dashboard() -> None:
    panel = Panel(
        MAY_SEE,
        newest_polls,
        "admin/desk/_polls.html",
        template_at_length="admin/desk/_polls_at_length.html",
    )
    waiting = DeskList(
        "poll-drafts",
        _("Polls to open"),
        _("No draft of a poll waits for a second person."),
        MAY_OPEN,
        drafts,
        "admin/desk/_poll_draft.html",
    )
    register(
        starts=[Start(_("Write a poll"), MAY_WRITE, "admin:polls_poll_add")],
        lists=[waiting],
        dates=[CalendarSource(MAY_SEE, entries) for entries in (openings, closings)],
        panels=[panel],
    )


def _entry(at: datetime, kind: str, what: str | Promise, poll: Poll) -> CalendarEntry:
    return CalendarEntry(at, kind, what, str(poll), reverse("admin:polls_poll_change", args=[poll.pk]))
