"""Find the client's address behind trusted proxies, and shorten it to its network."""

import ipaddress
import logging
import re
from functools import cache

from django.conf import settings
from django.http import HttpRequest

IPV4_PREFIX = 24  # Bits.
IPV6_PREFIX = 48  # Bits.
UNKNOWN = "unknown"
# As proxies write them: 192.0.2.1:8080, [2001:db8::1]:8080, "[2001:db8::1]".
WITH_PORT = re.compile(r'"?(?:\[([^\]]+)\]|([\d.]+|[^":]*:[^"]*:[^"]*))(?::\d+)?"?', re.ASCII)
FORWARDED_FOR = re.compile(r'(?:^|;)\s*for\s*=\s*("[^"]*"|[^;\s]*)', re.IGNORECASE)  # RFC 7239, section 4.
logger = logging.getLogger(__name__)

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def client_address(request: HttpRequest) -> str:
    """Return the client's full address, or UNKNOWN. Only a rate limit in memory may use it: it names a person."""
    header = "HTTP_FORWARDED" if settings.READ_FORWARDED else "HTTP_X_FORWARDED_FOR"
    return address_of(request.META.get("REMOTE_ADDR", ""), request.META.get(header, ""))


def client_prefix(request: HttpRequest) -> str:
    """Return the client's network (/24 or /48), which names no single person, or UNKNOWN."""
    return prefix_of(client_address(request))


def address_of(remote: str, forwarded: str) -> str:
    """Return the nearest address that is not in TRUSTED_PROXIES, or the farthest one where all are.

    UNKNOWN where a trusted proxy says nothing that can be read, and where the server gives no address (a socket).
    `forwarded` is the header's lines with commas between them. The proxy nearest to this site wrote its right end.
    """
    address = _parse(remote)
    hops = [hop.strip() for hop in reversed(forwarded.split(","))] if forwarded else []
    if address and _is_trusted(address) and not hops:
        address = _unreadable("a trusted proxy sends no header with addresses")
    while address and _is_trusted(address) and hops:
        address = _parse(_named(hops.pop(0))) or _unreadable("a trusted proxy sends an address that can't be read")
    return str(address or UNKNOWN)


def prefix_of(address: str) -> str:
    """Return the network of an address as CIDR (256 IPv4 neighbours, or one IPv6 site), or UNKNOWN."""
    parsed = _parse(address)
    if parsed is None:
        return UNKNOWN
    length = IPV4_PREFIX if parsed.version == 4 else IPV6_PREFIX
    return str(ipaddress.ip_network((parsed, length), strict=False))


def _is_trusted(address: Address) -> bool:
    return any(address in network for network in settings.TRUSTED_PROXIES)


def _named(hop: str) -> str:
    if not settings.READ_FORWARDED:
        return hop
    found = FORWARDED_FOR.search(hop)
    return found[1] if found else ""


def _parse(text: str) -> Address | None:
    found = WITH_PORT.fullmatch(text)
    try:
        address = ipaddress.ip_address((found[1] or found[2]) if found else text)
    except ValueError:
        return None
    # A server that listens on both families writes 192.0.2.1 as ::ffff:192.0.2.1.
    return getattr(address, "ipv4_mapped", None) or address


@cache
def _unreadable(reason: str) -> None:
    """Log the reason once in each process, without the text: it may name a person."""
    logger.error("Limits of networks are off for some clients: %s (TRUSTED_PROXIES, READ_FORWARDED).", reason)
