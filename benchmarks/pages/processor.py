"""Measure what drawing a page costs the processor, in this process and with nothing kept of whole pages."""

from __future__ import annotations

import io
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Edition, HelpLine
from benchmarks import made_up_articles

ROUNDS = 30
LONG = "treatment-resistant-depression"
OTHERS = {
    "front": "/",
    "topic": "/topics/treatment/",
    "A to Z": "/articles/",
    "poll": "/polls/antidepressant-use/",
    "search: therapy": "/search/?q=therapy",
}
Costs = dict[str, dict[str, float]]


def measure(copies: str) -> Costs:
    """For each page: p50 in milliseconds of its drawings (first, again, after a change of content), and queries.

    "article" is `copies` copies of the longest one, drawn in turn; "first" draws each of them for the first time.
    """
    settings.KEEP_PAGES_FOR = timedelta(0)
    settings.ALLOWED_HOSTS = ["*"]
    from psyweb.wsgi import application

    def draw(path: str) -> float:
        return _worked(application, path)

    articles = _copies(int(copies))
    draw(f"/articles/{LONG}/")  # What a process does once: templates, the lists of medicines.
    found = {"article": _costs(lambda: map(draw, articles), articles[-1], draw)}
    for page, path in OTHERS.items():
        draw(path)
        found[page] = _costs(lambda path=path: (draw(path) for _ in range(ROUNDS)), path, draw)  # type: ignore[misc]
        found[page]["first"] = found[page]["changed"] = statistics.median(_changed(draw, path) for _ in range(5))
    return found


def _costs(drawings: Callable[[], Iterable[float]], path: str, draw: Callable[[str], float]) -> dict[str, float]:
    first, again = statistics.median(drawings()), statistics.median(drawings())
    _change()
    changed = statistics.median(drawings())
    with CaptureQueriesContext(connection) as asked:
        draw(path)
    return {"first": first, "again": again, "changed": changed, "queries": len(asked)}


def _changed(draw: Callable[[str], float], path: str) -> float:
    _change()
    return draw(path)


def _change() -> None:
    for line in HelpLine.objects.all()[:1]:
        line.save()


def _copies(number: int) -> list[str]:
    """Their paths."""
    model = Edition.objects.select_related("version").prefetch_related("topics", "statements").get(slug=LONG, number=2)
    names = [f"made-up-copy-{copy}" for copy in range(number)]
    documents = [{**model.document, "slug": name, "title": f"{model.title} {name}"} for name in names]
    taken = ("summary", "html", "text", "checks", "publish_at", "review_due_on")
    fields: list[dict[str, Any]] = [{name: getattr(model, name) for name in taken} for _ in names]
    made = made_up_articles.add(documents, User.objects.all()[0], editions=fields)
    for relation in ("topics", "statements"):
        through = getattr(Edition, relation).through
        name = f"{relation.removesuffix('s')}" if relation == "topics" else "statementversion"
        through._default_manager.bulk_create(
            [through(edition=each, **{name: row}) for each in made for row in getattr(model, relation).all()]
        )
    return [f"/articles/{name}/" for name in names]


def _worked(application: Callable[..., Iterable[bytes]], address: str) -> float:
    """Milliseconds of the processor for one request."""
    path, _, query = address.partition("?")
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80", "HTTP_HOST": "127.0.0.1", "HTTP_ACCEPT_ENCODING": "gzip, br", "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr,
    }  # fmt: skip
    statuses: list[str] = []
    started = time.process_time()
    answer = application(environ, lambda status, _headers: statuses.append(status))
    size = len(b"".join(answer))
    if close := getattr(answer, "close", None):
        close()
    taken = 1_000 * (time.process_time() - started)
    assert statuses[0].startswith(str(HTTPStatus.OK.value)), f"{address}: {statuses[0]}, {size} bytes"
    return taken
