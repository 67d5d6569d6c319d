"""A vote over HTTP against the vote view of Django's tutorial: same server, same database, by turns."""

import json
import os
import pickle
import random
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

import psycopg
from django.utils import timezone

from polls.ballots import permits
from polls.models import Mark, Poll
from psyweb.startup import server

CONNECTIONS = (1, 8, 64)
ROUNDS = 4
SECONDS = 3
MOST_A_SECOND = 2_500  # Requests to prepare for each second of a turn: more than two cores answer.
START_LIMIT_SECONDS = 60
TUTORIAL, CHECK, VOTE = "tutorial", "check page", "vote"
STATUS = {TUTORIAL: 302, CHECK: 200, VOTE: 303}
TUTORIAL_TABLES = """
    CREATE TABLE tutorial_question (id bigserial PRIMARY KEY, question_text varchar(200) NOT NULL);
    CREATE TABLE tutorial_choice (
        id bigserial PRIMARY KEY, choice_text varchar(200) NOT NULL, votes int NOT NULL,
        question_id bigint NOT NULL REFERENCES tutorial_question DEFERRABLE INITIALLY DEFERRED
    );
    CREATE INDEX ON tutorial_choice (question_id);
    INSERT INTO tutorial_question (question_text) VALUES ('Made up?');
    INSERT INTO tutorial_choice (choice_text, votes, question_id) SELECT 'Made up', 0, 1 FROM generate_series(1, 4);
"""
CSRF = "A" * 32  # A token that fits itself: cookie and field are the same.


@dataclass(frozen=True)
class Turn:
    design: str
    connections: int
    round: int
    answered: int
    rate: float
    milliseconds: float


def measure(poll: Poll, url: str) -> Iterator[Turn]:
    """Raises SystemExit when an answer was not the expected one, or when one vote more or fewer was stored."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(TUTORIAL_TABLES)
    chance, before = random.Random(1), Mark.objects.count()
    with serving("psyweb.wsgi:application") as ours, serving("benchmarks.tutorial.wsgi:application") as theirs:
        ports = {TUTORIAL: theirs, CHECK: ours, VOTE: ours}
        votes = {TUTORIAL: 0, CHECK: 0, VOTE: 0}
        for design, port in ports.items():
            votes[design] += _turn(design, port, poll, 8, -1).answered  # Warms up: not shown.
        for connections in CONNECTIONS:
            for number in range(ROUNDS):
                for design in chance.sample(list(ports), k=len(ports)):
                    turn = _turn(design, ports[design], poll, connections, number)
                    votes[design] += turn.answered
                    yield turn
    with psycopg.connect(url) as connection:
        theirs_stored = connection.execute("SELECT sum(votes) FROM tutorial_choice").fetchone()
    ours_stored = Mark.objects.count() - before
    if (ours_stored, theirs_stored) != (votes[VOTE], (votes[TUTORIAL],)):
        raise SystemExit(f"Stored {ours_stored} and {theirs_stored}, answered {votes}.")


def ratios(turns: list[Turn], design: str, connections: int) -> list[float]:
    rate = {(turn.design, turn.round): turn.rate for turn in turns if turn.connections == connections}
    return [rate[design, number] / rate[TUTORIAL, number] for number in range(ROUNDS)]


def median_milliseconds(turns: list[Turn], design: str, connections: int) -> float:
    return statistics.median(
        turn.milliseconds for turn in turns if (turn.design, turn.connections) == (design, connections)
    )


def _turn(design: str, port: int, poll: Poll, connections: int, number: int) -> Turn:
    requests = list(_requests(design, port, poll))
    command = [sys.executable, "-m", "benchmarks.polls.load", *map(str, (port, connections, SECONDS, STATUS[design]))]
    done = subprocess.run(command, input=pickle.dumps(requests), capture_output=True, check=False)
    if done.returncode or done.stderr:
        raise SystemExit(done.stderr.decode())
    found = json.loads(done.stdout)
    if found["others"]:
        raise SystemExit(f"{design} was also answered with: {found['others']}")
    return Turn(design, connections, number, found["answered"], found["rate"], found["milliseconds"])


def _requests(design: str, port: int, poll: Poll) -> Iterator[bytes]:
    at = timezone.now()
    for number in range(MOST_A_SECOND * SECONDS):
        choice = str(number % 4 + 1)
        if design == TUTORIAL:
            form, cookie = {"choice": choice, "csrfmiddlewaretoken": CSRF}, f"Cookie: csrftoken={CSRF}\r\n"
            yield _request(port, "/polls/1/vote/", form, cookie)
            continue
        form = {"choice": choice, "website": ""}
        if design == VOTE:
            form["permit"] = permits.mint(poll.pk, at=at)
        yield _request(port, f"/polls/{poll.slug}/vote/", form, _of_another_network())


def _of_another_network() -> str:
    """So that no limit of one network is met: these are many readers, not one that votes often."""
    address = f"{random.randrange(1, 224)}.{random.randrange(256)}.{random.randrange(256)}.7"
    return f"Sec-Fetch-Site: same-origin\r\nX-Forwarded-For: {address}\r\n"


def _request(port: int, path: str, form: dict[str, str], headers: str) -> bytes:
    body = urlencode(form)
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    return f"{head}Content-Length: {len(body)}\r\n{headers}\r\n{body}".encode()


@contextmanager
def serving(application: str) -> Iterator[int]:
    """The production server as `manage.py serve` starts it, with one process, on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    *words, _ = server.command()
    words = [f"--port={port}" if word.startswith("--port=") else word for word in words]
    process = subprocess.Popen([*words, application], env=os.environ)
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int, process: subprocess.Popen) -> None:
    end = time.monotonic() + START_LIMIT_SECONDS
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("A server did not start.")
