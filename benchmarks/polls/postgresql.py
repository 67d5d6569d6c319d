"""A PostgreSQL cluster to measure on, removed after the run. It waits for the disk, as a real one does."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.machinery import programs

OWNER = "psyweb"
MOST_WORDS = 500
# Two gigabytes of log before a checkpoint, so that none falls into one design's turn and not into the other's.
OPTIONS = "-c listen_addresses='' -c max_connections=200 -c shared_buffers=512MB -c max_wal_size=2GB -c autovacuum=off"


@dataclass(frozen=True)
class Cluster:
    programs: Path
    folder: Path

    def url(self, database: str) -> str:
        return f"postgresql://{OWNER}@/{database}?host={self.folder}"

    def make_database(self, name: str) -> str:
        self.run("createdb", "-h", self.folder, "-U", OWNER, name)
        return self.url(name)

    def run(self, program: str, *words: object, cwd: Path = Path("/")) -> str:
        command = [str(self.programs / program), *map(str, words)]
        # PostgreSQL refuses to run as root.
        as_postgres = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        done = subprocess.run([*as_postgres, *command], check=False, capture_output=True, text=True, cwd=cwd)
        if done.returncode:
            raise SystemExit(f"{program} failed: {done.stderr[:MOST_WORDS]}")
        return done.stdout


@contextmanager
def running_cluster() -> Iterator[Cluster]:
    with tempfile.TemporaryDirectory(prefix="psyweb-measured-") as name:
        cluster = Cluster(programs.find_or_install().postgresql, Path(name))
        data = cluster.folder / "data"
        if os.geteuid() == 0:
            shutil.chown(cluster.folder, "postgres", "postgres")
        cluster.run("initdb", "-D", data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--no-locale")
        options = f"{OPTIONS} -c unix_socket_directories={cluster.folder}"
        cluster.run("pg_ctl", "-D", data, "-l", cluster.folder / "log", "-w", "-s", "-o", options, "start")
        try:
            yield cluster
        finally:
            cluster.run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
