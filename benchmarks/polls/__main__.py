"""Measure the poll on a PostgreSQL cluster of its own that flushes to disk, as a real one does (`make bench-polls`).

The parts are statement, http, waiting, results, count, verify, network and export.
"""

import secrets
import sys
import tempfile

import psycopg

from benchmarks import report
from benchmarks.django_site import set_up
from tests.machinery import programs
from tests.machinery.cluster import running_cluster

# Two gigabytes of log before a checkpoint, so that none falls into one design's turn and not into the other's.
SERVER_OPTIONS = (
    "-c listen_addresses='' -c max_connections=200 -c shared_buffers=512MB -c max_wal_size=2GB -c autovacuum=off"
)
WORDS = """# The poll

`make bench-polls`, on a PostgreSQL {postgresql} cluster of its own (`fsync` on, checkpoints apart from the measuring).
What is compared takes turns within one run, in a random order in each round; a ratio is the median of the rounds'
ratios, with the lowest and highest in brackets. Rates are those of this machine alone, and its clients and servers
share its processors: trust the ratios."""


def main(chosen: list[str]) -> None:
    places = programs.find_or_install()
    with (
        running_cluster(places.postgresql, SERVER_OPTIONS) as url,
        tempfile.TemporaryDirectory(prefix="psyweb-measured-") as folder,
    ):
        set_up(
            SECRET_KEY=secrets.token_urlsafe(64),
            DATABASE_URL=url,
            VAR_DIR=folder,
            POLL_KEY_DIR=f"{folder}/keys",
            TRUSTED_PROXIES="127.0.0.1",
        )
        # They need the settings.
        from benchmarks.polls import ledgers, one_network, results_read, statement, votes_over_http, waiting
        from psyweb.startup import steps

        for prepare in (steps.migrate, steps.load_first_content, steps.collect_static_files):
            prepare(print)
        parts = {
            "statement": statement.section,
            "http": votes_over_http.section,
            "waiting": waiting.section,
            "results": results_read.section,
            "count": ledgers.count_section,
            "verify": ledgers.verify_section,
            "network": one_network.section,
            "export": ledgers.export_section,  # The last: its million entries would burden what comes after.
        }
        with psycopg.connect(url) as connection:
            version = connection.info.parameter_status("server_version")
        report.run("polls", WORDS.format(postgresql=str(version).split()[0]), parts, chosen)


if __name__ == "__main__":
    main(sys.argv[1:])
