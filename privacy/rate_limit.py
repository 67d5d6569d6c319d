"""Counters of what a network did lately, in the cache alone, under a hash that changes its salt each day.

A window is counted in parts, and each part in full while any of it lies in the window. So no span of a window's length,
wherever it begins, holds more than the limit. (One block weighted by what of it still lies in the window, as is usual,
lets nearly twice the limit pass: docs/decisions/rate-limits-and-logs-without-addresses.md.)
"""

import hmac
import logging
import secrets
from datetime import datetime, timedelta

from django.core.cache import cache

logger = logging.getLogger(__name__)

PARTS = 12  # Of a window: who has used up a limit waits at most a twelfth longer than the window.
A_DAY = 24 * 60 * 60  # Seconds.
SALT_LENGTH = 32
HASH_LENGTH = 16  # Enough to tell networks apart for an hour. Django looks at each letter of a name.


def kept_for(window: timedelta) -> timedelta:
    """How long a counter of this window is in memory, at most."""
    return window + window / PARTS


def seconds_until_next(what: str, prefix: str, *, limit: int, window: timedelta, at: datetime) -> int:
    """0 when one network may do `what` once more within the window, and it is taken to be done. 0 without a cache."""
    try:
        *earlier, (newest, name) = _names(what, prefix, window, at=at).items()
        counted = cache.get_many([name for _, name in earlier])
        taken = {number: counted.get(name, 0) for number, name in earlier}
        room = limit - sum(taken.values())
        # Adding tells processes that come at once apart: each gets another number.
        if _add_one(name, newest, window, at=at) <= room:
            return 0
        cache.decr(name)
        return _seconds_until_room(taken | {newest: max(room, 0)}, limit, window, at=at)
    except Exception:
        logger.exception("The counters of networks are away.")
        return 0


def number(what: str, prefix: str, window: timedelta, *, at: datetime) -> int:
    """How often it was done within the window. 0 without a cache."""
    try:
        return sum(cache.get_many(_names(what, prefix, window, at=at).values()).values())
    except Exception:
        logger.exception("The counters of networks are away.")
        return 0


def note(what: str, prefix: str, window: timedelta, *, at: datetime) -> None:
    """It was done once more, whatever the limit."""
    try:
        newest, name = list(_names(what, prefix, window, at=at).items())[-1]
        _add_one(name, newest, window, at=at)
    except Exception:
        logger.exception("The counters of networks are away.")


def _seconds_until_room(taken: dict[int, int], limit: int, window: timedelta, *, at: datetime) -> int:
    """Until so many of the oldest parts have left the window that one more finds room."""
    left = sum(taken.values())
    for part, count in taken.items():
        left -= count
        last = part
        if left < limit:
            break
    return _leaves(last, window) - int(at.timestamp())


def _add_one(name: str, part: int, window: timedelta, *, at: datetime) -> int:
    cache.add(name, 0, _leaves(part, window) - int(at.timestamp()))
    return cache.incr(name)


def _leaves(part: int, window: timedelta) -> int:
    """The second, as a timestamp, at which nothing of the part lies in the window any more."""
    return (part + PARTS + 1) * _length(window)


def _length(window: timedelta) -> int:
    """Seconds of one of its parts. A day is made of whole ones, so that each part has one salt."""
    return int(window.total_seconds()) // PARTS


def _names(what: str, prefix: str, window: timedelta, *, at: datetime) -> dict[int, str]:
    """The counters of the parts that lie in the window, oldest first, by the part's number.

    Without the salt, which is in memory for little more than its day, nobody can tell which network a counter is of.
    """
    length = _length(window)
    newest = int(at.timestamp()) // length
    days = {part: part * length // A_DAY for part in range(newest - PARTS, newest + 1)}
    hashes = {day: _hash(prefix, _salt(day, window, at=at)) for day in {*days.values()}}
    return {part: f"polls.{what}.{part}.{hashes[day]}" for part, day in days.items()}


def _hash(prefix: str, salt: str) -> str:
    return hmac.new(salt.encode(), prefix.encode(), "sha256").hexdigest()[:HASH_LENGTH]


def _salt(day: int, window: timedelta, *, at: datetime) -> str:
    """Of the UTC day with this number, reckoned as timestamps are. It outlives the day by as long as a counter of the
    window does, so that a limit holds across midnight."""
    lifetime = ((day + 1) * A_DAY + kept_for(window).total_seconds()) - at.timestamp()
    name = f"polls.salt.{_length(window)}.{day}"
    return str(cache.get_or_set(name, lambda: secrets.token_hex(SALT_LENGTH), lifetime))
