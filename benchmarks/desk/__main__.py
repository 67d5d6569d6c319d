"""Measure response times and queries of the desk (`make bench-desk`). The parts are checks, sqlite and postgresql."""

from __future__ import annotations

import os
import secrets
import sys
import tempfile
from functools import partial

from benchmarks import report
from benchmarks.process import call
from tests.machinery import programs
from tests.machinery.cluster import running_cluster

WORDS = """# The desk

`make bench-desk`. Everything is made up, on databases of its own. Queries and ratios are the result; the
milliseconds are of one machine that did other work too."""


def main(chosen: list[str]) -> None:
    with (
        tempfile.TemporaryDirectory(prefix="psyweb-desk-") as folder,
        running_cluster(programs.find_or_install().postgresql) as cluster,
    ):
        sqlite = {
            **os.environ,
            "DATABASE_URL": f"sqlite:///{folder}/desk.sqlite3",
            "VAR_DIR": folder,
            "POLL_KEY_DIR": f"{folder}/keys",
            "SECRET_KEY": secrets.token_urlsafe(64),
        }
        parts = {
            "checks": partial(call, "benchmarks.desk.checks:section", environment=sqlite),
            "sqlite": partial(call, "benchmarks.desk.growth:section", environment=sqlite),
            "postgresql": partial(
                call, "benchmarks.desk.growth:section", environment={**sqlite, "DATABASE_URL": cluster}
            ),
        }
        report.run("desk", WORDS, parts, chosen)


if __name__ == "__main__":
    main(sys.argv[1:])
