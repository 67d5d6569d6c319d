"""Find the client's address behind trusted proxies, and shorten it to its network."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

IPV4_PREFIX = 24  # Bits.
IPV6_PREFIX = 48  # Bits.
UNKNOWN = "unknown"


def client_address(request: HttpRequest) -> str:
    """Return the client's full address, or UNKNOWN. Only a rate limit in memory may use it: it names a person."""
    return address_of(request.META.get("REMOTE_ADDR", ""), request.META.get("HTTP_X_FORWARDED_FOR", ""))


def client_prefix(request: HttpRequest) -> str:
    """Return the client's network (/24 or /48), which names no single person, or UNKNOWN."""
    return prefix_of(client_address(request))


def address_of(remote: str, forwarded: str) -> str:
    """Return the nearest address that is not in TRUSTED_PROXIES, or UNKNOWN where the server gives none (a socket).

    `forwarded` is the header X-Forwarded-For. The proxy nearest to this site wrote its right end.
    """
    for hop in (remote, *reversed(forwarded.split(","))):
        address = _parse(hop.strip())
        if address is None:
            break
        if not any(address in network for network in settings.TRUSTED_PROXIES):
            return str(address)
    return UNKNOWN


def prefix_of(address: str) -> str:
    """Return the network of an address as CIDR (256 IPv4 neighbours, or one IPv6 site), or UNKNOWN."""
    parsed = _parse(address)
    if parsed is None:
        return UNKNOWN
    length = IPV4_PREFIX if parsed.version == 4 else IPV6_PREFIX
    return str(ipaddress.ip_network((parsed, length), strict=False))


def _parse(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    # A server that listens on both families writes 192.0.2.1 as ::ffff:192.0.2.1.
    return getattr(address, "ipv4_mapped", None) or address
