"""Assemble the dashboard for one user, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Window
from django.utils import timezone

from .calendar import calendar
from .registry import PANELS, STARTS, DeskList, User, lists_for

ROWS_SHOWN = 6


@dataclass(frozen=True)
class Tile:
    """Hold the first rows of a list, and how many rows it has. One query."""

    list: DeskList
    rows: Sequence[Any]
    count: int


@dataclass(frozen=True)
class DrawnPanel:
    """Hold a panel with its content, as this user sees it."""

    template: str
    content: Any
    is_at_length: bool


def first_page(user: User, *, at: datetime | None = None) -> dict[str, Any]:
    """Return the context of admin/index.html. The user sees only parts whose permission they have."""
    at = at or timezone.now()
    tiles = [_tile(one, user, at) for one in lists_for(user)]
    panels = list(_panels(user, at, has_lists=any(tile.list.right for tile in tiles)))
    return {
        "starts": [start for start in STARTS if user.has_perm(start.right)],
        "tiles": [tile for tile in tiles if tile.count],
        "today": timezone.localtime(at).date(),
        "calendar": calendar(user, at=at),
        "panels_at_length": [panel for panel in panels if panel.is_at_length],
        "side_panels": [panel for panel in panels if not panel.is_at_length],
    }


def _tile(one: DeskList, user: User, at: datetime) -> Tile:
    rows = list(one.rows(user, at).annotate(number_of_all=Window(Count("*")))[:ROWS_SHOWN])
    return Tile(one, rows, rows[0].number_of_all if rows else 0)


def _panels(user: User, at: datetime, *, has_lists: bool) -> Iterator[DrawnPanel]:
    for panel in PANELS:
        content = panel.content(user, at) if user.has_perm(panel.right) else None
        if content is None:
            continue
        is_at_length = bool(panel.template_at_length) and not has_lists
        yield DrawnPanel(panel.template_at_length if is_at_length else panel.template, content, is_at_length)
