"""Keeps each public page for a second, so that a crowd costs one rendering (docs/decisions/page-cache.md).

A page is kept as it was sent to nobody in particular: without cookie, and never where its view says how to cache it.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from threading import Lock
from typing import Any, TypeGuard
from wsgiref.types import StartResponse, WSGIEnvironment

import brotli
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers

PAGES_KEPT = 256
LARGEST_PAGE_KEPT = 500_000  # Bytes.
FORGETS_A_SECOND = 10
# What has done something leads on to a page: a vote that is cast, a form that is saved.
CHANGED_SOMETHING = {HTTPStatus.FOUND, HTTPStatus.SEE_OTHER}
KEPT_STATUSES = {HTTPStatus.OK, HTTPStatus.GONE}
CACHE_CONTROL = "public, max-age=0, s-maxage=1, stale-while-revalidate=10, stale-if-error=600"
BROTLI_QUALITY = 8
GZIP_LEVEL = 6
WORTH_COMPRESSING = 1_000  # Bytes.
REFUSED = re.compile(r";q=0(\.0*)?$")
TEXTS = ("text/", "application/atom+xml", "application/xml", "application/json")
NEVER_KEPT = ("/admin/", "/healthz", "/readyz", "/static/", "/media/")
READING = {"GET", "HEAD"}
CONDITIONS = {"HTTP_IF_NONE_MATCH", "HTTP_IF_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_UNMODIFIED_SINCE"}
POLICY = "Content-Security-Policy"
ENCODINGS_KNOWN = 200  # Ways in which browsers say which compressions they read.

Application = Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]
Key = tuple[str, str, str, str]  # Scheme, host, path, query.


@dataclass(frozen=True)
class Page:
    status: int
    headers: dict[str, str]
    bodies: dict[str, bytes]  # By content coding; "" is the page as it is.
    made_at: float

    def headers_of(self, coding: str) -> dict[str, str]:
        of_coding = {"Content-Encoding": coding} if coding else {}
        return {**self.headers, "Content-Length": str(len(self.bodies[coding])), **of_coding}


_pages: OrderedDict[Key, Page] = OrderedDict()
_lock = Lock()
# One thread draws a page while the others that want it wait, instead of all drawing it.
_drawing = [Lock() for _ in range(64)]
_forgotten: list[float] = []


def cache_public_pages(
    get_response: Callable[[HttpRequest], HttpResponseBase], clock: Callable[[], float] = time.monotonic
) -> Callable:
    """Around nearly all else: what the rest adds to an answer, such as its policy, is kept with the page."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method not in READING:
            response = get_response(request)
            if response.status_code in CHANGED_SOMETHING:
                forget_soon(at=clock())
            return response
        if not settings.KEEP_PAGES_FOR or request.path.startswith(NEVER_KEPT) or _has_body(request.META):
            return get_response(request)
        key = _key(request)
        if page := _fresh(key, at=clock()):
            return _answer(page, request)
        with _drawing[hash(key) % len(_drawing)]:
            if page := _fresh(key, at=clock()):
                return _answer(page, request)
            response = get_response(request)
            return _answer(_keep(key, response, at=clock()), request) if _may_be_kept(response) else response

    return middleware


def answer_from_memory(application: Application, clock: Callable[[], float] = time.monotonic) -> Application:
    """Around Django as a whole: a plain question for a page at hand costs no request, no signals, no response of it."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        page = _fresh(_plain_key(environ), at=clock()) if _is_plain(environ) else None
        if page is None:
            return application(environ, start_response)
        coding = _coding(environ.get("HTTP_ACCEPT_ENCODING", ""), tuple(page.bodies))
        start_response(f"{page.status} {HTTPStatus(page.status).phrase}", [*page.headers_of(coding).items()])
        return [page.bodies[coding]]

    return answer


def _is_plain(environ: WSGIEnvironment) -> bool:
    """All else, also what is to be logged, is for the middleware, which knows what it means."""
    return bool(
        environ["REQUEST_METHOD"] == "GET"
        and environ["PATH_INFO"].isascii()  # Django reads other letters in another way than they are given here.
        and CONDITIONS.isdisjoint(environ)
        and not (environ.get("SCRIPT_NAME") or _has_body(environ))
        and not settings.ACCESS_LOG
        and settings.KEEP_PAGES_FOR
    )


def _plain_key(environ: WSGIEnvironment) -> Key:
    """The same as `_key` makes of the request."""
    return _scheme(environ), environ.get("HTTP_HOST", ""), environ["PATH_INFO"], environ.get("QUERY_STRING", "")


def _scheme(environ: WSGIEnvironment) -> str:
    """As HttpRequest.scheme: what the proxy says, where it is to be believed, else how the question came here."""
    name, secure = settings.SECURE_PROXY_SSL_HEADER or ("", "")
    said = environ.get(name)
    if said is None:
        return environ["wsgi.url_scheme"]
    return "https" if said.split(",", 1)[0].strip() == secure else "http"


def _key(request: HttpRequest) -> Key:
    """As the browser sent it. A host that is not ours is refused when the page is drawn, and a refusal is not kept."""
    asked = request.META
    return request.scheme or "", asked.get("HTTP_HOST", ""), request.path, asked.get("QUERY_STRING", "")


def _has_body(asked: Mapping[str, Any]) -> bool:
    """Such a request is odd enough to be looked at."""
    return asked.get("CONTENT_LENGTH") not in {None, "", "0"} or "HTTP_TRANSFER_ENCODING" in asked


def forget_all() -> None:
    with _lock:
        _pages.clear()


def forget_soon(*, at: float) -> None:
    """After a vote or a publication this process shows it at once; under a storm of them, within the second."""
    with _lock:
        _forgotten[:] = [earlier for earlier in _forgotten if at - earlier < 1]
        if len(_forgotten) < FORGETS_A_SECOND:
            _forgotten.append(at)
            _pages.clear()


def _fresh(key: Key, *, at: float) -> Page | None:
    with _lock:
        page = _pages.get(key)
    return page if page and at - page.made_at < settings.KEEP_PAGES_FOR.total_seconds() else None


def _may_be_kept(response: HttpResponseBase) -> TypeGuard[HttpResponse]:
    return (
        isinstance(response, HttpResponse)
        and response.status_code in KEPT_STATUSES
        and not response.cookies
        and not response.has_header("Cache-Control")
        and "cookie" not in response.get("Vary", "").lower()
        and len(response.content) <= LARGEST_PAGE_KEPT
    )


def _keep(key: Key, response: HttpResponse, *, at: float) -> Page:
    response.headers["Cache-Control"] = CACHE_CONTROL
    # Weak: the same page, whichever way it is compressed.
    response.headers["ETag"] = f'W/"{hashlib.blake2b(response.content, digest_size=12).hexdigest()}"'
    patch_vary_headers(response, ["Accept-Encoding"])
    # Its length is that of the page as it is, and not of what is sent of it compressed.
    headers = {name: value for name, value in response.headers.items() if name != "Content-Length"}
    page = Page(response.status_code, headers, _compressed(response), at)
    with _lock:
        _pages[key] = page
        _pages.move_to_end(key)
        while len(_pages) > PAGES_KEPT:
            _pages.popitem(last=False)
    return page


def _compressed(response: HttpResponse) -> dict[str, bytes]:
    """Safe here, unlike at the desk: no public page holds a secret that its length could tell."""
    body = response.content
    if len(body) < WORTH_COMPRESSING or not response["Content-Type"].startswith(TEXTS):
        return {"": body}
    return {
        "br": brotli.compress(body, quality=BROTLI_QUALITY),
        "gzip": gzip.compress(body, GZIP_LEVEL, mtime=0),
        "": body,
    }


def _answer(page: Page, request: HttpRequest) -> HttpResponseBase:
    coding = _coding(request.META.get("HTTP_ACCEPT_ENCODING", ""), tuple(page.bodies))
    response = HttpResponse(page.bodies[coding], status=page.status, headers=page.headers_of(coding))
    if page.status != HTTPStatus.OK or CONDITIONS.isdisjoint(request.META):
        return response
    unchanged = get_conditional_response(request, etag=page.headers["ETag"], response=response)
    return response if unchanged is None or unchanged is response else _with_headers(page, unchanged)


@lru_cache(ENCODINGS_KNOWN)
def _coding(accepted: str, offered: tuple[str, ...]) -> str:
    """The first that is offered, and named without a quality of 0 (RFC 9110, 12.4.2); "" is the page as it is."""
    parts = accepted.lower().replace(" ", "").split(",")
    named = {part.partition(";")[0] for part in parts if not REFUSED.search(part)}
    return next((coding for coding in offered if coding in named), "")


def _with_headers(page: Page, response: HttpResponseBase) -> HttpResponseBase:
    """An answer without a body says the same of its reader's rights as the page."""
    for name, value in page.headers.items():
        if not name.startswith("Content-") or name == POLICY:
            response.headers.setdefault(name, value)
    return response
