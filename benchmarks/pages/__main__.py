"""Measure size and response time of public pages (`make bench-pages`).

ONLY="postgresql 10 100" runs one part with smaller libraries: the parts are bare, views, processor,
postgresql and sqlite.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.request import Request, urlopen

from benchmarks import client, report
from benchmarks.chromium import running_browser
from benchmarks.django_site import AS_WSGI, serving, set_up
from benchmarks.process import call
from benchmarks.timing import Times
from tests.machinery import programs
from tests.machinery.cluster import running_cluster
from tests.machinery.first_view import first_view
from tests.machinery.site import Site, running_site

WORDS = """# Pages

`make bench-pages`. Everything ran on one machine that was shared with its client, in Python: the ratios
within a table are the result, the milliseconds are not. Addresses were asked in turn, one each, so that noise falls on
all alike; p10 is the figure that noise touches least."""
ARTICLE = "/articles/treatment-resistant-depression/"
SIZES = (10, 100, 1_000, 10_000)
ROUNDS, ROUNDS_OF_GROWTH = 400, 40
CONNECTIONS, CROWD_SECONDS, SLICES = 32, 8.0, 8
# Words that nearly every made-up page holds, words that few hold, mistyped ones, and a whole question.
QUERIES = ["depression", "lithium", "talking+therapy", "esketamine", "how+do+I+stop+antidepressants", "lithum", "sleep"]
GROWING = {
    "front": "/?{}",
    "article": f"{ARTICLE}?{{}}",
    "A to Z": "/articles/?{}",
    "A to Z, a letter": "/articles/?letter=S&{}",
    "topic": "/topics/treatment/?{}",
    "feed": "/feed.atom?{}",
    "sitemap": "/sitemap.xml?{}",
    "sitemap, a file": "/sitemap-articles.xml?{}",
    **{f"search: {query}": f"/search/?q={query}&{{}}" for query in QUERIES},
}
Costs = dict[str, dict[str, float]]
COPIES = 200
DRAWINGS = {"first": "first", "again": "again", "changed": "after a change"}
OF_THE_SERVER = {"server", "date", "connection"}
FIRST_VIEWS = ["/", ARTICLE, "/polls/antidepressant-use/", "/search/?q=therapy"]


def main(words: list[str]) -> None:
    sizes = tuple(int(word) for word in words if word.isdigit()) or SIZES
    parts: dict[str, Callable[[], str]] = {
        "bare": _against_bare,
        "views": _first_views,
        "processor": _processor,
        "postgresql": partial(_growth_on_postgresql, sizes),
        "sqlite": partial(_growth, "SQLite", sizes),
    }
    chosen = [word for word in words if not word.isdigit()]
    set_up()
    report.run("pages", WORDS, parts, chosen or (list(parts) if words else []))


def _against_bare() -> str:
    application = "benchmarks.reference_site:application"
    with tempfile.TemporaryDirectory() as name, running_site(Path(name)) as site:
        body, sent = Path(name, "body"), Path(name, "headers")
        content, headers = _sent(site.url + ARTICLE)
        body.write_bytes(content)
        sent.write_text(json.dumps(headers))
        environment = {"REFERENCE_BODY": str(body), "REFERENCE_HEADERS": str(sent)}
        with (
            serving(application, *AS_WSGI, **environment, REFERENCE_MIDDLEWARE="none") as bare,
            serving(application, *AS_WSGI, **environment) as usual,
        ):
            urls = {
                "article": site.url + ARTICLE,
                "bare view": f"{bare}/page/",
                "bare view, the article's headers": f"{bare}/with-headers/",
                "bare view, startproject's middleware": f"{usual}/page/",
                "static file": site.url + _stylesheet(site),
            }
            single = client.one_by_one(urls, rounds=ROUNDS)
            crowd = client.together(urls, connections=CONNECTIONS, seconds=CROWD_SECONDS, slices=SLICES)
    return f"""## The article's page and a bare Django view

The bare view is `HttpResponse(body)` with the same bytes as the article's page, on the same server with the same
options: with no middleware at all, with that of `startproject`, and with the article's headers
(benchmarks/reference_site.py). The article is {len(content):,} bytes with Brotli; it is drawn once a second. Single
requests, and {CONNECTIONS} connections at once.

{_table_of_ratios(single, crowd, "bare view")}"""


def _table_of_ratios(single: dict[str, Times], crowd: dict[str, Times], base: str) -> str:
    rows = [
        [
            name,
            *(
                f"{times[name][place] / times[base][place]:.2f}×"
                for times in (single, crowd)
                for place in (0, 1)  # p10, p50.
            ),
            f"{single[name].p50:.2f} ms",
            f"{crowd[name].p50:.1f} ms",
        ]
        for name in single
    ]
    heads = ["against the bare view", "one, p10", "one, p50", "32, p10", "32, p50", "(one, p50)", "(32, p50)"]
    return report.table(heads, rows)


def _first_views() -> str:
    with tempfile.TemporaryDirectory() as name, running_site(Path(name)) as site, running_browser() as browser:
        views = {path: first_view(browser, site.url + path) for path in FIRST_VIEWS}
    rows = [[path, f"{sum(sizes):,}", len(asked)] for path, (asked, sizes) in views.items()]
    table = report.table(["page", "bytes on the wire", "requests"], rows)
    return f"## First view, on a telephone, nothing kept\n\n{table}"


def _processor() -> str:
    """Both databases in turn."""
    with running_cluster(programs.find_or_install().postgresql) as url:
        found = {"SQLite": _drawn({}), "PostgreSQL": _drawn({"DATABASE_URL": url})}
    rows = [
        [f"{page}, {database}", *(f"{costs[kind]:.1f}" for kind in DRAWINGS), f"{costs['queries']:.0f}"]
        for database, pages in found.items()
        for page, costs in pages.items()
    ]
    heads = ["p50 in ms of the processor", *DRAWINGS.values(), "queries"]
    return f"""## Drawing a page that nobody has at hand

Processor time of a request inside one process, whole pages not kept. The article is {COPIES} copies of the
longest one, drawn in turn: for the first time in this process, again, and after a help line was changed. Queries are
those of a page that was drawn before; one a second of them counts the ballots that wait.

{report.table(heads, rows)}"""


def _drawn(settings: dict[str, str]) -> Costs:
    with tempfile.TemporaryDirectory() as name, running_site(Path(name), **settings) as site:
        costs: Costs = call("benchmarks.pages.processor:measure", COPIES, environment=site.environment)
    return costs


def _growth_on_postgresql(sizes: tuple[int, ...]) -> str:
    with running_cluster(programs.find_or_install().postgresql) as url:
        return _growth("PostgreSQL", sizes, DATABASE_URL=url)


def _growth(database: str, sizes: tuple[int, ...], **settings: str) -> str:
    times: dict[int, dict[str, Times]] = {}
    weights: dict[int, dict[str, int]] = {}  # Bytes before compression.
    with tempfile.TemporaryDirectory() as name, running_site(Path(name), **settings) as site:
        urls = {page: site.url + path for page, path in GROWING.items()}
        for size in sizes:
            call("benchmarks.pages.library:fill", size, environment=site.environment)
            weights[size] = {page: len(urlopen(url.format("weighed")).read()) for page, url in urls.items()}
            times[size] = client.one_by_one(urls, rounds=ROUNDS_OF_GROWTH)
    few, many = sizes[0], sizes[-1]
    rows = [
        [
            page,
            *(f"{times[size][page].p50:.1f}" for size in sizes),
            f"{times[many][page].p50 / times[few][page].p50:.1f}×",
            f"{weights[many][page] / weights[few][page]:.1f}×",
        ]
        for page in GROWING
    ]
    counts = [f"{size:,} articles" for size in sizes]
    heads = [f"{database}, p50 in ms", *counts, f"{many:,} to {few}: time", "bytes of the page"]
    return f"""## {database}: {few} to {many:,} articles, each page drawn anew

A page holds no more rows than its size, and ten articles do not fill one: the last column says by how much what is
sent has grown.

{report.table(heads, rows)}"""


def _stylesheet(site: Site) -> str:
    page = urlopen(site.url + ARTICLE).read().decode()
    return page.partition('rel="stylesheet" href="')[2].partition('"')[0]


def _sent(url: str) -> tuple[bytes, dict[str, str]]:
    """With Brotli, and the headers but for those that each server writes itself."""
    with urlopen(Request(url, headers={"Accept-Encoding": "br"})) as answer:
        headers = {name: value for name, value in answer.headers.items() if name.lower() not in OF_THE_SERVER}
        return answer.read(), headers


if __name__ == "__main__":
    main(sys.argv[1:])
