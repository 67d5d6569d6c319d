"""`make bench-polls`: measures the poll on a database of its own, and writes its part of benchmarks/RESULTS.md."""

import os
import secrets
import sys
import tempfile
from pathlib import Path

from benchmarks import django_site

from .postgresql import running_cluster


def main(chosen: list[str]) -> None:
    with running_cluster() as cluster, tempfile.TemporaryDirectory(prefix="psyweb-measured-") as folder:
        os.environ.update(
            SECRET_KEY=secrets.token_urlsafe(64),
            DATABASE_URL=cluster.make_database("measured"),
            VAR_DIR=folder,
            POLL_KEY_DIR=f"{folder}/keys",
            TRUSTED_PROXIES="127.0.0.1",
        )
        django_site.set_up()
        from . import report  # Needs the settings.

        report.run(cluster, Path(folder), chosen)


if __name__ == "__main__":
    main(sys.argv[1:])
