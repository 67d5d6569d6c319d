"""A site for the tests of backups and moves: its folder, its database, and its commands as their own processes."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.machinery.site import PROJECT
from tests.machinery.static_files import lend_to

FILL = """
import django
django.setup()
from datetime import timedelta
from django.utils import timezone
from polls import lifecycle
from polls.ballots import casting, permits
from polls.results import poll_cache
words, now = "Made up for a test.", timezone.now()
opened = now - timedelta(days=30)
texts = {"question": words, "choices": [(1, words), (2, "No.")], "sample_statement": words}
poll = lifecycle.create_poll(slug="made-up", opens_at=opened, at=opened, **texts)
for number in range(30):
    permit = permits.read(permits.mint(poll.pk, at=now), poll.pk, at=now)
    casting.cast(poll_cache.find(poll.slug, at=now), [1 + number % 2], permit, at=now)
"""


@dataclass(frozen=True)
class Place:
    folder: Path
    database_url: str

    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TMPDIR"}}
        of_site = {"VAR_DIR": str(self.folder), "DATABASE_URL": self.database_url}
        return {**kept, **of_site, "DJANGO_SETTINGS_MODULE": "psyweb.settings"}

    def run(self, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *command], cwd=PROJECT, env=self.environment() | variables, check=False,
            capture_output=True, text=True, timeout=300,
        )  # fmt: skip

    def manage(self, *words: object, **variables: str) -> subprocess.CompletedProcess[str]:
        return self.run("manage.py", *map(str, words), **variables)


def empty_place(folder: Path, database_url: str) -> Place:
    """With static files, and a SECRET_KEY of its own."""
    folder.mkdir()
    (folder / "secret_key").write_text(secrets.token_urlsafe(64))
    lend_to(folder)
    return Place(folder, database_url)


def filled_place(folder: Path, database_url: str) -> Place:
    """With the first content, and a poll with thirty ballots that wait."""
    place = empty_place(folder, database_url)
    for words in (["migrate"], ["load_content", "content"]):
        done = place.manage(*words)
        assert done.returncode == 0, done.stderr
    done = place.run("-c", FILL)
    assert done.returncode == 0, done.stderr
    return place
