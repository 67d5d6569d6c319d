"""Slow down who votes many times, without knowing anybody: counters under a hash that changes its salt each day.

Nothing here is stored on a disk. A cache that is away stops no vote.
"""

import hmac
import ipaddress
import logging
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache

logger = logging.getLogger(__name__)

HOUR = timedelta(hours=1)
HELD_WINDOW = timedelta(minutes=10)
SALT_LIFETIME = timedelta(hours=25)
SALT_LENGTH = 32
IPV4_PREFIX = 24
IPV6_PREFIX = 48
UNKNOWN = "unknown"


def address_of(remote: str, forwarded: str) -> str:
    """The nearest address that is none of TRUSTED_PROXIES. `unknown` where the server gives none (a socket).

    `forwarded` is the header X-Forwarded-For: its right end was written by the proxy that is nearest to this site.
    """
    for hop in (remote, *reversed(forwarded.split(","))):
        address = _parse(hop.strip())
        if address is None:
            break
        if not any(address in network for network in settings.TRUSTED_PROXIES):
            return str(address)
    return UNKNOWN


def prefix_of(address: str) -> str:
    """The network of an address: 256 neighbours of the old kind, or one site of the new kind. No single person."""
    parsed = _parse(address)
    if parsed is None:
        return UNKNOWN
    length = IPV4_PREFIX if parsed.version == 4 else IPV6_PREFIX
    return str(ipaddress.ip_network((parsed, length), strict=False))


def seconds_until_next_permit(prefix: str, *, at: datetime) -> int:
    """0 when a permit may be minted now, and it is taken to be minted."""
    return seconds_until_next("minted", prefix, limit=settings.POLL_PERMITS_AN_HOUR, window=HOUR, at=at)


def seconds_until_next(what: str, prefix: str, *, limit: int, window: timedelta, at: datetime) -> int:
    """0 when one network may do `what` once more within the window, and it is taken to be done."""
    return _seconds_left(window, at=at) if _add_one(what, prefix, window, at=at) > limit else 0


def is_to_be_held(prefix: str, *, at: datetime) -> bool:
    return _read("accepted", prefix, HELD_WINDOW, at=at) >= settings.POLL_VOTES_BEFORE_HELD


def note_accepted(prefix: str, *, at: datetime) -> None:
    _add_one("accepted", prefix, HELD_WINDOW, at=at)


def _parse(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    # A server that listens on both families writes 192.0.2.1 as ::ffff:192.0.2.1.
    return getattr(address, "ipv4_mapped", None) or address


def _seconds_left(window: timedelta, *, at: datetime) -> int:
    length = int(window.total_seconds())
    return length - int(at.timestamp()) % length


def _add_one(what: str, prefix: str, window: timedelta, *, at: datetime) -> int:
    try:
        name = _name(what, prefix, window, at=at)
        cache.add(name, 0, window.total_seconds())
        return cache.incr(name)
    except Exception:
        logger.exception("The counters of the polls are away.")
        return 0


def _read(what: str, prefix: str, window: timedelta, *, at: datetime) -> int:
    try:
        return cache.get(_name(what, prefix, window, at=at), 0)
    except Exception:
        logger.exception("The counters of the polls are away.")
        return 0


def _name(what: str, prefix: str, window: timedelta, *, at: datetime) -> str:
    """Without the salt, which is in memory for a day, nobody can tell which network a counter is of."""
    salt = cache.get_or_set(
        f"polls.salt.{at.date()}", lambda: secrets.token_hex(SALT_LENGTH), SALT_LIFETIME.total_seconds()
    )
    number = int(at.timestamp()) // int(window.total_seconds())
    return f"polls.{what}.{number}.{hmac.new(str(salt).encode(), prefix.encode(), 'sha256').hexdigest()}"
