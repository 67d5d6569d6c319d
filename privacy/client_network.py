"""Where a request comes from: the polls' definition, so that the whole site trusts the same proxies."""

from polls import vote_limits
from polls.views.vote import is_same_origin

__all__ = ["client_address", "client_prefix", "is_same_origin"]


def client_address(request) -> str:
    return vote_limits.address_of(request.META.get("REMOTE_ADDR", ""), request.META.get("HTTP_X_FORWARDED_FOR", ""))


def client_prefix(request) -> str:
    """The client's network (/24 or /48): no single person."""
    return vote_limits.prefix_of(client_address(request))
