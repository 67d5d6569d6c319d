import logging
import re
from ipaddress import ip_network

import pytest
from django.conf import settings as project

from privacy.access_log import NOT_LOGGED, HidePolls

pytestmark = pytest.mark.django_db


@pytest.fixture
def access_lines(settings, caplog):
    settings.ACCESS_LOG = True
    logger = logging.getLogger("psyweb.access_log")
    logger.addHandler(caplog.handler)
    caplog.set_level(logging.INFO, logger="psyweb.access_log")
    yield lambda: [record.getMessage() for record in caplog.records if record.name == "psyweb.access_log"]
    logger.removeHandler(caplog.handler)


def test_logs_network_and_path_without_its_query(client, access_lines):
    client.get("/nowhere/?q=words", headers={"user-agent": "made up"}, REMOTE_ADDR="192.0.2.77")
    (line,) = access_lines()
    assert line.startswith("192.0.2.0/24 GET /nowhere/ 404 ")
    assert "words" not in line


def test_a_line_break_in_a_path_makes_no_line(client, access_lines):
    client.get("/nowhere%0a192.0.2.0/24 GET /made-up/")
    assert access_lines()[0].startswith("127.0.0.0/24 GET /nowhere%0A192.0.2.0/24%20GET%20/made-up/ 404 ")


@pytest.mark.parametrize(
    "path",
    [
        "/polls/antidepressant-use/vote/",
        "/polls/",
        "/healthz",
        "/readyz",
        "/articles/made-up/report/",
        "/articles/made-up/helpful/",
    ],
)
def test_logs_nothing_of_polls_and_reports(client, access_lines, path):
    client.get(path)
    assert access_lines() == []


@pytest.mark.parametrize("beginning", NOT_LOGGED)
def test_what_is_not_logged_here_is_not_logged_by_nginx(beginning):
    assert re.search(rf"~\^{re.escape(beginning)} +0;", (project.BASE_DIR / "deploy" / "nginx.conf").read_text())


def test_logs_nothing_unless_asked(client, access_lines, settings):
    settings.ACCESS_LOG = False
    client.get("/nowhere/")
    assert access_lines() == []


@pytest.fixture
def client_behind_proxy(client, settings):
    settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/8")]
    return client


@pytest.mark.parametrize(
    ("remote", "forwarded", "expected"),
    [
        ("192.0.2.77", "198.51.100.9", "192.0.2.0/24"),
        ("10.0.0.1", "198.51.100.9", "198.51.100.0/24"),
        ("10.0.0.1", "203.0.113.5, 198.51.100.9", "198.51.100.0/24"),
        ("10.0.0.1", "2001:db8:1:2::3", "2001:db8:1::/48"),
        ("", "", "unknown"),
    ],
    ids=["no proxy", "our proxy", "a forged hop", "IPv6", "a socket"],
)
def test_believes_only_our_proxies(client_behind_proxy, access_lines, remote, forwarded, expected):
    client_behind_proxy.get("/nowhere/", REMOTE_ADDR=remote, headers={"x-forwarded-for": forwarded})
    assert access_lines()[0].startswith(f"{expected} GET")


def test_error_lines_hide_which_poll():
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, "Server Error: %s", ("/polls/a/vote/",), None)
    HidePolls().filter(record)
    assert record.getMessage() == "Server Error: /polls/…"
