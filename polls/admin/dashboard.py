"""What polls show on the desk's first page: the newest with their figures and actions, and their dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from desk.dashboard.calendar import MOST_OF_EACH
from desk.dashboard.registry import CalendarEntry, CalendarSource, Panel, User, register

from .. import results
from ..models import Count, Poll
from .actions import ACTIONS, Action

POLLS_SHOWN = 4
MAY_SEE = "polls.view_poll"


@dataclass(frozen=True)
class Glance:
    results: results.Results
    undecided: list[Any]  # Held entries of the ledger, counted, that nobody has decided on.
    actions: list[Action]

    @property
    def is_counted_out(self) -> bool:
        return self.results.next_count_from is None

    @property
    def may_decide(self) -> bool:
        return any(action.name == "decide" for action in self.actions)


def polls_at_a_glance(user: User, at: datetime) -> list[Glance]:
    """At most two queries for each of POLLS_SHOWN (results/figures.py), and four for all of them."""
    polls = list(Poll.objects.visible(at=at).prefetch_related("choices", "wordings")[:POLLS_SHOWN])
    undecided = defaultdict(list)
    for entry in Count.objects.filter(poll__in=polls).undecided():
        undecided[entry.poll_id].append(entry)
    return [_glance(poll, undecided[poll.pk], user, at) for poll in polls]


def _glance(poll: Poll, undecided: list[Count], user: User, at: datetime) -> Glance:
    found = results.of(poll, at=at)
    possible = {"decide": bool(undecided), "count": bool(found.waiting or found.held_sealed), "export": True}
    actions = [ACTIONS[name] for name, is_possible in possible.items() if is_possible and ACTIONS[name].may(user)]
    return Glance(found, undecided, actions)


def openings(at: datetime, until: datetime) -> Iterator[CalendarEntry]:
    for poll in Poll.objects.filter(opens_at__gt=at, opens_at__lte=until).order_by("opens_at")[:MOST_OF_EACH]:
        yield _entry(poll.opens_at, "open", _("poll opens"), poll)


def closings(at: datetime, until: datetime) -> Iterator[CalendarEntry]:
    for poll in Poll.objects.filter(closes_at__gt=at, closes_at__lte=until).order_by("closes_at")[:MOST_OF_EACH]:
        if poll.closes_at:
            yield _entry(poll.closes_at, "close", _("poll closes"), poll)


def register_dashboard() -> None:
    glance = Panel(
        MAY_SEE,
        polls_at_a_glance,
        "admin/desk/_polls.html",
        template_at_length="admin/desk/_polls_at_length.html",
    )
    register(dates=[CalendarSource(MAY_SEE, entries) for entries in (openings, closings)], panels=[glance])


def _entry(at: datetime, kind: str, what: str | Promise, poll: Poll) -> CalendarEntry:
    return CalendarEntry(at, kind, what, str(poll), reverse("admin:polls_poll_change", args=[poll.pk]))
