"""Limit the permits that one network gets in an hour, and hold its votes apart when they come in great number.

Nothing here is stored on a disk (privacy/rate_limit.py). When the cache is unavailable, there is no limit. Limits are
drawn by chance, so that neighbours learn nothing of each other (docs/decisions/limits-that-tell-nothing.md).
"""

from datetime import datetime, timedelta

from django.conf import settings

from privacy import rate_limit

HOUR = timedelta(hours=1)
HELD_WINDOW = timedelta(minutes=10)
RETRY_AFTER = rate_limit.counter_lifetime(HOUR)
"""The same whenever it is asked: what is left of a refusal would tell when it began."""


def may_have_permit(prefix: str, *, at: datetime) -> bool:
    """Whether the network may have a permit now, which is then counted as minted."""
    most = settings.POLL_PERMITS_AN_HOUR
    return rate_limit.admits("minted", prefix, range(most // 2 + 1, most + 1), window=HOUR, at=at)


def is_to_be_held(prefix: str, *, at: datetime) -> bool:
    """Whether the network's next vote goes to the held box, because many came in HELD_WINDOW."""
    most = settings.POLL_VOTES_BEFORE_HELD
    return rate_limit.is_over("accepted", prefix, range(most // 3 + 1, most + 1), window=HELD_WINDOW, at=at)


def note_accepted(prefix: str, *, at: datetime) -> None:
    """Count a vote that went to the main box.

    Held votes must not be counted: otherwise a school's votes would be held for as long as the school goes on voting.
    """
    rate_limit.record("accepted", prefix, HELD_WINDOW, at=at)
