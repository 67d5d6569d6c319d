"""A PostgreSQL server that can be killed, brought back, followed by a standby, and replaced by it."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.machinery.cluster import OWNER, is_root, run_as_postgres

# What a killed process has handed to the kernel is not lost: flushes would only slow down what is tested here.
OPTIONS = "-c listen_addresses='' -c fsync=off -c max_connections=100 -c wal_keep_size=256MB -c hot_standby=on"
GONE_LIMIT_SECONDS = 30


@dataclass(frozen=True)
class Cluster:
    folder: Path
    programs: Path
    options: str = ""

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def url(self) -> str:
        return f"postgresql://{OWNER}@/{OWNER}?host={self.folder}"

    @property
    def _lock(self) -> Path:
        return self.data / "postmaster.pid"

    def create(self) -> Cluster:
        """Make the server's files, start it, make its database."""
        self._make_folder()
        run = self.programs / "initdb"
        run_as_postgres(run, "-D", self.data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
        self.start()
        alone = "PGOPTIONS=-c synchronous_commit=local"  # There is no standby yet.
        run_as_postgres("env", alone, self.programs / "createdb", "-h", self.folder, "-U", OWNER, OWNER)
        return self

    def follow(self, primary: Cluster) -> Cluster:
        """Become a standby of `primary`, whatever was here before."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self._make_folder()
        source = f"host={primary.folder} user={OWNER} application_name={self.folder.name}"
        run_as_postgres(self.programs / "pg_basebackup", "-d", source, "-D", self.data, "-R", "-c", "fast", "--no-sync")
        self.start()
        return self

    def start(self) -> None:
        options = f"{OPTIONS} {self.options} -c unix_socket_directories={self.folder}"
        self._control("-l", self.folder / "log", "-w", "-o", options, "start")

    def promote(self) -> None:
        self._control("-w", "promote")

    def connect(self) -> psycopg.Connection:
        return psycopg.connect(self.url, autocommit=True, connect_timeout=5)

    def pids(self, title: str = "") -> list[int]:
        """Processes below the postmaster, such as `walreceiver`, or those that serve clients."""
        return [pid for pid, words in _children(self._postmaster()) if title in words]

    def kill(self) -> None:
        """The whole server at once; what it wrote stays. Also how it ends: its data are thrown away."""
        if self._lock.exists():
            postmaster = self._postmaster()
            self._kill_and_clear(postmaster, [pid for pid, _ in _children(postmaster)], is_whole=True)

    def kill_postmaster(self) -> None:
        """Only the parent: its children notice, and end in their own time."""
        postmaster = self._postmaster()
        self._kill_and_clear(postmaster, [pid for pid, _ in _children(postmaster)], is_whole=False)

    def kill_backend(self, chance: random.Random) -> None:
        """One that serves a client: the postmaster then throws all out and recovers."""
        backends = self.pids(f"postgres: {OWNER} ")
        if backends:
            with suppress(ProcessLookupError):
                os.kill(chance.choice(backends), signal.SIGKILL)

    def wait_until_ready(self) -> None:
        end = time.monotonic() + GONE_LIMIT_SECONDS
        while True:
            try:
                self.connect().close()
            except psycopg.OperationalError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.02)
            else:
                return

    def _kill_and_clear(self, postmaster: int, children: list[int], *, is_whole: bool) -> None:
        for pid in [postmaster, *(children if is_whole else [])]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        end = time.monotonic() + GONE_LIMIT_SECONDS
        while any(_is_alive(pid) for pid in [postmaster, *children]) and time.monotonic() < end:
            time.sleep(0.01)
        # In a container nobody may collect the dead, and the lock would seem to be held by one of them.
        for lock in (self._lock, *self.folder.glob(".s.PGSQL.*.lock")):
            lock.unlink(missing_ok=True)

    def _postmaster(self) -> int:
        return int(self._lock.read_text().splitlines()[0])

    def _control(self, *words: object) -> None:
        run_as_postgres(self.programs / "pg_ctl", "-D", self.data, *words)

    def _make_folder(self) -> None:
        self.folder.mkdir(parents=True)
        if is_root():
            shutil.chown(self.folder, "postgres", "postgres")


def _children(parent: int) -> list[tuple[int, str]]:
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            after_name = (path / "stat").read_text().rpartition(")")[2].split()
            if int(after_name[1]) == parent:
                found.append((int(path.name), (path / "cmdline").read_bytes().replace(b"\0", b" ").decode()))
    return found


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
