"""Times one address after another, interleaved. The client shares the machine with the server, so it does as little as
it can: it reads of an answer's head its status and length alone."""

from __future__ import annotations

import re
import socket
import statistics
import threading
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

REQUEST = "GET {} HTTP/1.1\r\nHost: {}\r\nAccept-Encoding: br, gzip\r\nUser-Agent: psyweb-benchmark\r\n\r\n"
LENGTH = re.compile(rb"\r\ncontent-length: (\d+)\r\n", re.IGNORECASE)
AT_ONCE = 1 << 16  # Bytes.


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


def _connect(url: str) -> Connection:
    return Connection(urlsplit(url).netloc)


def _ask(connection: Connection, url: str) -> float:
    parts = urlsplit(url)
    target = f"{parts.path}?{parts.query}" if parts.query else parts.path
    try:
        status, taken = connection.timed(target)
    except ConnectionError:  # It was not used for as long as the server waits.
        connection.close()
        connection.open()
        status, taken = connection.timed(target)
    if status != 200:
        raise RuntimeError(f"{url} answered {status}")
    return taken


class Connection:
    """One that is kept, to a server that says how long each answer is."""

    def __init__(self, host: str) -> None:
        self._host = host
        self.open()

    def open(self) -> None:
        name, _, port = self._host.partition(":")
        self._socket = socket.create_connection((name, int(port)), timeout=60)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def close(self) -> None:
        self._socket.close()

    def timed(self, target: str) -> tuple[int, float]:
        request = REQUEST.format(target, self._host).encode()
        started = time.perf_counter()
        self._socket.sendall(request)
        status = self._read_answer()
        return status, time.perf_counter() - started

    def _read_answer(self) -> int:
        head, ends, body = b"", b"", b""
        while not ends:
            head, ends, body = (head + ends + body + self._receive()).partition(b"\r\n\r\n")
        length = LENGTH.search(head + b"\r\n")
        if length is None:
            raise RuntimeError("An answer without a length.")
        missing = int(length[1]) - len(body)
        while missing > 0:
            missing -= len(self._receive())
        return int(head[9:12])

    def _receive(self) -> bytes:
        part = self._socket.recv(AT_ONCE)
        if not part:
            raise ConnectionResetError
        return part
