"""Tell with one short query whether anything that public pages show has changed (docs/decisions/drawn-once.md)."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from sys import intern
from uuid import uuid4

from django.db import connection
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from ...models import Listing

REVISION = "SELECT token FROM articles_contentrevision ORDER BY slot"


@dataclass(frozen=True)
class PublicState:
    """Two are equal if every page without a poll is the same in both: no change of content, no date between them.

    What is kept in memory under a state needs no other invalidation. `at` is the moment of the query.
    """

    token: str
    at: datetime = field(compare=False)

    def __str__(self) -> str:
        return self.token


def public_state(*, at: datetime | None = None) -> PublicState:
    """The state now, or at `at`. One query, which is the first of a request: what is read later is never older."""
    at = at or timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(REVISION)
        # Without a row nobody would tell of changes.
        revision = "".join(token for (token,) in cursor.fetchall()) or uuid4().hex
    # Thousands of keys hold the same text.
    return PublicState(intern(f"{revision} {at.date()} {bisect_right(_due(revision), at)}"), at)


@lru_cache(4)
def _due(revision: str) -> list[datetime]:
    """The moments at which a date that is set already shows, withdraws or replaces a page. One query."""
    now = timezone.now()
    dates = Listing.objects.filter(Q(publish_at__gt=now) | Q(withdraw_at__gt=now))
    pairs = dates.values_list("publish_at", "withdraw_at")
    return sorted(moment for pair in pairs for moment in pair if moment and moment > now)


def in_templates(_request: HttpRequest) -> dict[str, object]:
    """Context processor: `state`, for `{% once %}`. No query before it is used, so that error pages make none."""
    return {"state": SimpleLazyObject(public_state)}
