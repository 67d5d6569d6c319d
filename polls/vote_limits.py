"""Slow down who votes many times, without knowing anybody: limits for a network, and how an address is cut to one.

Nothing here is stored on a disk (`counters.py`). A cache that is away stops no vote.
"""

import ipaddress
from datetime import datetime, timedelta

from django.conf import settings

from privacy import rate_limit

HOUR = timedelta(hours=1)
HELD_WINDOW = timedelta(minutes=10)
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
    limit = settings.POLL_PERMITS_AN_HOUR
    return rate_limit.seconds_until_next("minted", prefix, limit=limit, window=HOUR, at=at)


def is_to_be_held(prefix: str, *, at: datetime) -> bool:
    return rate_limit.number("accepted", prefix, HELD_WINDOW, at=at) >= settings.POLL_VOTES_BEFORE_HELD


def note_accepted(prefix: str, *, at: datetime) -> None:
    """A vote went into the main box. Held ones are not noted: else a school that votes on would be held for as long."""
    rate_limit.note("accepted", prefix, HELD_WINDOW, at=at)


def _parse(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    # A server that listens on both families writes 192.0.2.1 as ::ffff:192.0.2.1.
    return getattr(address, "ipv4_mapped", None) or address
