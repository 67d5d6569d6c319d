"""Request a URL and judge the answer. Refuses URLs that lead into a private network, as editors type them (SSRF)."""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from ...models import LinkState

PATIENCE = timedelta(seconds=10)  # Timeout of one request, from the first byte to the last header.
BETWEEN_REQUESTS = timedelta(seconds=1)  # Between two requests to one host.
MOST_REDIRECTS = 5
GONE = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
# These statuses refuse a program and say nothing about the page.
NOT_FOR_PROGRAMS = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS, 999}
# The IPv6 range of the public internet (RFC 4291). Other ranges, and 6to4, can embed an address of a private network.
GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class NotAllowed(Exception):  # noqa: N818 (a refusal, not an accident)
    """The URL must not be requested. The text says why."""


@dataclass(frozen=True)
class Answer:
    """What a URL answered: `says` explains a failure, `leads_to` is the URL after redirects where it differs."""

    state: LinkState
    status: int | None = None
    says: str = ""
    leads_to: str = ""


@dataclass
class LinkClient:
    """An HTTP client that waits between two requests to one host. Safe to use from several threads."""

    patience: timedelta = PATIENCE
    between: timedelta = BETWEEN_REQUESTS
    allowed: Sequence[Network] = ()  # Networks that are not public but may be requested.
    _turns: dict[str, float] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def check(self, url: str) -> Answer:
        """Request the URL and follow its redirects. Raises nothing: the answer names the failure."""
        try:
            status, place = self._follow(url)
        except NotAllowed as refusal:
            return Answer(LinkState.REFUSED, says=str(refusal))
        except (OSError, http.client.HTTPException, UnicodeError, ValueError) as fault:
            return Answer(LinkState.FAILING, says=_fault_in_words(fault))
        leads_to = place if place != url else ""
        if status in GONE:
            return Answer(LinkState.DEAD, status, leads_to=leads_to)
        if status >= HTTPStatus.BAD_REQUEST and status not in NOT_FOR_PROGRAMS:
            return Answer(LinkState.FAILING, status, leads_to=leads_to)
        return Answer(LinkState.MOVED if leads_to else LinkState.GOOD, status, leads_to=leads_to)

    def _follow(self, url: str) -> tuple[int, str]:
        """The last status, and the URL that gave it."""
        place = url
        for _hop in range(MOST_REDIRECTS + 1):
            status, location = self._head_or_get(place)
            if not HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST or not location:
                return status, place
            place = urljoin(place, location)
        raise NotAllowed(_("It leads on more than %(number)s times.") % {"number": MOST_REDIRECTS})

    def _head_or_get(self, url: str) -> tuple[int, str]:
        """Many servers answer HEAD with an error and GET with the page, so only a GET decides that a page is gone."""
        status, location = self._request("HEAD", url)
        return (status, location) if status < HTTPStatus.BAD_REQUEST else self._request("GET", url)

    def _request(self, method: str, url: str) -> tuple[int, str]:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise NotAllowed(_("Only http and https are asked."))
        port = parts.port or (443 if parts.scheme == "https" else 80)
        address = self._public_address(parts.hostname, port)
        self._wait_for_turn(parts.hostname)
        connection = _Connection(parts.hostname, port, address, parts.scheme == "https", self.patience)
        # The socket's timeout is not enough: it starts anew with every byte that a slow server sends.
        ender = threading.Timer(self.patience.total_seconds(), connection.cut)
        ender.start()
        try:
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            agent = f"PsyWeb-link-check (+{settings.SITE_URL})"
            connection.request(method, path, headers={"User-Agent": agent, "Accept": "*/*"})
            response = connection.getresponse()
            return response.status, response.getheader("Location") or ""
        finally:
            ender.cancel()
            connection.close()

    def _public_address(self, host: str, port: int) -> str:
        """The IP address to connect to. Resolved once: a second lookup could give another address (DNS rebinding)."""
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
        for address in addresses:
            is_allowed = any(address.version == network.version and address in network for network in self.allowed)
            if not _is_public(address) and not is_allowed:
                raise NotAllowed(_("It leads into a network that is not public."))
        return str(addresses[0])

    def _wait_for_turn(self, host: str) -> None:
        with self._lock:
            turn = max(self._turns.get(host, 0.0), time.monotonic())
            self._turns[host] = turn + self.between.total_seconds()
        time.sleep(max(0.0, turn - time.monotonic()))


class _Connection(http.client.HTTPConnection):
    """A connection to an IP address that was checked before, under the name of its host."""

    def __init__(self, host: str, port: int, address: str, is_https: bool, patience: timedelta) -> None:
        super().__init__(host, port, timeout=patience.total_seconds())
        self.address = address
        self.is_https = is_https
        self.default_port = 443 if is_https else 80

    def connect(self) -> None:
        self.sock = socket.create_connection((self.address, self.port), self.timeout)
        if self.is_https:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)

    def cut(self) -> None:
        """Shut the socket down from another thread: closing it would not wake the thread that reads."""
        with suppress(OSError):
            if self.sock:
                self.sock.shutdown(socket.SHUT_RDWR)


def _is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address) and (address not in GLOBAL_UNICAST or address.sixtofour):
        return False
    return address.is_global and not address.is_multicast


def _fault_in_words(fault: Exception) -> str:
    if isinstance(fault, TimeoutError):
        return _("It did not answer in time.")
    if isinstance(fault, socket.gaierror):
        return _("There is no such host.")
    if isinstance(fault, ssl.SSLError):
        return _("Its certificate is not valid.")
    return _("The connection failed.")
