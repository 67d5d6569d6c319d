"""Limit how often one network does something, with counters in the cache under a hash whose salt changes each day.

A sliding window is counted in buckets. A bucket counts in full while any of it lies in the window, so no span of a
window's length, wherever it begins, holds more than the limit. (The usual approximation, one fixed window weighted by
what of it still lies in the sliding one, lets nearly twice the limit pass:
docs/decisions/rate-limits-and-logs-without-addresses.md.)
"""

import hmac
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from time import monotonic
from typing import ParamSpec, TypeVar

from django.conf import settings
from django.core.cache import cache

from .client_network import UNKNOWN

logger = logging.getLogger(__name__)

BUCKETS = 12  # In a window: a network that used up a limit waits at most a twelfth longer than the window.
DAY_SECONDS = 24 * 60 * 60
SALT_LENGTH = 32  # Bytes.
# Letters: enough to tell networks apart for an hour. Not longer, because Django checks each letter of a cache key.
HASH_LENGTH = 16
SAY_EVERY_SECONDS = 60
WAIT_SECONDS = 60  # Where nobody is let in without a cache.
Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")
_said_at: list[float] = []
draw = secrets.choice  # A name of its own, for reckoning the worst case.


def counter_lifetime(window: timedelta) -> timedelta:
    """Return how long a counter of this window stays in memory, at most."""
    return window + window / BUCKETS


def say_away(error: Exception) -> None:
    """Log that the cache is away, at most once a minute in each process."""
    if not _said_at or monotonic() - _said_at[0] > SAY_EVERY_SECONDS:
        _said_at[:] = [monotonic()]
        state = "closed" if settings.LIMITS_NEED_CACHE else "off"
        logger.error("The cache is away, limits of networks are %s: %s", state, error)


def _answered_without_cache(
    is_open: Result, is_closed: Result
) -> Callable[[Callable[Arguments, Result]], Callable[Arguments, Result]]:
    """Answer what LIMITS_NEED_CACHE asks for while the cache is away, and `is_open` for a network that is unknown.

    One limit for all whose network is unknown would shut out everybody behind a proxy that is set up wrongly.
    """

    def decorate(function: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
        @wraps(function)
        def answer(*args: Arguments.args, **options: Arguments.kwargs) -> Result:
            if args[1] == UNKNOWN:
                return is_open
            try:
                return function(*args, **options)
            except Exception as error:
                say_away(error)
                return is_closed if settings.LIMITS_NEED_CACHE else is_open

        return answer

    return decorate


@_answered_without_cache(is_open=0, is_closed=WAIT_SECONDS)
def seconds_until_next(what: str, prefix: str, *, limit: int, window: timedelta, at: datetime) -> int:
    """Count one more `what` by the network `prefix` and return 0, or return how many seconds it has to wait.

    A refused attempt is not counted. One round trip for the earlier buckets, one or two for the newest.
    """
    *earlier, (newest, key) = _keys(what, prefix, window, at=at).items()
    counted = cache.get_many([each for _, each in earlier])
    counts = {bucket: counted.get(each, 0) for bucket, each in earlier}
    left = limit - sum(counts.values())
    # An atomic increment tells processes that come at once apart: each gets another number.
    if _increment(key, newest, window, at=at) <= left:
        return 0
    cache.decr(key)
    return _seconds_until_allowed(counts | {newest: max(left, 0)}, limit, window, at=at)


@_answered_without_cache(is_open=True, is_closed=False)
def admits(what: str, prefix: str, limits: range, *, window: timedelta, at: datetime) -> bool:
    """Count one more `what` by the network `prefix` and return True, or refuse it.

    The limit is drawn by chance from `limits`, and a refusal lasts for `counter_lifetime(window)`: so neither how many
    are admitted nor when tells a visitor whether a neighbour came before
    (docs/decisions/limits-that-tell-nothing.md).
    """
    state = _state(what, prefix, limits, window, at=at)
    if state.is_refused:
        return False
    newest, key = state.newest
    if state.earlier + _increment(key, newest, window, at=at) <= state.limit:
        return True
    cache.decr(key)
    _refuse(state, window, at=at)
    return False


@_answered_without_cache(is_open=False, is_closed=True)
def is_over(what: str, prefix: str, limits: range, *, window: timedelta, at: datetime) -> bool:
    """Whether the network reached its limit, which is drawn and lasts as that of `admits`. Counts nothing."""
    state = _state(what, prefix, limits, window, at=at)
    if state.is_refused:
        return True
    if state.earlier + state.now < state.limit:
        return False
    _refuse(state, window, at=at)
    return True


@_answered_without_cache(is_open=None, is_closed=None)
def record(what: str, prefix: str, window: timedelta, *, at: datetime) -> None:
    """Count it once more, whatever the limit."""
    newest, key = list(_keys(what, prefix, window, at=at).items())[-1]
    _increment(key, newest, window, at=at)


@dataclass(frozen=True)
class _State:
    """What the cache holds of one network and one limit."""

    is_refused: bool
    limit: int
    earlier: int
    now: int
    """In the newest bucket; `earlier` in all others."""
    newest: tuple[int, str]
    """Number and cache key of the newest bucket."""
    refusals: tuple[str, ...]
    """The keys that hold the end of a refusal: one for each salt, as a window may reach over midnight."""
    drawn: str
    """The key that holds the limit."""


def _state(what: str, prefix: str, limits: range, window: timedelta, *, at: datetime) -> _State:
    """Read all in one round trip, and keep the drawn limit for as long as the counters live."""
    keys = _keys(what, prefix, window, at=at)
    *earlier, newest = keys.items()
    hashes = dict.fromkeys(key.rpartition(".")[2] for key in keys.values())
    refusals = tuple(f"polls.{what}.refused.{each}" for each in hashes)
    drawn = f"polls.{what}.limit.{next(iter(hashes))}"
    found = cache.get_many([*keys.values(), *refusals, drawn])
    is_refused = any(found.get(key, 0) > at.timestamp() for key in refusals)
    limit = int(found.get(drawn, 0))
    if not is_refused:
        if limit not in limits:  # Not drawn yet, or under another setting.
            limit = draw(limits)
        cache.set(drawn, limit, counter_lifetime(window).total_seconds())
    return _State(
        is_refused=is_refused,
        limit=limit,
        earlier=sum(found.get(key, 0) for _, key in earlier),
        now=found.get(newest[1], 0),
        newest=newest,
        refusals=refusals,
        drawn=drawn,
    )


def _refuse(state: _State, window: timedelta, *, at: datetime) -> None:
    """Refuse until every bucket has left the window, and draw another limit for the time after."""
    lifetime = counter_lifetime(window).total_seconds()
    cache.set_many(dict.fromkeys(state.refusals, at.timestamp() + lifetime), lifetime)
    cache.delete(state.drawn)


def _seconds_until_allowed(counts: dict[int, int], limit: int, window: timedelta, *, at: datetime) -> int:
    """Return when enough of the oldest buckets have left the window for one more. `counts`: oldest bucket first."""
    left = sum(counts.values())
    for bucket, number in counts.items():
        left -= number
        last = bucket
        if left < limit:
            break
    return _expires_at(last, window) - int(at.timestamp())


def _increment(key: str, bucket: int, window: timedelta, *, at: datetime) -> int:
    cache.add(key, 0, _expires_at(bucket, window) - int(at.timestamp()))
    return cache.incr(key)


def _expires_at(bucket: int, window: timedelta) -> int:
    """Return the timestamp, in seconds, at which no part of the bucket lies in the window any more."""
    return (bucket + BUCKETS + 1) * _bucket_seconds(window)


def _bucket_seconds(window: timedelta) -> int:
    """Return the length of a bucket. A day is made of whole buckets, so each bucket has one salt."""
    return int(window.total_seconds()) // BUCKETS


def _keys(what: str, prefix: str, window: timedelta, *, at: datetime) -> dict[int, str]:
    """Return the cache keys of the buckets that lie in the window, oldest first, by the bucket's number.

    The salt stays in memory for little more than its day. Without it nobody can tell which network a counter is of.
    """
    length = _bucket_seconds(window)
    newest = int(at.timestamp()) // length
    days = {bucket: bucket * length // DAY_SECONDS for bucket in range(newest - BUCKETS, newest + 1)}
    hashes = {day: _hash(prefix, _salt(day, window, at=at)) for day in {*days.values()}}
    return {bucket: f"polls.{what}.{bucket}.{hashes[day]}" for bucket, day in days.items()}


def _hash(prefix: str, salt: str) -> str:
    return hmac.new(salt.encode(), prefix.encode(), "sha256").hexdigest()[:HASH_LENGTH]


def _salt(day: int, window: timedelta, *, at: datetime) -> str:
    """Return the salt of a UTC day, which is numbered from 1970-01-01.

    The salt outlives its day by as long as a counter of the window does, so that a limit holds across midnight.
    """
    lifetime = ((day + 1) * DAY_SECONDS + counter_lifetime(window).total_seconds()) - at.timestamp()
    key = f"polls.salt.{_bucket_seconds(window)}.{day}"
    return str(cache.get_or_set(key, lambda: secrets.token_hex(SALT_LENGTH), lifetime))
