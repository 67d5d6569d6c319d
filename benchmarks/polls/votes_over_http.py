"""Measure a vote over HTTP against the vote view of Django's tutorial: same server, same database, in turn."""

import os
import random
import statistics
from collections import Counter
from collections.abc import Iterator
from functools import partial
from urllib.parse import urlencode

import psycopg
from django.utils import timezone

from benchmarks import report
from benchmarks.client import crowd
from benchmarks.django_site import AS_WSGI, serving
from benchmarks.polls import made_up
from benchmarks.timing import Turn, by_turns, median_p50, ratio
from polls.ballots import permits
from polls.models import Mark, Poll
from psyweb.startup.rsgi import SHARES

CONNECTIONS = (1, 8, 64)
WARM_UP_CONNECTIONS = 8
ROUNDS = 4
SECONDS = 3
MOST_A_SECOND = 2_500  # Requests to prepare for each second of a turn: more than two cores answer.
TUTORIAL, CHECK, VOTE = "tutorial", "check page", "vote"
STATUS = {TUTORIAL: 302, CHECK: 200, VOTE: 303}
TUTORIAL_TABLES = """
    CREATE TABLE reference_site_question (id bigserial PRIMARY KEY, question_text varchar(200) NOT NULL);
    CREATE TABLE reference_site_choice (
        id bigserial PRIMARY KEY, choice_text varchar(200) NOT NULL, votes int NOT NULL,
        question_id bigint NOT NULL REFERENCES reference_site_question DEFERRABLE INITIALLY DEFERRED
    );
    CREATE INDEX ON reference_site_choice (question_id);
    INSERT INTO reference_site_question (question_text) VALUES ('Made up?');
    INSERT INTO reference_site_choice (choice_text, votes, question_id)
        SELECT 'Made up', 0, 1 FROM generate_series(1, 4);
"""
CSRF = "A" * 32  # A token that fits itself: cookie and field are the same.


def section() -> str:
    """Raises SystemExit when one vote more or fewer was stored than was answered."""
    poll, before = made_up.make_poll("measured-over-http"), Mark.objects.count()
    answered: Counter[str] = Counter()
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(TUTORIAL_TABLES)
        with (
            serving("psyweb.wsgi:site") as ours,
            serving("benchmarks.reference_site:application", *AS_WSGI) as theirs,
        ):
            sites = {TUTORIAL: theirs, CHECK: ours, VOTE: ours}
            _measure(sites, poll, WARM_UP_CONNECTIONS, answered, rounds=1)  # Not shown.
            warm_up = answered[VOTE]
            found = {number: _measure(sites, poll, number, answered, rounds=ROUNDS) for number in CONNECTIONS}
        row = connection.execute("SELECT sum(votes) FROM reference_site_choice").fetchone()
    stored = {VOTE: Mark.objects.count() - before, TUTORIAL: row and row[0]}
    if any(answered[design] != number for design, number in stored.items()):
        raise SystemExit(f"Stored {stored}, answered {answered}.")
    heads = ["connections", "vote ÷ tutorial", "check page ÷ tutorial", "vote, ms", "check page, ms", "tutorial, ms"]
    lines = [
        [
            connections,
            *(ratio(turns, design, TUTORIAL) for design in (VOTE, CHECK)),
            *(f"{median_p50(turns[design]):.1f}" for design in (VOTE, CHECK, TUTORIAL)),
        ]
        for connections, turns in found.items()
    ]
    return f"""## A vote over HTTP

The same server (granian, one process, {SHARES["writing"].threads} threads for votes) and PostgreSQL; {ROUNDS} rounds of
{SECONDS} s. *Tutorial* is the vote view of Django's tutorial, with `F()`, in the middleware of `startproject`. *Vote*
is the POST that casts, with a permit at hand, each from a network of its own; *check page* is the POST before it,
which draws a page. A reader's whole vote takes both, one after the other; the tutorial's takes one.
{answered[VOTE] - warm_up:,} votes were answered in the rounds, and after them the tables held exactly as many as were
answered, in both designs.

{report.table(heads, lines)}"""


def _measure(
    sites: dict[str, str], poll: Poll, connections: int, answered: Counter[str], *, rounds: int
) -> dict[str, list[Turn]]:
    turns = {design: partial(_turn, design, url, poll, connections, answered) for design, url in sites.items()}
    return by_turns(turns, rounds=rounds)


def _turn(design: str, url: str, poll: Poll, connections: int, answered: Counter[str]) -> Turn:
    requests = list(_requests(design, url, poll))
    found = crowd(url, iter(requests), status=STATUS[design], connections=connections, seconds=SECONDS)
    number = len(found.milliseconds)
    answered[design] += number
    return Turn(number / found.seconds, statistics.median(found.milliseconds))


def _requests(design: str, url: str, poll: Poll) -> Iterator[bytes]:
    at = timezone.now()
    for number in range(MOST_A_SECOND * SECONDS):
        choice = str(number % 4 + 1)
        if design == TUTORIAL:
            form, cookie = {"choice": choice, "csrfmiddlewaretoken": CSRF}, f"Cookie: csrftoken={CSRF}\r\n"
            yield _request(f"{url}/polls/1/vote/", form, cookie)
            continue
        form = {"choice": choice, "remarks": ""}
        if design == VOTE:
            form["permit"] = permits.mint(poll.pk, at=at)
        yield _request(f"{url}/polls/{poll.slug}/vote/", form, _of_another_network())


def _of_another_network() -> str:
    """So that no limit of one network is met: these are many readers, not one that votes often."""
    address = f"{random.randrange(1, 224)}.{random.randrange(256)}.{random.randrange(256)}.7"
    return f"Sec-Fetch-Site: same-origin\r\nX-Forwarded-For: {address}\r\n"


def _request(url: str, form: dict[str, str], headers: str) -> bytes:
    host, _, path = url.removeprefix("http://").partition("/")
    body = urlencode(form)
    head = f"POST /{path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    return f"{head}Content-Length: {len(body)}\r\n{headers}\r\n{body}".encode()
