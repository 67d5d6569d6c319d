"""Cache public pages for one second, so that a crowd costs one rendering (docs/decisions/page-cache.md).

A page of the last minutes is shown while there is no database to draw it anew (docs/decisions/never-dark.md).
Only answers that are the same for everybody are cached: those that set no cookie, do not vary by cookie, and whose view
sets no Cache-Control.
"""

import gzip
import hashlib
import re
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from http import HTTPStatus
from threading import Lock
from typing import Any, TypeGuard
from wsgiref.types import WSGIEnvironment

import brotli
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.cache import get_conditional_response, patch_vary_headers

from .database import watch

MAX_BYTES = 10_000_000  # Of all pages before compression.
STALE_FOR = timedelta(minutes=10)  # As `stale-if-error` below says it to other caches.
MAX_PAGE_BYTES = 500_000
CLEARS_PER_SECOND = 10
# A redirect after POST means that data changed, such as a vote or a saved form: draw pages anew.
REDIRECTS = {HTTPStatus.FOUND, HTTPStatus.SEE_OTHER}
CHANGES_NO_PAGE = ("/report/", "/helpful/")  # The end of a path.
CACHED_STATUSES = {HTTPStatus.OK, HTTPStatus.GONE}
CACHE_CONTROL = f"public, max-age=0, s-maxage=1, stale-while-revalidate=10, stale-if-error={STALE_FOR.seconds}"
BROTLI_QUALITY = 5  # A hundredth larger than at 8, in half the time.
GZIP_LEVEL = 6
MIN_BYTES_TO_COMPRESS = 1_000
ZERO_QUALITY = re.compile(r";q=0(\.0*)?$")
TEXTS = ("text/", "application/atom+xml", "application/xml", "application/json")
NEVER_CACHED = ("/admin/", "/healthz", "/readyz", "/static/", "/media/")
SAFE_METHODS = {"GET", "HEAD"}
CONDITIONS = {"HTTP_IF_NONE_MATCH", "HTTP_IF_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_UNMODIFIED_SINCE"}
POLICY = "Content-Security-Policy"
# By the view's URL name. Others, such as a campaign's, don't reach the view: they would make a page for each link.
PARAMETERS: dict[str, set[str]] = {
    "api:listing": {"page"},
    "articles:index": {"letter", "page"},
    "articles:notice": {"from"},
    "articles:sitemap_section": {"p"},
    "articles:topic": {"page"},
    "helpful": {"sent"},
    "polls:archive": {"page"},
    "polls:detail": {"voted"},
    "polls:ledger": {"page"},
    "polls:vote": {"check"},
    "report": {"sent"},
    "search": {"page", "q", "topic"},
    "sitemap": {"p"},
    "suggestions": {"q"},
}
MAX_PATHS = 1_000  # Whose parameters are remembered.
MAX_ENCODING_HEADERS = 200  # Different values of Accept-Encoding whose result is remembered.

# Safe from BREACH, unlike at the desk: no public page holds a secret.
COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=BROTLI_QUALITY),
    "gzip": lambda body: gzip.compress(body, GZIP_LEVEL, mtime=0),
}

Answer = tuple[int, list[tuple[str, str]], bytes]  # Status, headers, body.
Key = tuple[str, str, str, str]  # Scheme, host, path, query.


@dataclass
class CachedPage:
    """Hold an answer. It is compressed with a coding when that is asked for first."""

    status: int
    headers: dict[str, str]
    bodies: dict[str, bytes]  # By content coding; "" is uncompressed.
    made_at: float  # Seconds of the clock that was given.
    is_current: bool = True  # False once something has changed here.

    @property
    def codings(self) -> tuple[str, ...]:
        """The codings that it can be sent in, the preferred one first."""
        is_worth_it = len(self.bodies[""]) >= MIN_BYTES_TO_COMPRESS and self.headers["Content-Type"].startswith(TEXTS)
        return tuple(COMPRESS) if is_worth_it else ()

    def body(self, coding: str) -> bytes:
        if coding not in self.bodies:
            self.bodies[coding] = COMPRESS[coding](self.bodies[""])
        return self.bodies[coding]

    def headers_of(self, coding: str) -> dict[str, str]:
        """Return all headers of the answer that has the body of this coding."""
        of_coding = {"Content-Encoding": coding} if coding else {}
        return {**self.headers, "Content-Length": str(len(self.body(coding))), **of_coding}


_pages: OrderedDict[Key, CachedPage] = OrderedDict()
_lock = Lock()
# One thread renders a page while the others that want it wait, instead of all rendering it.
_render_locks = [Lock() for _ in range(64)]
_cleared_at: list[float] = []  # Within the last second.


def cache_public_pages(
    get_response: Callable[[HttpRequest], HttpResponseBase], clock: Callable[[], float] = time.monotonic
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Cache what the view and the middleware inside this one answer: headers such as the security policy too."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method not in SAFE_METHODS:
            response = get_response(request)
            if response.status_code in REDIRECTS:
                user = getattr(request, "user", None)
                if request.path.startswith("/admin/") and user and user.is_authenticated:
                    clear_all()  # A page that was withdrawn must not come back as a stale one.
                elif not request.path.endswith(CHANGES_NO_PAGE):
                    clear_at_limited_rate(at=clock())
            return response
        if request.path.startswith(NEVER_CACHED):
            return get_response(request)
        request.META["QUERY_STRING"] = _known_query(request.path, request.META.get("QUERY_STRING", ""))
        if not settings.KEEP_PAGES_FOR or _has_body(request.META):
            return get_response(request)
        key = _key(request)
        page: CachedPage | HttpResponseBase | None = _at_hand(key, at=clock())
        if page is None:
            with _render_locks[hash(key) % len(_render_locks)]:
                page = _at_hand(key, at=clock()) or _kept(key, get_response(request), at=clock())
        return _answer(page, request) if isinstance(page, CachedPage) else page

    return middleware


def cached_answer(environ: WSGIEnvironment, clock: Callable[[], float] = time.monotonic) -> Answer | None:
    """Answer a plain GET of a cached page, without Django's request, signals and response."""
    page = _fresh(_plain_key(environ), at=clock()) if _is_plain(environ) else None
    if page is None:
        return None
    coding = _coding(environ.get("HTTP_ACCEPT_ENCODING", ""), page.codings)
    return page.status, [*page.headers_of(coding).items()], page.body(coding)


def _is_plain(environ: WSGIEnvironment) -> bool:
    """Return whether this is a GET without body and conditions. The middleware handles all else, and what is logged."""
    return bool(
        environ["REQUEST_METHOD"] == "GET"
        and environ["PATH_INFO"].isascii()  # WSGI gives other characters as Latin-1, Django's path has them as UTF-8.
        and CONDITIONS.isdisjoint(environ)
        and not (environ.get("SCRIPT_NAME") or _has_body(environ))
        and not settings.ACCESS_LOG
        and settings.KEEP_PAGES_FOR
    )


def _plain_key(environ: WSGIEnvironment) -> Key:
    """Return the key that `_key` returns for the same request."""
    path = environ["PATH_INFO"]
    query = _known_query(path, environ.get("QUERY_STRING", ""))
    return _scheme(environ), environ.get("HTTP_HOST", ""), path, query


def _scheme(environ: WSGIEnvironment) -> str:
    """Return what HttpRequest.scheme does: the scheme of a trusted proxy's header, else that of the connection."""
    name, secure = settings.SECURE_PROXY_SSL_HEADER or ("", "")
    value = environ.get(name)
    if value is None:
        return environ["wsgi.url_scheme"]
    return "https" if value.split(",", 1)[0].strip() == secure else "http"


def _key(request: HttpRequest) -> Key:
    """Return the address as the browser sent it. Django refuses a wrong host, and a refusal isn't cached."""
    meta = request.META
    return request.scheme or "", meta.get("HTTP_HOST", ""), request.path, meta.get("QUERY_STRING", "")


def _known_query(path: str, query: str) -> str:
    """Return the query without the parameters that the view at this path doesn't read, as they were sent."""
    if not query:
        return ""
    known = _parameters(path)
    return "&".join(pair for pair in query.split("&") if pair.partition("=")[0] in known)


@lru_cache(MAX_PATHS)
def _parameters(path: str) -> set[str]:
    for address in (path, f"{path}/"):  # Django redirects from an address without its last slash.
        with suppress(Resolver404):
            return PARAMETERS.get(resolve(address).view_name, set())
    return set().union(*PARAMETERS.values())  # It may lead to a page that reads them (joins/wrong_addresses.py).


def _has_body(meta: Mapping[str, Any]) -> bool:
    """Return whether the request has a body. A GET with one is never answered from the cache."""
    return meta.get("CONTENT_LENGTH") not in {None, "", "0"} or "HTTP_TRANSFER_ENCODING" in meta


def clear_all() -> None:
    """Clear this process's cache."""
    with _lock:
        _pages.clear()


def clear_at_limited_rate(*, at: float) -> None:
    """Let this process draw all pages anew, but at most CLEARS_PER_SECOND times a second.

    So a vote or a publication is shown at once; when there are many of them, within KEEP_PAGES_FOR.
    """
    with _lock:
        _cleared_at[:] = [earlier for earlier in _cleared_at if at - earlier < 1]
        if len(_cleared_at) < CLEARS_PER_SECOND:
            _cleared_at.append(at)
            for page in _pages.values():
                page.is_current = False


def _at_hand(key: Key, *, at: float) -> CachedPage | None:
    return _fresh(key, at=at) or (_stale(key, at=at) if watch.is_away() else None)


def _kept(key: Key, response: HttpResponseBase, *, at: float) -> CachedPage | HttpResponseBase:
    """Keep a page that was drawn, or return a stale one in the place of a page of 503."""
    if response.status_code == HTTPStatus.SERVICE_UNAVAILABLE:
        return _stale(key, at=at) or response
    return _store(key, response, at=at) if _is_cacheable(response) else response


def _fresh(key: Key, *, at: float) -> CachedPage | None:
    page = _stale(key, settings.KEEP_PAGES_FOR, at=at)
    return page if page and page.is_current else None


def _stale(key: Key, age: timedelta = STALE_FOR, *, at: float) -> CachedPage | None:
    with _lock:
        page = _pages.get(key)
    return page if page and at - page.made_at < age.total_seconds() else None


def _is_cacheable(response: HttpResponseBase) -> TypeGuard[HttpResponse]:
    return (
        isinstance(response, HttpResponse)
        and response.status_code in CACHED_STATUSES
        and not response.cookies
        and not response.has_header("Cache-Control")
        and "cookie" not in response.get("Vary", "").lower()
        and len(response.content) <= MAX_PAGE_BYTES
    )


def _store(key: Key, response: HttpResponse, *, at: float) -> CachedPage:
    response.headers["Cache-Control"] = CACHE_CONTROL
    # A weak tag, because all compressed forms of the page share it.
    response.headers["ETag"] = f'W/"{hashlib.blake2b(response.content, digest_size=12).hexdigest()}"'
    patch_vary_headers(response, ["Accept-Encoding"])
    # `headers_of` adds the length of the compressed body.
    headers = {name: value for name, value in response.headers.items() if name != "Content-Length"}
    page = CachedPage(response.status_code, headers, {"": response.content}, at)
    with _lock:
        _pages[key] = page
        _pages.move_to_end(key)
        oldest = at - STALE_FOR.total_seconds()
        total = sum(len(each.bodies[""]) for each in _pages.values())
        while total > MAX_BYTES or next(iter(_pages.values())).made_at < oldest:
            total -= len(_pages.popitem(last=False)[1].bodies[""])
    return page


def _answer(page: CachedPage, request: HttpRequest) -> HttpResponseBase:
    coding = _coding(request.META.get("HTTP_ACCEPT_ENCODING", ""), page.codings)
    response = HttpResponse(page.body(coding), status=page.status, headers=page.headers_of(coding))
    if page.status != HTTPStatus.OK or CONDITIONS.isdisjoint(request.META):
        return response
    unchanged = get_conditional_response(request, etag=page.headers["ETag"], response=response)
    return response if unchanged is None or unchanged is response else _with_headers(page, unchanged)


@lru_cache(MAX_ENCODING_HEADERS)
def _coding(accepted: str, offered: tuple[str, ...]) -> str:
    """Return the first offered coding that `accepted` names without a quality of 0 (RFC 9110, 12.4.2), else ""."""
    parts = accepted.lower().replace(" ", "").split(",")
    named = {part.partition(";")[0] for part in parts if not ZERO_QUALITY.search(part)}
    return next((coding for coding in offered if coding in named), "")


def _with_headers(page: CachedPage, response: HttpResponseBase) -> HttpResponseBase:
    """Add the page's headers to a 304 or 412: all but those about a body, with the security policy."""
    for name, value in page.headers.items():
        if not name.startswith("Content-") or name == POLICY:
            response.headers.setdefault(name, value)
    return response
