"""Killed at any moment: what was acknowledged is there, and a retry adds only what was not."""

import os
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.db import connection

from polls import counting, results
from polls.ballots import permits
from polls.ledger import verification
from polls.models import Count, SealedBallot
from polls.results import poll_cache
from polls.results.totals import Totals

from . import factories
from .factories import NOW

PERMITS = 400
VOTER = "killed-voter"
STOP_LIMIT = timedelta(seconds=60)


def url_of_this_database():
    parts = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{parts['NAME']}"
    host, port = parts["HOST"] or "localhost", parts["PORT"] or "5432"
    login = parts["USER"] + (f":{parts['PASSWORD']}" if parts["PASSWORD"] else "")
    return f"postgresql://{login}@/{parts['NAME']}?host={host}&port={port}"


def start_voter(poll, lines):
    environment = {
        **os.environ,
        "DATABASE_URL": url_of_this_database(),
        "POLL_KEY_DIR": str(django_settings.POLL_KEY_DIR),
        "SECRET_KEY": django_settings.SECRET_KEY,
        "PGAPPNAME": VOTER,
    }
    voter = subprocess.Popen(
        [sys.executable, "-m", "tests.polls.voter", poll.slug, NOW.isoformat()],
        cwd=django_settings.BASE_DIR,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    voter.stdin.write("\n".join(lines))
    voter.stdin.close()
    return voter


def wait_for_the_voters_last_statement():
    """PostgreSQL finishes the statement that it has, and commits it, before it notices that its client is gone."""
    if connection.vendor != "postgresql":
        return
    end = time.monotonic() + STOP_LIMIT.total_seconds()
    with connection.cursor() as cursor:
        while time.monotonic() < end:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = %s",
                [VOTER],
            )
            if cursor.fetchone() == (0,):
                return
            time.sleep(0.05)
    raise AssertionError("The killed voter is still connected.")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("acknowledged", [1, 25, 90])
def test_a_killed_voter_loses_and_doubles_nothing(acknowledged):
    poll = factories.make_harmless_poll(at=NOW, carried_over=None)
    choices = {permits.mint(poll.pk, at=NOW): index % 4 + 1 for index in range(PERMITS)}
    with start_voter(poll, [f"{token} {code}" for token, code in choices.items()]) as voter:
        answered = {voter.stdout.readline().strip() for _ in range(acknowledged)}
        voter.kill()
        answered |= {line.strip() for line in voter.stdout if line.strip() in choices}
    wait_for_the_voters_last_statement()
    stored = SealedBallot.objects.count()
    assert len(answered) <= stored
    counting.count(poll, at=NOW)
    repeated = Counter(factories.cast(poll, code, at=NOW, token=token) for token, code in choices.items())
    assert repeated == {True: PERMITS - stored, False: stored}
    counting.count(poll, at=NOW)
    poll_cache.clear_all()
    told = Totals.of(Count.objects.filter(poll=poll)).votes
    assert (told, results.of(poll, at=NOW).total) == (Counter(choices.values()), PERMITS)
    assert verification.of_poll(poll) == []
