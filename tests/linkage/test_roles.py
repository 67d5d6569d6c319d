"""In production the site's role can add a ballot, and never read one. Run as the real site under the real roles."""

import tempfile
from pathlib import Path

import pytest
from psycopg.errors import InsufficientPrivilege, IntegrityError

from tests.crash.voters import OPEN_POLL, SEALED_POLL
from tests.machinery import programs

from .roles import served

PAGES = ["/", "/articles/", "/polls/", f"/polls/{OPEN_POLL}/", "/search/?q=sleep", "/readyz", "/admin/login/"]


@pytest.fixture(scope="module")
def place():
    with tempfile.TemporaryDirectory(prefix="psyweb-roles-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with served(folder, programs.find_or_install().postgresql) as place:
            yield place


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_read_as_the_sites_role(place, path):
    assert place.visitor.get(path).status in {200, 302}


def test_a_vote_is_cast_as_the_sites_role_and_counted_as_the_counters(place):
    before = place.visitor.json(f"/polls/{OPEN_POLL}/results.json")["counted"]["total"]
    form = place.visitor.vote_form(OPEN_POLL, 2)
    target = f"/polls/{OPEN_POLL}/vote/"
    assert [place.visitor.post(target, form).status for _ in range(2)] == [303, 303]
    assert "may not open ballots" in place.count("psyweb_web")
    assert f"{OPEN_POLL}: 1 counted" in place.count()
    waiting = "SELECT count(*) FROM polls_sealedballot JOIN polls_poll AS poll ON poll.id = poll_id WHERE slug = "
    assert place.ask("psyweb", f"{waiting}'{OPEN_POLL}'") == [(0,)]
    (entry,) = place.ask("psyweb_web", "SELECT counts FROM polls_count ORDER BY id DESC LIMIT 1")
    assert (before, entry) == (0, ({"2": 1},))


@pytest.mark.parametrize(
    ("role", "query"),
    [
        ("psyweb_web", "SELECT poll_id, key_id, box FROM polls_sealedballot"),
        ("psyweb_web", "SELECT poll_id, key_id, box, number FROM polls_ballotbundle"),
        ("psyweb_web", "SELECT polls_bundle(id, 10, 10) FROM polls_poll"),
        ("psyweb_web", "SELECT count(*) FROM polls_sealedballot GROUP BY poll_id"),
        ("psyweb_counter", "SELECT cipher FROM polls_sealedballot"),
        ("psyweb_counter", "SELECT ciphers FROM polls_ballotbundle"),
        ("psyweb_counter", "SELECT issued_on FROM polls_mark"),
        ("psyweb_counter", "SELECT 1 FROM polls_poll FOR UPDATE"),
    ],
)
def test_each_role_may_do_its_part(place, role, query):
    place.ask(role, query)


@pytest.mark.parametrize(
    ("role", "query"),
    [
        ("psyweb_web", "SELECT cipher FROM polls_sealedballot"),
        ("psyweb_web", "SELECT * FROM polls_sealedballot"),
        ("psyweb_web", "SELECT xmin, ctid FROM polls_sealedballot"),
        ("psyweb_web", "DELETE FROM polls_sealedballot RETURNING id"),
        ("psyweb_web", "UPDATE polls_sealedballot SET box = 'held'"),
        ("psyweb_web", "COPY polls_sealedballot TO STDOUT"),
        ("psyweb_web", "SELECT ciphers FROM polls_ballotbundle"),
        ("psyweb_web", "SELECT xmin, ctid FROM polls_ballotbundle"),
        ("psyweb_web", "DELETE FROM polls_ballotbundle"),
        ("psyweb_web", "UPDATE polls_ballotbundle SET number = 0"),
        ("psyweb_web", "INSERT INTO polls_ballotbundle (id) VALUES (gen_random_uuid())"),
        ("psyweb_web", "SELECT mark FROM polls_mark"),
        ("psyweb_web", "SELECT count(*) FROM polls_mark"),
        ("psyweb_web", "DELETE FROM polls_mark"),
        ("psyweb_web", "UPDATE polls_count SET number = 0"),
        ("psyweb_web", "DELETE FROM polls_count"),
        ("psyweb_web", "TRUNCATE polls_count"),
        ("psyweb_web", "ALTER TABLE polls_count DISABLE TRIGGER ALL"),
        ("psyweb_web", "UPDATE polls_wording SET question = 'Made up?'"),
        ("psyweb_web", "UPDATE polls_choice SET code = 9"),
        ("psyweb_web", "CREATE TABLE made_up (id int)"),
        ("psyweb_counter", "SELECT mark FROM polls_mark"),
        ("psyweb_counter", "INSERT INTO polls_mark VALUES (gen_random_uuid(), now())"),
        ("psyweb_counter", "UPDATE polls_sealedballot SET cipher = cipher"),
        ("psyweb_counter", "UPDATE polls_ballotbundle SET number = 0"),
        ("psyweb_counter", "SELECT polls_bundle(id, 10, 10) FROM polls_poll"),
        ("psyweb_counter", "UPDATE polls_count SET number = 0"),
        ("psyweb_counter", "DELETE FROM polls_count"),
        ("psyweb_counter", "UPDATE polls_poll SET count_minimum = 10"),
        ("psyweb_counter", "SELECT * FROM auth_user"),
        ("psyweb_counter", "SELECT * FROM articles_article"),
    ],
)
def test_and_nothing_else(place, role, query):
    with pytest.raises(InsufficientPrivilege):
        place.ask(role, query)


def test_a_draft_is_written_changed_discarded_and_opened_as_the_sites_role(place):
    assert place.draft("psyweb_web") == "True False\n"


@pytest.mark.parametrize("table", ["polls_choice", "polls_wording", "polls_poll"])
def test_what_was_opened_is_kept_from_the_sites_role_too(place, table):
    with pytest.raises(IntegrityError):
        place.ask("psyweb_web", f"DELETE FROM {table}")


def test_a_poll_of_health_waits_for_its_ballots_under_the_roles_too(place):
    place.visitor.vote(SEALED_POLL, 1)
    assert "A count needs 10" in place.count()
    assert place.visitor.json(f"/polls/{SEALED_POLL}/results.json")["waiting"] == 1
