"""Send prepared HTTP requests on persistent connections and time the answers.

The client shares the machine with the server, so it does as little as it can: it reads only the status and the length
of an answer's head.
"""

import re
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from itertools import repeat
from typing import NamedTuple
from urllib.parse import urlsplit

from benchmarks.timing import Times, interleaved

GET = "GET {} HTTP/1.1\r\nHost: {}\r\nAccept-Encoding: br, gzip\r\nUser-Agent: psyweb-benchmark\r\n\r\n"
LENGTH = re.compile(rb"\r\ncontent-length: (\d+)\r\n", re.IGNORECASE)
PIECE_BYTES = 1 << 16
ANSWER_LIMIT_SECONDS = 60
WARM_UP = 5  # Rounds.


class Answers(NamedTuple):
    milliseconds: list[float]
    """Of each answer."""
    seconds: float
    """From the first request to the last answer."""


def one_by_one(urls: dict[str, str], *, rounds: int) -> dict[str, Times]:
    """Single requests: each round asks every address once. `{}` in an address becomes the round's number, so that the
    page is in no cache. Raises RuntimeError at an answer that is not 200."""
    with ExitStack() as stack:
        actions = {}
        for name, url in urls.items():
            connection = stack.enter_context(closing(Connection(url)))
            actions[name] = _asking(connection, [_get(url.format(number)) for number in range(WARM_UP + rounds)])
        return interleaved(actions, rounds=rounds, warm_up=WARM_UP)


def together(urls: dict[str, str], *, connections: int, seconds: float, slices: int) -> dict[str, Times]:
    """The same under so many connections at once; short slices of each address in turn."""
    taken: dict[str, list[float]] = {name: [] for name in urls}
    for _ in range(slices):
        for name, url in urls.items():
            found = crowd(url, repeat(_get(url)), status=200, connections=connections, seconds=seconds / slices)
            taken[name] += found.milliseconds
    return {name: Times.of(milliseconds) for name, milliseconds in taken.items()}


def crowd(url: str, requests: Iterator[bytes], *, status: int, connections: int, seconds: float) -> Answers:
    """Sends each request once. Raises RuntimeError at another status, and where the requests do not last."""
    started = time.perf_counter()

    def visit(_number: int) -> list[float]:
        taken: list[float] = []
        with closing(Connection(url)) as connection:
            for request in requests:
                asked = time.perf_counter()
                if asked >= started + seconds:
                    return taken
                connection.expect(status, request)
                taken.append(1_000 * (time.perf_counter() - asked))
        raise RuntimeError("There were too few requests for the time.")

    with ThreadPoolExecutor(connections) as pool:
        taken = [milliseconds for each in pool.map(visit, range(connections)) for milliseconds in each]
    return Answers(taken, time.perf_counter() - started)


def _get(url: str) -> bytes:
    host = urlsplit(url).netloc
    return GET.format(url.partition(host)[2], host).encode()


def _asking(connection: "Connection", requests: list[bytes]) -> Callable[[int], None]:
    return lambda number: connection.expect(200, requests[number])


class Connection:
    """One that is kept, to a server that says how long each answer is."""

    def __init__(self, url: str) -> None:
        name, _, port = urlsplit(url).netloc.partition(":")
        self._place = name, int(port)
        self._open()

    def close(self) -> None:
        self._socket.close()

    def expect(self, status: int, request: bytes) -> None:
        try:
            found = self._ask(request)
        except ConnectionError:  # The server closes a connection that was not used for a while.
            self.close()
            self._open()
            found = self._ask(request)
        if found != status:
            raise RuntimeError(f"{request[:200].decode()} was answered with {found}, not {status}.")

    def _open(self) -> None:
        self._socket = socket.create_connection(self._place, timeout=ANSWER_LIMIT_SECONDS)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def _ask(self, request: bytes) -> int:
        self._socket.sendall(request)
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
        piece = self._socket.recv(PIECE_BYTES)
        if not piece:
            raise ConnectionResetError
        return piece
