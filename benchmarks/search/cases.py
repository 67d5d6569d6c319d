"""Ask the search each case and note the rank of the first right page."""

import csv
import re
import time
from pathlib import Path
from typing import Any

from articles.models import Edition
from articles.search.results import search

CASES = Path("tests/articles/cases/search.csv")


def ranks(_database: str) -> list[dict[str, Any]]:
    """Of each case: query, kind, whether there is a right page, its rank (0: not found), the first title, seconds."""
    titles = list(Edition.objects.visible().values_list("title", flat=True))
    with CASES.open(encoding="utf-8", newline="") as file:
        return [_rank(case, titles) for case in csv.DictReader(file)]


def _rank(case: dict[str, str], titles: list[str]) -> dict[str, Any]:
    right = re.compile(case["title_of_a_right_page_regex"], re.IGNORECASE)
    started = time.perf_counter()
    found = [hit.edition.title for hit in search(case["query"]).hits]
    return {
        "query": case["query"],
        "kind": case["kind"],
        "has_right_page": any(right.search(title) for title in titles),
        "rank": next((rank for rank, title in enumerate(found, start=1) if right.search(title)), 0),
        "first": next(iter(found), ""),
        "seconds": time.perf_counter() - started,
    }
