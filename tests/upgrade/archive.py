"""Keep a site's data as one compressed archive, and put it back: database, keys, media, and what its release drew."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import tarfile
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from .pages import Drawn
from .release import Place

FIXTURES = Path(__file__).parent / "fixtures"
DATABASE = {"sqlite": "psyweb.sqlite3", "postgresql": "psyweb.sql"}
KEPT_FOLDERS = ("keys", "media")
# Statements of newer releases of pg_dump that older servers do not know. None of them matters here.
UNKNOWN_TO_OLD_SERVERS = ("\\restrict ", "\\unrestrict ", "SET transaction_timeout")


@dataclass(frozen=True)
class Facts:
    """What a fixture says of itself, in facts.json."""

    release: str
    clock: datetime
    secret_key: str
    made: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        return {**vars(self), "clock": self.clock.isoformat()}

    @classmethod
    def of_json(cls, kept: dict[str, Any]) -> Facts:
        return cls(**{**kept, "clock": datetime.fromisoformat(kept["clock"])})


def path_of(name: str, kind: str) -> Path:
    return FIXTURES / name / f"{kind}.tar.xz"


def pack(path: Path, kind: str, place: Place, programs: Path, said: tuple[Facts, list[Drawn]]) -> None:
    """The site must have stopped. `said` is what `unpack` gives back."""
    facts, pages = said
    folder = place.folder / "packed"
    folder.mkdir()
    if kind == "sqlite":
        source = place.database_url.removeprefix("sqlite:///")
        with closing(sqlite3.connect(source)) as connection:
            connection.execute("VACUUM INTO ?", [str(folder / DATABASE[kind])])
    else:
        (folder / DATABASE[kind]).write_text(_dumped(place.database_url, programs))
    (folder / "facts.json").write_text(json.dumps(facts.as_json(), indent=1))
    (folder / "pages.json").write_text(json.dumps([vars(page) for page in pages], indent=1))
    for name in KEPT_FOLDERS:
        shutil.copytree(place.folder / name, folder / name)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(path, "w:xz", preset=9) as archive:
        archive.add(folder, arcname=".")


def unpack(path: Path, folder: Path) -> tuple[Facts, list[Drawn]]:
    """Files only: `restore_database` puts a dump into PostgreSQL."""
    with tarfile.open(path) as archive:
        archive.extractall(folder, filter="data")
    facts = Facts.of_json(json.loads((folder / "facts.json").read_text()))
    return facts, [Drawn(**page) for page in json.loads((folder / "pages.json").read_text())]


def restore_database(kind: str, folder: Path, database_url: str, programs: Path) -> None:
    source = folder / DATABASE[kind]
    if kind == "sqlite":
        source.rename(database_url.removeprefix("sqlite:///"))
        return
    words = [programs / "psql", "--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", "--dbname", database_url]
    subprocess.run([*words, "--file", source], check=True, stdout=subprocess.DEVNULL)


def _dumped(database_url: str, programs: Path) -> str:
    words = [programs / "pg_dump", "--no-owner", "--no-privileges", "--dbname", database_url]
    text = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    return "".join(line for line in text.splitlines(True) if not line.startswith(UNKNOWN_TO_OLD_SERVERS))
