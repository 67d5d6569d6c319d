"""Measure how well search ranks (`make bench-search CORPUS=folder`): the mean reciprocal rank of the first right page.

The collection is a folder of Markdown files, each one page, and the content pack, in a database that is thrown away.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import fmean
from typing import Any

from benchmarks import report
from benchmarks.django_site import set_up
from benchmarks.process import call
from tests.machinery import programs
from tests.machinery.cluster import running_cluster
from tests.machinery.site import running_site

Case = dict[str, Any]
WORDS = """# Search

`make bench-search CORPUS=folder`. Each file of the folder is one page, next to the content pack. MRR is the mean
reciprocal rank of the first right page among the ten of the first page of results (0 where there is none), over the
cases of `tests/articles/cases/search.csv` that have a right page in the collection."""


def main(words: list[str]) -> None:
    corpus = os.environ.get("CORPUS", "")
    if not Path(corpus).is_dir():
        sys.exit("CORPUS must name a folder of Markdown files.")
    set_up()
    parts: dict[str, Callable[[], str]] = {
        "sqlite": lambda: _ranking("SQLite", corpus),
        "postgresql": lambda: _ranking_on_postgresql(corpus),
    }
    report.run("search", WORDS, parts, words)


def _ranking_on_postgresql(corpus: str) -> str:
    with running_cluster(programs.find_or_install().postgresql) as url:
        return _ranking("PostgreSQL", corpus, DATABASE_URL=url)


def _ranking(database: str, corpus: str, **settings: str) -> str:
    with tempfile.TemporaryDirectory() as name, running_site(Path(name), **settings) as site:
        pages = call("benchmarks.search.corpus:load", corpus, environment=site.environment)
        cases: list[Case] = call("benchmarks.search.cases:ranks", database, environment=site.environment)
    answerable = [case for case in cases if case["has_right_page"]]
    kinds = sorted({case["kind"] for case in answerable})
    rows = [_row(kind, [case for case in answerable if case["kind"] == kind]) for kind in kinds]
    table = report.table([database, "cases", "MRR", "hit@1", "hit@3"], [*rows, _row("**all**", answerable)])
    missed = [
        f"- “{case['query']}”: {case['rank'] or 'none'}; first {case['first']!r}"
        for case in answerable
        if case["rank"] != 1
    ]
    without = ", ".join(f"“{case['query']}”" for case in cases if not case["has_right_page"])
    lines = "\n".join(missed) or "- none"
    return f"""## {database}: {pages} files and the content pack

{table}

No right page in this collection: {without}.

Where the first right page isn't the first hit (its rank):

{lines}"""


def _row(kind: str, cases: list[Case]) -> list[object]:
    ranks = [case["rank"] for case in cases]
    reciprocal = fmean(1 / rank if rank else 0 for rank in ranks)
    first, third = (fmean(0 < rank <= most for rank in ranks) for most in (1, 3))
    return [kind, len(cases), f"{reciprocal:.3f}", f"{first:.2f}", f"{third:.2f}"]


if __name__ == "__main__":
    main(sys.argv[1:])
