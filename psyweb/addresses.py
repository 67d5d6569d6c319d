"""Where a request comes from, as exactly as the site may know it."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings

IPV4_PREFIX, IPV6_PREFIX = 24, 48
UNKNOWN = "unknown"


def client_address(request) -> str:
    """The nearest address that is not one of TRUSTED_PROXIES. `unknown` where the server gives none (a socket)."""
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    nearest_first = [request.META.get("REMOTE_ADDR", ""), *reversed(hops)]
    for hop in nearest_first:
        address = _parse(hop)
        if address is None:
            break
        if not any(address in network for network in settings.TRUSTED_PROXIES):
            return str(address)
    return UNKNOWN


def client_prefix(request) -> str:
    """The client's network (/24 or /48): no single person."""
    address = _parse(client_address(request))
    if address is None:
        return UNKNOWN
    prefix = IPV4_PREFIX if address.version == 4 else IPV6_PREFIX
    return str(ip_network(f"{address}/{prefix}", strict=False))


def _parse(text: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text)
    except ValueError:
        return None
    # A server that listens on both families writes 192.0.2.1 as ::ffff:192.0.2.1.
    return getattr(address, "ipv4_mapped", None) or address
