"""`make bench-desk`: what the desk costs its editors, into "## The desk" of benchmarks/RESULTS.md. Three minutes."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.pages.report import table, write
from tests.machinery import programs
from tests.machinery.cluster import running_cluster

HEADING = "## The desk"
WORDS = """`make bench-desk`. Everything is made up, on databases of its own. Queries and ratios are the result; the
milliseconds are of one machine that did other work too."""


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="psyweb-desk-") as name, _cluster() as cluster:
        sqlite = f"sqlite:///{name}/desk.sqlite3"
        checks = _measured("checks", sqlite, Path(name))
        grown = {
            vendor: _measured("growth", url, Path(name))
            for vendor, url in (("SQLite", sqlite), ("PostgreSQL", cluster))
        }
    body = "\n\n".join([_of_checks(checks), *(_of_growth(vendor, found) for vendor, found in grown.items())])
    print(body)
    write(body, HEADING, WORDS)


def _cluster():
    return running_cluster(programs.find_or_install().postgresql)


def _measured(what: str, url: str, folder: Path) -> Any:
    environment = {
        **os.environ, "DATABASE_URL": url, "VAR_DIR": str(folder), "POLL_KEY_DIR": str(folder / "keys"),
        "SECRET_KEY": secrets.token_urlsafe(64),
    }  # fmt: skip
    command = [sys.executable, "-m", "benchmarks.desk.alone", what]
    return json.loads(subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE).stdout)


def _of_checks(found: dict[str, float]) -> str:
    ratio = found["checks"] / found["once"]
    return (
        "### The checks beside the form, of 2,000 words\n\n"
        f"{ratio:.1f} times reading the text's Markdown once ({found['checks']:.0f} ms and {found['once']:.0f} ms)."
    )


def _of_growth(vendor: str, found: dict[str, dict[str, tuple[int, float]]]) -> str:
    few, many = sorted(found, key=int)
    rows = []
    for page, (queries, milliseconds) in found[few].items():
        more_queries, more_milliseconds = found[many][page]
        ratio = more_milliseconds / milliseconds
        rows.append(
            [
                page,
                str(queries),
                str(more_queries),
                f"{milliseconds:.0f} ms",
                f"{more_milliseconds:.0f} ms",
                f"{ratio:.1f}×",
            ]
        )
    head = [vendor, *(f"queries, {int(size):,} articles" for size in (few, many)), f"{few}", f"{int(many):,}", "ratio"]
    return f"### {vendor}: the desk's pages among 10 and 10,000 articles\n\n" + table(head, rows)


if __name__ == "__main__":
    main()
