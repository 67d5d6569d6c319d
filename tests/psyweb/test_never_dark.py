"""What readers and voters meet while the standby or the database is away: a real server, really without them."""

import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from pathlib import Path

import pytest

from tests.crash.cluster import Cluster
from tests.machinery import programs
from tests.machinery.site import running_site
from tests.machinery.visitor import Visitor

POLL = "antidepressant-use"
VOTE = f"/polls/{POLL}/vote/"
VOTERS = 12  # More than threads.
KEPT = "/articles/understanding-depression/"

pytestmark = pytest.mark.apart


@pytest.fixture(scope="module")
def cluster():
    """Not below pytest's folder, which the user of PostgreSQL may not enter."""
    with tempfile.TemporaryDirectory(prefix="psyweb-never-dark-") as name:
        Path(name).chmod(0o755)
        cluster = Cluster(Path(name) / "data", programs.find_or_install().postgresql).create()
        yield cluster
        cluster.kill()


@pytest.fixture(scope="module")
def site(cluster, tmp_path_factory):
    with running_site(tmp_path_factory.mktemp("site"), DATABASE_URL=cluster.url, TRUSTED_PROXIES="127.0.0.1") as site:
        yield site


def timed(request):
    began = time.monotonic()
    answer = request()
    return answer, time.monotonic() - began


RELOADS_WITHIN = 30  # Seconds.


def wait_for_standby(cluster, name):
    """Returns once it holds: a server reads its settings again some time after it was told to."""
    with cluster.connect() as server:
        server.execute(f"ALTER SYSTEM SET synchronous_standby_names = '{name}'")
        server.execute("SELECT pg_reload_conf()")
    until = time.monotonic() + RELOADS_WITHIN
    while True:
        with cluster.connect() as server:
            (now,) = server.execute("SHOW synchronous_standby_names").fetchone()
        if now == name:
            break
        assert time.monotonic() < until
        time.sleep(0.1)
    time.sleep(1)  # The processes that commit for others read them on their own.


@pytest.fixture
def standby_away(cluster):
    wait_for_standby(cluster, "nobody")
    yield
    wait_for_standby(cluster, "")


def voter(site, number):
    return Visitor(site.url, {"X-Forwarded-For": f"10.1.{number}.7"})


def test_votes_get_503_in_time_and_keep_their_permits_while_readers_read(site, cluster, request):
    forms = {number: voter(site, number).vote_form(POLL, 1) for number in range(VOTERS)}
    before = Visitor(site.url).json(f"/polls/{POLL}/results.json")["total"]
    request.getfixturevalue("standby_away")
    with ThreadPoolExecutor(VOTERS) as pool:
        votes = [pool.submit(timed, lambda each=each: voter(site, each).post(VOTE, forms[each])) for each in forms]
        time.sleep(0.5)
        read = [
            timed(lambda path=path: Visitor(site.url).get(path))
            for path in ("/healthz", "/readyz", KEPT, "/search/?q=sleep")
        ]
        answered = [vote.result() for vote in votes]
    assert [answer.status for answer, _ in answered] == [HTTPStatus.SERVICE_UNAVAILABLE] * VOTERS
    assert all(int(answer.headers["Retry-After"]) > 0 for answer, _ in answered)
    assert max(took for _, took in answered) < 5
    assert [answer.status for answer, _ in read] == [HTTPStatus.OK] * len(read)
    assert max(took for _, took in read) < 2
    wait_for_standby(cluster, "")
    again = {each: voter(site, each).post(VOTE, form).status for each, form in forms.items()}
    assert set(again.values()) == {HTTPStatus.SEE_OTHER}
    time.sleep(1.2)  # Pages are kept for a second.
    assert Visitor(site.url).json(f"/polls/{POLL}/results.json")["total"] == before + VOTERS


def test_pages_at_hand_are_shown_while_the_database_is_away_and_others_come_back_with_it(site, cluster):
    visitor = Visitor(site.url)
    kept = visitor.get(KEPT)
    cluster.kill()
    time.sleep(1.2)  # Older than a page is fresh.
    stale, took = timed(lambda: visitor.get(KEPT))
    assert (stale.status, stale.text) == (HTTPStatus.OK, kept.text)
    assert took < 1
    refused, took = timed(lambda: visitor.get("/search/?q=never-asked-for"))
    assert (refused.status, took < 1) == (HTTPStatus.SERVICE_UNAVAILABLE, True)
    assert visitor.get("/healthz").status == HTTPStatus.OK
    ready, took = timed(lambda: visitor.get("/readyz"))
    assert (ready.text, took < 1) == ("the database does not answer\n", True)
    time.sleep(3)
    cluster.start()
    end = time.monotonic() + 2
    while visitor.get("/search/?q=never-asked-for").status != HTTPStatus.OK:
        assert time.monotonic() < end
        time.sleep(0.1)
