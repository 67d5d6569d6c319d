"""check_links against a server of its own on this machine, which is the network that it must never ask unasked."""

import threading
import time
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from ipaddress import ip_network

import pytest
from django.core.management import call_command

from articles import checks
from articles.models import LinkCheck, LinkState
from articles.upkeep.links import LinkClient, check_all
from articles.upkeep.links.collection import addresses

from ..factories import NOW, make_article, make_help_line, make_section, make_source

LOOPBACK = [ip_network("127.0.0.0/8")]
PATIENCE = timedelta(milliseconds=600)


class Handler(BaseHTTPRequestHandler):
    asked: list = []

    def do_HEAD(self):
        self.asked.append((time.monotonic(), self.command, self.path))
        name = self.path.strip("/")
        if name == "hangs":
            time.sleep(1.5)
        elif name == "drips":
            self._drip()
        elif name == "no-head" and self.command == "HEAD":
            self._say(405)
        elif name == "moved":
            self._say(301, "/200")
        elif name == "loop":
            self._say(302, "/loop")
        elif name == "inside":
            self._say(302, "http://10.0.0.1/secret")
        elif name == "script":
            self._say(302, "javascript:alert(1)")
        else:
            self._say(int(name) if name.isdigit() else 200)

    do_GET = do_HEAD  # noqa: N815 (the name that the library calls)

    def _say(self, status, location=None):
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.end_headers()

    def _drip(self):
        """A byte now and then, for ever: no single wait is long."""
        try:
            for _ in range(12):
                self.wfile.write(b"H")
                time.sleep(0.2)
        except OSError:
            pass

    def log_message(self, *_words):
        pass


@pytest.fixture
def server():
    Handler.asked = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        running.daemon_threads = True
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


def make_client(**fields):
    return LinkClient(**{"patience": PATIENCE, "between": timedelta(0), "allowed": LOOPBACK} | fields)


@pytest.mark.parametrize(
    ("path", "state", "status"),
    [
        ("200", LinkState.GOOD, 200),
        ("moved", LinkState.MOVED, 200),
        ("404", LinkState.DEAD, 404),
        ("410", LinkState.DEAD, 410),
        ("500", LinkState.FAILING, 500),
        ("403", LinkState.GOOD, 403),
        ("no-head", LinkState.GOOD, 200),
        ("hangs", LinkState.FAILING, None),
        ("drips", LinkState.FAILING, None),
        ("loop", LinkState.REFUSED, None),
        ("inside", LinkState.REFUSED, None),
        ("script", LinkState.REFUSED, None),
    ],
)
def test_what_a_server_says_becomes_a_state(server, path, state, status):
    started = time.monotonic()
    answer = make_client().check(f"{server}/{path}")
    assert (answer.state, answer.status) == (state, status)
    assert time.monotonic() - started < 3 * PATIENCE.total_seconds()


def test_a_redirect_is_followed_and_kept(server):
    assert make_client().check(f"{server}/moved").leads_to == f"{server}/200"


def test_asks_for_the_head_first_and_for_the_page_only_after_a_refusal(server):
    make_client().check(f"{server}/200")
    make_client().check(f"{server}/no-head")
    assert [command for _at, command, _path in Handler.asked] == ["HEAD", "HEAD", "GET"]


def test_waits_between_two_requests_to_one_host(server):
    client = make_client(between=timedelta(seconds=0.3))
    begun = time.monotonic()
    for _ in range(2):
        client.check(f"{server}/200")
    assert time.monotonic() - begun >= 0.3


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://10.1.2.3/",
        "http://192.168.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::10.0.0.1]/",
        "http://[64:ff9b::10.0.0.1]/",
        "http://[2002:a00:1::1]/",
        "http://[fec0::1]/",
        "http://0.0.0.0/",
        "http://224.0.0.1/",
        "http://2130706433/",
        "ftp://192.0.2.1/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https:///nowhere",
    ],
)
def test_never_asks_what_is_not_public(url):
    assert make_client(allowed=()).check(url).state == LinkState.REFUSED


def test_the_names_host_and_port_decide_and_a_fault_is_told_in_words(server):
    port = int(server.rsplit(":", 1)[1])
    assert make_client().check(f"http://127.0.0.1:{port + 1}/").says == "The connection failed."
    assert make_client().check("http://127.0.0.1:99999/").state == LinkState.FAILING


# With the database


@pytest.fixture
def article(author, server):
    return make_article(
        by=author,
        sources=[make_source(url=f"{server}/404"), make_source("other", url=f"{server}/200")],
        sections=[make_section(body="Words. [study] [other] [more](https://example.org/page)")],
    )


def test_leaves_out_an_address_that_cannot_be_kept(author):
    make_article(by=author, sources=[], sections=[make_section(body=f"[words](https://example.org/{'x' * 500})")])
    assert addresses() == {}


@pytest.mark.parametrize("kind", ["line", "care"])
def test_gathers_every_address_with_the_pages_that_name_it(article, kind):
    make_help_line(url="https://example.org/line", kind=kind)
    found = addresses()
    assert found["https://example.org/line"][0][0] == "A made-up line (United States)"
    assert found["https://example.org/page"] == [("Example", f"/admin/articles/article/{article.pk}/change/")]
    assert len(found) == 4


def test_keeps_what_each_address_said_and_forgets_those_that_nobody_names(article, server):
    LinkCheck.objects.create(url="https://example.org/forgotten", state=LinkState.GOOD, checked_at=NOW)
    check_all(make_client(), at=NOW)
    kept = {check.url: check for check in LinkCheck.objects.all()}
    assert kept[f"{server}/404"].state == LinkState.DEAD
    assert kept[f"{server}/200"].answered_at == NOW
    assert "https://example.org/forgotten" not in kept


def test_a_dead_link_warns_whoever_publishes(article, server):
    check_all(make_client(), at=NOW)
    found = checks.review(article.versions.get().document, checks.context_at(NOW))
    assert [one.where for one in found if one.check == "links-are-not-dead"] == ["sources"]


@pytest.mark.parametrize(("failures", "is_dead"), [(2, False), (3, True)])
def test_a_server_that_is_down_for_a_while_is_not_dead(db, failures, is_dead):
    check = LinkCheck.objects.create(
        url="https://example.org/", state=LinkState.FAILING, failures=failures, checked_at=NOW
    )
    assert check.is_dead is is_dead
    assert LinkCheck.objects.dead().exists() is is_dead


@pytest.mark.parametrize("state", LinkState.values)
def test_row_and_queryset_agree_on_what_is_dead(db, state):
    check = LinkCheck.objects.create(url="https://example.org/", state=state, checked_at=NOW)
    assert LinkCheck.objects.dead().contains(check) is check.is_dead


def test_failures_are_counted_until_an_answer(article, server, monkeypatch):
    for _ in range(2):
        check_all(make_client(), at=NOW)
    assert LinkCheck.objects.get(url=f"{server}/404").failures == 2
    assert LinkCheck.objects.get(url=f"{server}/200").failures == 0


def test_the_command_names_the_dead_and_where_they_stand(author, server, settings):
    settings.LINK_CHECK_NETWORKS = LOOPBACK
    make_article(by=author, sources=[make_source(url=f"{server}/404")])
    said = StringIO()
    call_command("check_links", stdout=said)
    assert f"{server}/404: 404 is gone\n    Example\n1 address asked, 1 dead." in said.getvalue()
