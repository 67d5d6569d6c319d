"""Limit the permits that one network gets in an hour, and hold its votes apart when they come in great number.

Nothing here is stored on a disk (privacy/rate_limit.py). When the cache is unavailable, there is no limit.
"""

from datetime import datetime, timedelta

from django.conf import settings

from privacy import rate_limit

HOUR = timedelta(hours=1)
HELD_WINDOW = timedelta(minutes=10)


def seconds_until_next_permit(prefix: str, *, at: datetime) -> int:
    """0 when the network may have a permit now, which is then counted as minted."""
    limit = settings.POLL_PERMITS_AN_HOUR
    return rate_limit.seconds_until_next("minted", prefix, limit=limit, window=HOUR, at=at)


def is_to_be_held(prefix: str, *, at: datetime) -> bool:
    """Whether the network's next vote goes to the held box, because POLL_VOTES_BEFORE_HELD came in HELD_WINDOW."""
    return rate_limit.count("accepted", prefix, HELD_WINDOW, at=at) >= settings.POLL_VOTES_BEFORE_HELD


def note_accepted(prefix: str, *, at: datetime) -> None:
    """Count a vote that went to the main box.

    Held votes must not be counted: otherwise a school's votes would be held for as long as the school goes on voting.
    """
    rate_limit.record("accepted", prefix, HELD_WINDOW, at=at)
