"""Sends prepared requests to this machine: `python -m benchmarks.polls.load PORT CONNECTIONS SECONDS STATUS`.

The requests come pickled on the input, a list of bytes, each sent once. A process of its own, so that sending takes no
time from the server's threads. Says in JSON how many were answered with STATUS, in how many seconds, and how fast.
"""

import json
import pickle
import socket
import statistics
import sys
import threading
import time
from collections.abc import Iterator

ANSWER_LIMIT_SECONDS = 60
PIECE = 65_536


class Load:
    def __init__(self, port: int, requests: list[bytes], status: int) -> None:
        self.port = port
        self.left = iter(requests)
        self.expected = f"HTTP/1.1 {status} ".encode()
        self.lock = threading.Lock()
        self.milliseconds: list[float] = []
        self.others: list[str] = []

    def run(self, connections: int, seconds: float) -> dict[str, object]:
        started = time.perf_counter()
        self.end = started + seconds
        threads = [threading.Thread(target=self._visit) for _ in range(connections)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        took = time.perf_counter() - started
        return {
            "answered": len(self.milliseconds),
            "others": self.others[:3],
            "rate": len(self.milliseconds) / took,
            "milliseconds": statistics.median(self.milliseconds or [0]),
        }

    def _visit(self) -> None:
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=ANSWER_LIMIT_SECONDS)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for request in self._requests():
            started = time.perf_counter()
            connection.sendall(request)
            answer = _read(connection)
            took = 1_000 * (time.perf_counter() - started)
            with self.lock:
                if answer.startswith(self.expected):
                    self.milliseconds.append(took)
                else:
                    self.others.append(answer[:200].decode(errors="replace"))
        connection.close()

    def _requests(self) -> Iterator[bytes]:
        while time.perf_counter() < self.end:
            with self.lock:
                request = next(self.left, None)
            if request is None:
                raise SystemExit("There were too few requests for the time.")
            yield request


def _read(connection: socket.socket) -> bytes:
    """One answer: its head, and as much of a body as the head says."""
    answer = b""
    while b"\r\n\r\n" not in answer:
        answer += _more(connection)
    head, _, body = answer.partition(b"\r\n\r\n")
    lines = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
    if lines.get(b"transfer-encoding") == b"chunked":
        while not answer.endswith(b"0\r\n\r\n"):
            answer += _more(connection)
        return answer
    length = int(lines.get(b"content-length", b"0"))
    while len(body) < length:
        body += _more(connection)
    return head


def _more(connection: socket.socket) -> bytes:
    piece = connection.recv(PIECE)
    if not piece:
        raise SystemExit("The server hung up.")
    return piece


if __name__ == "__main__":
    port, connections, seconds, status = map(int, sys.argv[1:])
    sys.stdout.write(json.dumps(Load(port, pickle.load(sys.stdin.buffer), status).run(connections, seconds)))
