"""The section "## Pages" of benchmarks/RESULTS.md: ratios first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from benchmarks.pages.client import Times

FILE = Path(__file__).resolve().parents[1] / "RESULTS.md"
HEADING = "## Pages"
WORDS = """`make bench-pages`. Everything ran on one machine that was shared with its client, in Python: the ratios
within a table are the result, the milliseconds are not. Addresses were asked in turn, one each, so that noise falls on
all alike; p10 is the figure that noise touches least."""


def write(body: str, heading: str = HEADING, words: str = WORDS) -> None:
    """Replaces the section of that heading, or adds it at the end."""
    text = FILE.read_text() if FILE.exists() else "# Results\n"
    part = re.compile(rf"^{re.escape(heading)}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    FILE.write_text(part.sub("", text).rstrip() + f"\n\n{heading}\n\n{words}\n\n{body}\n")


def against_bare(single: dict[str, Times], crowd: dict[str, Times], size: int) -> str:
    rows = [
        [
            name,
            *(f"{ratio:.2f}×" for ratio in _ratios(name, single, crowd)),
            f"{times.p50:.2f} ms",
            f"{crowd[name].p50:.1f} ms",
        ]
        for name, times in single.items()
    ]
    head = ["against the bare view", "one, p10", "one, p50", "32, p10", "32, p50", "(one, p50)", "(32, p50)"]
    return (
        "### The article's page and a bare Django view\n\n"
        "The bare view is `HttpResponse(body)` with the same bytes as the article's page, on the same server with "
        "the same options: with no middleware at all, with that of `startproject`, and with the article's headers "
        "(benchmarks/pages/bare.py). "
        f"The article is {size:,} bytes with Brotli; it is drawn once a second. "
        "Single requests, and 32 connections at once.\n\n" + table(head, rows)
    )


def _ratios(name: str, single: dict[str, Times], crowd: dict[str, Times]) -> list[float]:
    base = "bare view"
    return [
        getattr(times[name], tenth) / getattr(times[base], tenth)
        for times in (single, crowd)
        for tenth in ("p10", "p50")
    ]


def first_views(views: dict[str, tuple[int, int]]) -> str:
    rows = [[path, f"{size:,}", str(requests)] for path, (size, requests) in views.items()]
    return "### First view, on a telephone, nothing kept\n\n" + table(["page", "bytes on the wire", "requests"], rows)


@dataclass(frozen=True)
class Library:
    """Of one size: how long each page takes, and how long it is."""

    times: dict[str, Times]
    weights: dict[str, int]  # Bytes before compression.


def growth(database: str, found: dict[int, Library]) -> str:
    sizes = sorted(found)
    few, many = found[sizes[0]], found[sizes[-1]]
    rows = [
        [
            name,
            *(f"{found[size].times[name].p50:.1f}" for size in sizes),
            f"{many.times[name].p50 / few.times[name].p50:.1f}×",
            f"{many.weights[name] / few.weights[name]:.1f}×",
        ]
        for name in few.times
    ]
    grown = f"{sizes[-1]:,} to {sizes[0]}"
    head = [f"{database}, p50 in ms", *(f"{size:,} articles" for size in sizes), f"{grown}: time", "bytes of the page"]
    return (
        f"### {database}: 10 to 10,000 articles, each page drawn anew\n\n"
        "A page holds no more rows than its size, and ten articles do not fill one: the last column says by how much "
        "what is sent has grown.\n\n" + table(head, rows)
    )


def table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
