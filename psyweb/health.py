"""Answer the health checks: liveness (/healthz) and readiness (/readyz)."""

import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

from .joins import schema_state


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 without a query: a process whose database fails still serves cached pages, so nothing restarts it."""
    return HttpResponse(f"ok\nrelease: {settings.RELEASE}\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer 200 and "ready", or 503 with one fault per line. A cache that is away is told, and stops no reader."""
    faults = list(_faults())
    lines = [*(faults or ["ready"]), *_warnings()]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain", status=503 if faults else 200)


def _warnings() -> Iterator[str]:
    try:
        cache.get("ready")
    except RedisError:
        state = "closed: nobody is let in" if settings.LIMITS_NEED_CACHE else "off: everybody is let in"
        yield f"the cache (CACHE_URL) does not answer; limits of networks are {state} (LIMITS_NEED_CACHE)"


def _faults() -> Iterator[str]:
    keys = Path(settings.POLL_KEY_DIR)
    if not (keys.is_dir() and os.access(keys, os.R_OK | os.W_OK | os.X_OK)):
        yield "the folder of the poll keys (POLL_KEY_DIR) is missing or cannot be written to"
    try:
        if due := schema_state.due_migrations():
            yield f"migrations to run: {due} (manage.py migrate)"
        else:
            for name in schema_state.missing_triggers():
                yield f"a guard is missing in the database: {name} (manage.py migrate)"
    except DatabaseError:
        yield "the database does not answer"
