"""Check the links of all pages: collect the URLs, request each at a polite rate, store the answers."""

from .checking import check_all
from .requests import LinkClient

__all__ = ["LinkClient", "check_all"]
