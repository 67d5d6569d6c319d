"""A site on SQLite moves to PostgreSQL whole, and works there."""

from __future__ import annotations

import psycopg
import pytest

from tests.machinery import programs
from tests.machinery.cluster import new_database, running_cluster

from .place import Place, filled_place

pytestmark = pytest.mark.apart


@pytest.fixture(scope="module")
def cluster_url():
    with running_cluster(programs.find_or_install().postgresql) as url:
        yield url


@pytest.fixture(scope="module")
def old(tmp_path_factory):
    folder = tmp_path_factory.mktemp("moves")
    return filled_place(folder / "site", f"sqlite:///{folder / 'site.sqlite3'}")


@pytest.fixture(scope="module")
def move(old, cluster_url):
    url = new_database(cluster_url, "postgresql", old.folder)
    return Place(old.folder, url), old.manage("move_database", MOVE_TO=url)


@pytest.fixture(scope="module")
def exports(old, move):
    """Of the old site and of the new one, by format, before a test counts: both sites share one folder of keys."""
    words = ["export_poll_counts", "--by", "total", "--format"]
    return {form: [place.manage(*words, form).stdout for place in (old, move[0])] for form in ("csv", "json")}


def test_pages_and_ledgers_are_compared(move):
    _, done = move
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 polls: every entry is as it was written." in done.stdout
    assert "public pages are as they were." in done.stdout


@pytest.mark.parametrize("form", ["csv", "json"])
def test_exports_are_equal(exports, form):
    before, after = exports[form]
    assert before == after != ""


def test_the_ballots_that_waited_are_counted_there(move, exports):
    place, _ = move
    assert place.manage("count_votes").returncode == 0
    with psycopg.connect(place.database_url) as database:
        assert database.execute("SELECT max(number) FROM polls_count WHERE kind = 'count'").fetchone() == (30,)


def test_the_guards_hold_there(move):
    place, _ = move
    with pytest.raises(psycopg.errors.IntegrityError), psycopg.connect(place.database_url) as database:
        database.execute("UPDATE polls_count SET number = 1")


def test_a_database_that_is_not_empty_is_refused(old, move):
    place, _ = move
    done = old.manage("move_database", MOVE_TO=place.database_url)
    assert done.stderr == "Refused: The database to move to is not empty: it holds this site or another.\n"


def test_a_site_moves_from_sqlite_alone(move, cluster_url):
    place, _ = move
    assert "Refused: A site moves from SQLite" in place.manage("move_database", MOVE_TO=cluster_url).stderr


def test_a_database_that_does_not_answer_is_refused(old):
    done = old.manage("move_database", MOVE_TO="postgresql://nobody@127.0.0.1:1/nothing")
    assert "Refused: The database to move to does not answer" in done.stderr
