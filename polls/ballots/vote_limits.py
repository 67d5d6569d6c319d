"""Limit how many permits and votes one network gets, without knowing anybody.

Nothing here is stored on a disk (privacy/rate_limit.py). A cache that is away stops no vote.
"""

from datetime import datetime, timedelta

from django.conf import settings

from privacy import rate_limit

HOUR = timedelta(hours=1)
HELD_WINDOW = timedelta(minutes=10)


def seconds_until_next_permit(prefix: str, *, at: datetime) -> int:
    """0 when a permit may be minted now, and it is taken to be minted."""
    limit = settings.POLL_PERMITS_AN_HOUR
    return rate_limit.seconds_until_next("minted", prefix, limit=limit, window=HOUR, at=at)


def is_to_be_held(prefix: str, *, at: datetime) -> bool:
    return rate_limit.count("accepted", prefix, HELD_WINDOW, at=at) >= settings.POLL_VOTES_BEFORE_HELD


def note_accepted(prefix: str, *, at: datetime) -> None:
    """A vote went into the main box. Held ones are not noted: else a school that votes on would be held for as long."""
    rate_limit.record("accepted", prefix, HELD_WINDOW, at=at)
