"""The desk's first page: what waits for this person, and what the site needs from somebody. Constant queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone

from articles.models import Move

from .calendar import calendar
from .lists import DeskList, lists_for
from .polls import polls_at_a_glance

ROWS_SHOWN = 6
HISTORY_LENGTH = 12


@dataclass(frozen=True)
class Tile:
    """The first rows of a list, and how many there are. Two queries."""

    list: DeskList
    rows: Sequence[Any]
    count: int


def front(user, *, at=None) -> dict[str, Any]:
    """What the template shows, each part only to those who may see its rows."""
    at = at or timezone.now()
    tiles = [_tile(one, user, at) for one in lists_for(user)]
    parts: dict[str, Any] = {
        "tiles": [tile for tile in tiles if tile.count or not tile.list.is_urgent],
        "today": timezone.localtime(at).date(),
    }
    if user.has_perm("articles.view_article") or user.has_perm("polls.view_poll"):
        parts["calendar"] = calendar(user, at=at)
    if user.has_perm("articles.view_article"):
        parts["history"] = list(Move.objects.select_related("by", "article")[:HISTORY_LENGTH])
    if user.has_perm("articles.publish_article"):
        parts["empty_facts"] = empty_facts()
    if user.has_perm("polls.view_poll"):
        parts["polls"] = polls_at_a_glance(user, at=at)
        parts["is_about_polls"] = not tiles  # Who has nothing else here is shown more of each.
    return parts


def empty_facts() -> list[str]:
    """Names of the settings that the site's owner has left empty."""
    return [f"SITE_{name.upper()}" for name, value in settings.SITE_FACTS.items() if not value]


def _tile(one: DeskList, user, at) -> Tile:
    rows = one.rows(user, at)
    return Tile(one, list(rows[:ROWS_SHOWN]), rows.count())
