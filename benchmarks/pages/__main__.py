"""`make bench-pages`: measures what readers are sent, and writes its section of benchmarks/RESULTS.md.

`python -m benchmarks.pages 10 100` measures smaller libraries alone.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

from benchmarks.pages import client, report
from tests.machinery import programs
from tests.machinery.cluster import running_cluster
from tests.machinery.first_view import first_view
from tests.machinery.site import Site, free_port, running_site, wait_until

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
}
OF_THE_SERVER = {"server", "date", "connection"}
FIRST_VIEWS = ["/", ARTICLE, "/polls/antidepressant-use/", "/search/?q=therapy"]


def main(sizes: tuple[int, ...]) -> None:
    places = programs.find_or_install()
    with tempfile.TemporaryDirectory(prefix="psyweb-benchmark-") as name:
        folder = Path(name)
        sections = [_against_bare(folder), _first_views(places.chromium, folder)]
        with running_cluster(places.postgresql) as url:
            sections += [report.growth("PostgreSQL", _growth(folder / "postgresql", sizes, DATABASE_URL=url))]
        sections += [report.growth("SQLite", _growth(folder / "sqlite", sizes))]
    report.write("\n\n".join(sections))


def _against_bare(folder: Path) -> str:
    with running_site(_made(folder / "site")) as site:
        body, headers = _sent(site.url + ARTICLE)
        (folder / "body").write_bytes(body)
        (folder / "headers").write_text(json.dumps(headers))
        stylesheet = _stylesheet(site)
        with _bare(folder, site, "") as bare, _bare(folder, site, "startproject") as usual:
            urls = {
                "article": site.url + ARTICLE,
                "bare view": f"{bare}/page/",
                "bare view, the article's headers": f"{bare}/with-headers/",
                "bare view, startproject's middleware": f"{usual}/page/",
                "static file": site.url + stylesheet,
            }
            single = client.one_by_one(urls, rounds=ROUNDS)
            crowd = client.together(urls, connections=CONNECTIONS, seconds=CROWD_SECONDS, slices=SLICES)
    return report.against_bare(single, crowd, len(body))


@contextmanager
def _bare(folder: Path, site: Site, middleware: str) -> Iterator[str]:
    """The bare view on the same server: its options are those of `psyweb/startup/server.py`."""
    port = free_port()
    environment = {
        **site.environment,
        "PORT": str(port),
        "BARE_BODY": str(folder / "body"),
        "BARE_HEADERS": str(folder / "headers"),
        "BARE_MIDDLEWARE": middleware,
    }
    code = (
        "import os, django; django.setup(); from psyweb.startup.server import command; words = command(); "
        "os.execv(words[0], [*words[:-1], 'benchmarks.pages.bare:application'])"
    )
    command = [sys.executable, "-c", code]
    process = subprocess.Popen(command, env={**environment, "DJANGO_SETTINGS_MODULE": "psyweb.settings"})
    try:
        wait_until(f"http://127.0.0.1:{port}/page/", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def _first_views(chromium: Path, folder: Path) -> str:
    from playwright.sync_api import sync_playwright

    with running_site(_made(folder / "views")) as site, sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=str(chromium), args=flags)
        views = {path: first_view(browser, site.url + path) for path in FIRST_VIEWS}
        browser.close()
    return report.first_views({path: (sum(sizes), len(asked)) for path, (asked, sizes) in views.items()})


def _growth(folder: Path, sizes: tuple[int, ...], **settings: str) -> dict[int, report.Library]:
    found = {}
    with running_site(_made(folder), **settings) as site:
        for size in sizes:
            command = [sys.executable, "-m", "benchmarks.pages.library", str(size)]
            subprocess.run(command, env=site.environment, check=True)
            searches = {f"search: {query}": f"/search/?q={query}&{{}}" for query in QUERIES}
            urls = {name: site.url + path for name, path in (GROWING | searches).items()}
            weights = {name: len(urlopen(url.format("weighed")).read()) for name, url in urls.items()}
            found[size] = report.Library(client.one_by_one(urls, rounds=ROUNDS_OF_GROWTH), weights)
    return found


def _stylesheet(site: Site) -> str:
    page = urlopen(site.url + ARTICLE).read().decode()
    return page.partition('rel="stylesheet" href="')[2].partition('"')[0]


def _sent(url: str) -> tuple[bytes, dict[str, str]]:
    """With Brotli, and the headers but for those that each server writes itself."""
    with urlopen(Request(url, headers={"Accept-Encoding": "br"})) as answer:
        headers = {name: value for name, value in answer.headers.items() if name.lower() not in OF_THE_SERVER}
        return answer.read(), headers


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "psyweb.settings")
    main(tuple(int(size) for size in sys.argv[1:]) or SIZES)
