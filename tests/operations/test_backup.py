"""A backup brings back the whole site, into an empty database alone."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest

from tests.machinery import programs
from tests.machinery.cluster import new_database, running_cluster

from .place import Place, empty_place, filled_place

pytestmark = pytest.mark.apart


@pytest.fixture(scope="module")
def cluster_url() -> Iterator[str]:
    with running_cluster(programs.find_or_install().postgresql) as url:
        yield url


class Kept:
    """A filled site and its backup."""

    def __init__(self, folder: Path, kind: str, cluster_url: str) -> None:
        self.folder, self.kind, self.cluster_url = folder, kind, cluster_url
        self.site = filled_place(folder / "kept", new_database(cluster_url, kind, folder))
        self.identity, self.keys = folder / "identity", folder / "keys"
        made = self.site.manage("backup", "--new-identity", self.identity)
        (folder / "recipients").write_text(made.stdout)
        done = self.site.manage(
            "backup", folder / "backups", "--keys", self.keys, "--recipients", folder / "recipients"
        )
        assert done.returncode == 0, done.stderr
        (self.backup,) = (folder / "backups").iterdir()

    def empty(self, name: str, *, kind: str = "") -> Place:
        folder = self.folder / name
        if kind == "sqlite" or (not kind and self.kind == "sqlite"):
            url = f"sqlite:///{self.folder / name}.sqlite3"
        else:
            url = new_database(self.cluster_url, "postgresql", self.folder)
        return empty_place(folder, url)

    def restore_into(self, place: Place, **changed: Path):
        paths = {"backup": self.backup, "identity": self.identity} | changed
        return place.manage("restore", paths["backup"], "--keys", self.keys, "--identity", paths["identity"])


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def kept(request, tmp_path_factory, cluster_url):
    return Kept(tmp_path_factory.mktemp(request.param), request.param, cluster_url)


@pytest.fixture(scope="module")
def restored(kept):
    place = kept.empty("restored")
    done = kept.restore_into(place)
    assert done.returncode == 0, done.stderr
    kept.files_after = {name: files_in(place.folder / name) for name in ("keys", "media")}  # Before a test counts.
    return place, done


@contextmanager
def database_of(place: Place):
    if place.database_url.startswith("sqlite"):
        with closing(sqlite3.connect(place.database_url.removeprefix("sqlite:///"))) as database:
            yield database
            database.commit()
    else:
        with psycopg.connect(place.database_url) as database:
            yield database


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_page_and_every_ledger_is_as_it_was(restored):
    _, done = restored
    pages = re.search(r"(\d+) of (\d+) public pages are as they were", done.stdout)
    assert pages
    assert pages[1] == pages[2]
    assert int(pages[1]) > 30
    assert "2 polls: every entry is as it was written." in done.stdout


def test_media_keys_and_the_secret_key_are_back(kept, restored):
    place, _ = restored
    for name in ("keys", "media"):
        assert kept.files_after[name] == files_in(kept.site.folder / name)
    assert (place.folder / "secret_key").read_text() == (kept.site.folder / "secret_key").read_text()


def test_only_their_owner_reads_the_keys_and_the_database(restored):
    place, _ = restored
    secrets = [path for path in (place.folder / "keys").rglob("*") if path.is_file()]
    if place.database_url.startswith("sqlite"):
        secrets.append(Path(place.database_url.removeprefix("sqlite:///")))
    assert [path for path in secrets if path.stat().st_mode & 0o077] == []


def test_ballots_that_waited_can_be_counted(restored):
    place, _ = restored
    assert place.manage("count_votes").returncode == 0
    with database_of(place) as database:
        rows = database.execute("SELECT number FROM polls_count ORDER BY number DESC").fetchall()
    assert (30,) in rows


def test_nothing_in_the_backup_is_in_clear(kept):
    content = b"".join(path.read_bytes() for path in [*kept.backup.glob("*.age"), *kept.keys.iterdir()])
    assert b"Made up for a test." not in content
    assert (kept.site.folder / "secret_key").read_bytes() not in content


def test_a_page_that_changed_is_found(kept, restored):
    place, _ = restored
    with database_of(place) as database:
        database.execute("UPDATE articles_topic SET name = 'Made up for a test'")
    done = place.manage("check_copy", kept.backup / "manifest.json")
    assert done.returncode == 1
    assert re.search(r"^/topics/\S+ is not as it was$", done.stderr, re.MULTILINE)
    assert "public pages differ" in done.stderr


def test_a_database_that_is_not_empty_is_refused(kept):
    done = kept.restore_into(kept.site)
    assert (done.returncode, done.stderr) == (
        1,
        "Refused: The database is not empty: it holds this site. A restore goes into an empty one.\n",
    )


def test_the_database_of_another_site_is_refused(kept):
    other = kept.empty("another")
    assert other.manage("migrate").returncode == 0
    assert "it holds another site" in kept.restore_into(other).stderr


def test_a_database_of_the_other_kind_is_refused(kept):
    kinds = {"sqlite": "postgresql", "postgresql": "sqlite"}
    other = kept.empty("other-kind", kind=kinds[kept.kind])
    assert f"This backup is of {kept.kind}" in kept.restore_into(other).stderr


def test_keys_of_another_site_are_not_replaced(kept):
    other = kept.empty("other-keys")
    (other.folder / "keys" / "box").mkdir(parents=True)
    (other.folder / "keys" / "box" / "made-up.key").write_text("Made up.")
    assert "holds keys of another site" in kept.restore_into(other).stderr
    assert files_in(other.folder / "keys") == {"box/made-up.key": b"Made up."}


def test_a_damaged_backup_writes_nothing(kept):
    damaged, other = kept.folder / "damaged", kept.empty("after-damage")
    shutil.copytree(kept.backup, damaged)
    content = bytearray((damaged / "database.age").read_bytes())
    content[len(content) // 2] ^= 1
    (damaged / "database.age").write_bytes(content)
    assert "database.age has another SHA-256" in kept.restore_into(other, backup=damaged).stderr
    assert not (other.folder / "keys").exists()


def test_another_identity_does_not_open_it(kept):
    other, identity = kept.empty("other-identity"), kept.folder / "another-identity"
    other.manage("backup", "--new-identity", identity)
    assert "cannot be read" in kept.restore_into(other, identity=identity).stderr


def test_the_keys_lie_apart(kept):
    done = kept.site.manage("backup", kept.folder / "backups", "--keys", kept.folder / "backups" / "keys", "--clear")
    assert "Refused: The keys go into a folder outside" in done.stderr
