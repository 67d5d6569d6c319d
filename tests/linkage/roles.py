"""The real site under the roles of deploy/postgresql/roles.sql: set up by the owner, served and counted by others."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.crash.cluster import Cluster
from tests.crash.server import PROJECT, Server, settings_of
from tests.machinery.cluster import OWNER, run_as_postgres
from tests.machinery.static_files import lend_to
from tests.machinery.visitor import Visitor

FILE = PROJECT / "deploy" / "postgresql" / "roles.sql"


@dataclass(frozen=True)
class Place:
    cluster: Cluster
    environment: dict[str, str]
    visitor: Visitor

    def url(self, role: str) -> str:
        return self.cluster.url.replace(f"//{OWNER}@", f"//{role}@")

    def ask(self, role: str, query: str) -> list[tuple]:
        """As that role. Raises InsufficientPrivilege where it may not."""
        with psycopg.connect(self.url(role)) as connection:
            found = connection.execute(query)
            return found.fetchall() if found.description else []

    def count(self, role: str = "psyweb_counter") -> str:
        """`count_votes` as the timer starts it."""
        environment = {**self.environment, "DATABASE_URL": self.url(role)}
        command = [sys.executable, "manage.py", "count_votes"]
        result = subprocess.run(
            command, cwd=PROJECT, env=environment, check=False, capture_output=True, text=True, timeout=120
        )
        return result.stdout + result.stderr

    def draft(self, role: str) -> str:
        """Two drafts are written, and written anew: one is opened, the other discarded. Says whether each is there."""
        environment = {**self.environment, "DATABASE_URL": self.url(role)}
        words = "import django; django.setup(); from tests.linkage.roles import draft_two; draft_two()"
        return subprocess.run(
            [sys.executable, "-c", words], cwd=PROJECT, env=environment, check=True, capture_output=True, text=True
        ).stdout


def draft_two() -> None:
    from django.contrib.auth.models import User

    from polls import lifecycle
    from polls.models import Poll

    writer, second = (User.objects.create_superuser(f"made-up-{name}") for name in ("writer", "second"))
    for slug in ("made-up-opened", "made-up-discarded"):
        for answers in (["Made up: one", "Made up: two"], ["Made up: one", "Made up: two", "Made up: three"]):
            poll = Poll.objects.filter(slug=slug).first() or Poll(slug=slug, sample_statement="Made up.")
            choices = list(enumerate(answers, start=1))
            draft = lifecycle.save_draft(poll, question="Is this made up?", choices=choices, by=writer)
    lifecycle.discard_draft(draft, by=second)
    opened = Poll.objects.get(slug="made-up-opened")
    opened = lifecycle.open_draft(opened, by=second, seen=lifecycle.fingerprint(opened))
    print(opened.is_open(), Poll.objects.filter(slug="made-up-discarded").exists())


@contextmanager
def served(folder: Path, programs: Path) -> Iterator[Place]:
    cluster = Cluster(folder / "cluster", programs).create()
    server = None
    try:
        owned = settings_of(folder, cluster.url)
        lend_to(folder)
        first = Server(owned, folder / "serve.log")
        try:
            first.start()
        finally:
            first.kill()
        _make_polls(owned)
        # As the owner, and a second time, as after the next release.
        for _ in range(2):
            run_as_postgres(programs / "psql", "-q", "-h", folder / "cluster", "-U", OWNER, "-f", _readable(folder))
        environment = {**owned, "POLL_COUNT_AFTER_VOTE": "false"}
        environment["DATABASE_URL"] = cluster.url.replace(f"//{OWNER}@", "//psyweb_web@")
        server = Server(environment, folder / "serve.log")
        server.start()
        yield Place(cluster, environment, Visitor(server.url, {"X-Forwarded-For": "10.1.2.3"}))
    finally:
        if server:
            server.kill()
        cluster.kill()


def _readable(folder: Path) -> Path:
    """A copy that the user who runs psql may read, wherever the project lies."""
    copy = folder / "roles.sql"
    copy.write_text(FILE.read_text())
    copy.chmod(0o644)
    return copy


def _make_polls(environment: dict[str, str]) -> None:
    words = "import django; django.setup(); from tests.crash.verdict import make_polls; make_polls()"
    subprocess.run([sys.executable, "-c", words], cwd=PROJECT, env=environment, check=True)
