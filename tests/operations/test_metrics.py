import re
import subprocess
import sys
import urllib.request
from datetime import timedelta

import pytest
import yaml
from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.utils import timezone
from prometheus_client import CollectorRegistry, generate_latest

from articles.models import LinkCheck
from operations import runs
from operations.metrics import requests
from operations.metrics.state import StateCollector
from polls.models import Box
from tests.machinery.site import PROJECT, free_port, running_site, wait_until
from tests.machinery.visitor import Visitor
from tests.polls.factories import cast, make_poll

ALERTS = settings.BASE_DIR / "deploy" / "alerts.yml"
NAME = re.compile(r"psyweb_[a-z_]+")


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    settings.POLL_KEY_DIR = tmp_path / "keys"


def scraped():
    registry = CollectorRegistry()
    registry.register(StateCollector())
    return generate_latest(registry).decode().splitlines()


@pytest.mark.django_db
def test_ballots_that_wait_are_told_by_box():
    poll = make_poll()
    for box in (Box.MAIN, Box.MAIN, Box.HELD):
        cast(poll, 1, box=box)
    lines = scraped()
    assert 'psyweb_ballots_waiting{box="main"} 2.0' in lines
    assert 'psyweb_ballots_waiting{box="held"} 1.0' in lines


@pytest.mark.dated
@pytest.mark.django_db
def test_a_count_that_is_due_lags():
    poll = make_poll(opens_at=timezone.now() - timedelta(days=30), count_minimum=20)
    for _ in range(20):
        cast(poll, 1)
    (line,) = [line for line in scraped() if line.startswith("psyweb_count_lag_seconds ")]
    assert float(line.split()[1]) >= timedelta(days=20).total_seconds()


@pytest.mark.django_db
def test_nothing_is_late_on_an_empty_site():
    lines = scraped()
    assert "psyweb_count_lag_seconds 0.0" in lines
    assert 'psyweb_last_success_timestamp_seconds{command="backup"} 0.0' in lines


@pytest.mark.django_db
def test_dead_links_are_told():
    LinkCheck.objects.create(url="https://dead.example/", state="dead", checked_at=timezone.now())
    assert "psyweb_links_dead 1.0" in scraped()


@pytest.mark.django_db
def test_a_command_that_succeeded_is_remembered():
    runs.remember(["manage.py", "verify_polls"])
    (line,) = [line for line in scraped() if 'command="verify_polls"' in line]
    assert abs(float(line.split()[1]) - timezone.now().timestamp()) < 60


@pytest.mark.parametrize("words", [["manage.py"], ["manage.py", "check"], ["manage.py", "backup", "--help"]])
def test_other_commands_are_not_remembered(words):
    runs.remember(words)
    assert not (settings.VAR_DIR / "runs").exists()


def test_requests_are_not_counted_unless_asked():
    with pytest.raises(MiddlewareNotUsed):
        requests.measure(lambda request: None)


def samples(text):
    return dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))


@pytest.mark.apart
def test_what_the_server_counts_is_on_a_port_of_its_own(tmp_path):
    port = free_port()
    counted = {"METRICS_DIR": str(tmp_path / "metrics"), "METRICS_PORT": str(port)}
    with running_site(tmp_path, TRUSTED_PROXIES="127.0.0.1", **counted) as site:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve_metrics"], cwd=PROJECT, env=site.environment, stderr=subprocess.PIPE
        )
        try:
            address = f"http://127.0.0.1:{port}/metrics"
            wait_until(address, process)
            text = _what_is_counted(site, address)
        finally:
            process.kill()
            process.communicate()
    found = samples(text)
    assert found['psyweb_requests_total{status="200",view="articles:help_now"}'] == "1.0"
    assert found['psyweb_requests_total{status="404",view="no view"}'] == "1.0"
    assert found['psyweb_drawing_seconds_count{view="articles:help_now"}'] == "1.0"
    assert {outcome: found[f'psyweb_votes_total{{outcome="{outcome}"}}'] for outcome in OUTCOMES} == OUTCOMES
    assert "antidepressant-use" not in text
    _every_alert_names_metrics_in(text)


OUTCOMES = {"accepted": "1.0", "replayed": "1.0", "refused": "1.0"}


def _what_is_counted(site, address):
    visitor = Visitor(site.url, {"X-Forwarded-For": "10.1.2.3"})
    visitor.get("/help-now/")
    visitor.get("/nowhere/")
    form = visitor.vote_form("antidepressant-use", 1)
    for fields in (form, form, {}):
        visitor.post("/polls/antidepressant-use/vote/", fields)
    with urllib.request.urlopen(address) as answer:
        return answer.read().decode()


def _every_alert_names_metrics_in(text):
    rules = yaml.safe_load(ALERTS.read_text())["groups"][0]["rules"]
    named = {name for rule in rules for name in NAME.findall(rule["expr"])}
    assert len(rules) == 10
    assert {name for name in named if name not in text} == set()
    assert all(rule["labels"]["severity"] in {"page", "ticket"} and rule["annotations"]["summary"] for rule in rules)
