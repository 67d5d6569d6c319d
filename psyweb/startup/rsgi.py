"""Serve the WSGI application by granian's RSGI: a request takes a thread once all of it is here.

Each kind of request has threads of its own, and can't take those of another (docs/decisions/never-dark.md).
"""

import asyncio
import io
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from wsgiref.types import WSGIApplication, WSGIEnvironment

from django.conf import settings

from ..database import watch
from ..errors import FALLBACK_PAGE, RETRY_AFTER_SECONDS
from ..page_cache import Answer, cached_answer

# By kind of request. Each thread may hold a connection to the database, but that of /healthz.
THREADS = {"/healthz": 1, "/readyz": 1, "desk": 2, "writing": 3, "reading": 4}
MOST_WAITING = 256  # Requests of one kind.
READ_SECONDS = 5  # A body of a public page has 64 kB at most.
READ_DESK_SECONDS = 60
LARGE_AT_ONCE = 4  # Bodies of the desk that are read at a time: each may take 20 MB of memory.
DESK = "/admin/"
READING = {"GET", "HEAD", "OPTIONS"}
WITHOUT_PREFIX = {"content-length": "CONTENT_LENGTH", "content-type": "CONTENT_TYPE"}  # PEP 3333.

_threads = {kind: ThreadPoolExecutor(number) for kind, number in THREADS.items()}
_waiting: Counter[str] = Counter()
_large = asyncio.Semaphore(LARGE_AT_ONCE)


@dataclass(frozen=True)
class Site:
    """What granian runs."""

    application: WSGIApplication

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        watch.start()

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        environ = environ_of(scope)
        protocol.response_bytes(*(cached_answer(environ) or await self._answer(environ, protocol)))

    async def _answer(self, environ: WSGIEnvironment, protocol: Any) -> Answer:
        kind = _kind(environ)
        if _waiting[kind] >= MOST_WAITING:
            return _refusal(HTTPStatus.SERVICE_UNAVAILABLE)
        _waiting[kind] += 1
        try:
            environ["wsgi.input"] = io.BytesIO(await _body(environ, protocol))
            return await asyncio.get_running_loop().run_in_executor(_threads[kind], self._run, environ)
        except TimeoutError:
            return _refusal(HTTPStatus.REQUEST_TIMEOUT)
        finally:
            _waiting[kind] -= 1

    def _run(self, environ: WSGIEnvironment) -> Answer:
        started: list[Any] = []
        parts: Any = self.application(environ, lambda *words: started.extend(words))  # type: ignore[arg-type,return-value]
        try:
            return int(started[0][:3]), started[1], b"".join(parts)
        finally:
            parts.close()


def environ_of(scope: Any) -> WSGIEnvironment:
    """Return what PEP 3333 asks for. Headers with an underscore are left out: they would merge with real ones."""
    environ: WSGIEnvironment = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": settings.HOST,
        "SERVER_PORT": str(settings.PORT),
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.errors": sys.stderr,
    }
    for name, value in scope.headers.items():
        key = WITHOUT_PREFIX.get(name) or f"HTTP_{name.upper().replace('-', '_')}"
        separator = "; " if name == "cookie" else ","
        if "_" not in name:
            environ[key] = f"{environ[key]}{separator}{value}" if key in environ else value
    return environ


def _kind(environ: WSGIEnvironment) -> str:
    path = environ["PATH_INFO"]
    if path in THREADS:
        return str(path)
    if path.startswith(DESK):
        return "desk"
    return "reading" if environ["REQUEST_METHOD"] in READING else "writing"


async def _body(environ: WSGIEnvironment, protocol: Any) -> bytes:
    """Return the body. Raises TimeoutError. One that is too large stays unread: Django refuses it by its length."""
    length = int(text) if (text := environ.get("CONTENT_LENGTH", "")).isdecimal() else 0
    is_desk = environ["PATH_INFO"].startswith(DESK)
    if not 0 < length <= (settings.LARGEST_DESK_REQUEST if is_desk else settings.LARGEST_REQUEST):
        return b""
    async with asyncio.timeout(READ_DESK_SECONDS if is_desk else READ_SECONDS):
        if length <= settings.LARGEST_REQUEST:
            return bytes(await protocol())
        async with _large:
            return bytes(await protocol())


def _refusal(status: HTTPStatus) -> Answer:
    headers = [("content-type", "text/html; charset=utf-8"), ("cache-control", "no-store"), ("connection", "close")]
    return status, [*headers, ("retry-after", str(RETRY_AFTER_SECONDS))], FALLBACK_PAGE.encode()
