"""Times one address after another, interleaved, over plain sockets: the client's own cost is the same for all."""

from __future__ import annotations

import http.client
import statistics
import threading
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

HEADERS = {"Accept-Encoding": "br, gzip", "User-Agent": "psyweb-benchmark"}


@dataclass(frozen=True)
class Times:
    p10: float  # Milliseconds.
    p50: float

    @classmethod
    def of(cls, seconds: list[float]) -> Times:
        tenths = statistics.quantiles(seconds, n=10)
        return cls(1000 * tenths[0], 1000 * statistics.median(seconds))


def one_by_one(urls: dict[str, str], *, rounds: int) -> dict[str, Times]:
    """Single requests on kept connections: each round asks every address once, so that noise falls on all alike.

    `{}` in an address is the number of the round: a page that nobody has asked for, so that it is drawn.
    """
    connections = {name: _connect(url) for name, url in urls.items()}
    taken: dict[str, list[float]] = {name: [] for name in urls}
    for number in range(rounds + 5):
        for name, url in urls.items():
            seconds = _ask(connections[name], url.format(number))
            taken[name] += [seconds] if number >= 5 else []
    for connection in connections.values():
        connection.close()
    return {name: Times.of(seconds) for name, seconds in taken.items()}


def together(urls: dict[str, str], *, connections: int, seconds: float, slices: int) -> dict[str, Times]:
    """The same under so many connections at once; short slices of each address in turn."""
    taken: dict[str, list[float]] = {name: [] for name in urls}
    for _ in range(slices):
        for name, url in urls.items():
            taken[name] += _crowd(url, connections, seconds / slices)
    return {name: Times.of(times) for name, times in taken.items()}


def _crowd(url: str, size: int, seconds: float) -> list[float]:
    end = time.perf_counter() + seconds
    taken: list[float] = []

    def visit() -> None:
        connection = _connect(url)
        while time.perf_counter() < end:
            taken.append(_ask(connection, url))
        connection.close()

    visitors = [threading.Thread(target=visit) for _ in range(size)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    return taken


def _connect(url: str) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)


def _ask(connection: http.client.HTTPConnection, url: str) -> float:
    parts = urlsplit(url)
    target = f"{parts.path}?{parts.query}" if parts.query else parts.path
    try:
        response, taken = _timed(connection, target)
    except (http.client.RemoteDisconnected, ConnectionResetError):  # It was not used for as long as the server waits.
        connection.close()
        response, taken = _timed(connection, target)
    if response.status != 200:
        raise RuntimeError(f"{url} answered {response.status}")
    return taken


def _timed(connection: http.client.HTTPConnection, target: str) -> tuple[http.client.HTTPResponse, float]:
    started = time.perf_counter()
    connection.request("GET", target, headers=HEADERS)
    response = connection.getresponse()
    response.read()
    return response, time.perf_counter() - started
