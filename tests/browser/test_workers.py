"""Several processes serve one site: what one of them changes, readers of every other see within two seconds."""

import subprocess
import time
from datetime import timedelta

import pytest

from tests.machinery import programs
from tests.machinery.site import free_port, running_site
from tests.machinery.visitor import Visitor

WORKERS = 3
UNTIL_DUE = 12  # Seconds: a busy machine asks both processes in that time.
SEEN_WITHIN = timedelta(seconds=2)
ASKED_TO_MEET_EACH = 40  # Connections: so many meet every process, but for one chance in ten million.
TRD = "/articles/treatment-resistant-depression/"
PUBLISH = """
from datetime import timedelta
from django.utils import timezone
from tests.articles.public_pages import make_public_edition, withdraw
"""


@pytest.fixture(scope="module")
def shared_cache(tmp_path_factory):
    port = free_port()
    command = [
        programs.find_or_install().redis,
        "--port",
        str(port),
        "--bind",
        "127.0.0.1",
        "--save",
        "",
        "--appendonly",
        "no",
    ]
    folder = tmp_path_factory.mktemp("redis")
    with (folder / "log").open("w") as log:
        process = subprocess.Popen([str(word) for word in command], cwd=folder, stdout=log, stderr=log)
    yield f"redis://127.0.0.1:{port}/0"
    process.terminate()
    process.wait(10)


@pytest.fixture(scope="module")
def site(tmp_path_factory, shared_cache):
    with running_site(tmp_path_factory.mktemp("site"), WORKERS=str(WORKERS), CACHE_URL=shared_cache) as site:
        yield site


@pytest.fixture
def change(site):
    """Runs Python on the site's data, in a process of its own."""

    def change(code):
        site.manage("shell", "--no-imports", "--command", PUBLISH + code)

    return change


def answers(site, path):
    """What all processes say: new connections go to whichever is free."""
    visitor = Visitor(site.url)
    return [visitor.get(path) for _ in range(ASKED_TO_MEET_EACH)]


def test_every_process_shows_the_same_bytes(site):
    assert len({(answer.headers["ETag"], answer.text) for answer in answers(site, TRD)}) == 1


def test_a_published_edition_is_seen_on_every_process(site, change):
    assert {answer.status for answer in answers(site, "/articles/made-up-now/")} == {404}
    change("make_public_edition(slug='made-up-now')")
    time.sleep(SEEN_WITHIN.total_seconds())
    assert {answer.status for answer in answers(site, "/articles/made-up-now/")} == {200}


def test_a_withdrawal_is_seen_on_every_process(site, change):
    change("make_public_edition(slug='made-up-gone')")
    assert {answer.status for answer in answers(site, "/articles/made-up-gone/")} == {200}
    change("from articles.models import Edition; withdraw(Edition.objects.get(slug='made-up-gone'))")
    time.sleep(SEEN_WITHIN.total_seconds())
    assert {answer.status for answer in answers(site, "/articles/made-up-gone/")} == {410}


def test_a_schedule_that_falls_due_is_seen_on_every_process(site, change):
    change(f"make_public_edition(slug='made-up-soon', publish_at=timezone.now() + timedelta(seconds={UNTIL_DUE}))")
    assert {answer.status for answer in answers(site, "/articles/made-up-soon/")} == {404}
    time.sleep(UNTIL_DUE + SEEN_WITHIN.total_seconds())
    assert {answer.status for answer in answers(site, "/articles/made-up-soon/")} == {200}
