"""Voters that try again with the same permit until they are thanked, as a browser does. Each keeps a journal.

Lines of a journal: `permit POLL CODES TOKEN` before the first try, with commas between the codes; `thanks HOW` after
the answer; `odd STATUS` for an answer that a voter should never get. A voter that was killed takes up the permit that
its journal ends with.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from contextlib import redirect_stderr
from dataclasses import dataclass
from functools import partial
from http.client import HTTPException
from pathlib import Path
from typing import TypeVar

from tests.machinery.visitor import Answer, Visitor, form_fields

CHOICES = (1, 2, 3, 4)
MOST_ANSWERS = 3
OPEN_POLL = "made-up-harmless"
SEVERAL_POLL = "made-up-several"
SEALED_POLL = "made-up-sensitive"
PAUSE_SECONDS = 0.05
EXPECTED = {200, 303, 503}
Selection = tuple[int, ...]
Result = TypeVar("Result")


@dataclass(frozen=True)
class Task:
    number: int
    seed: int
    journal: Path
    end: Path

    def is_over(self) -> bool:
        """A file says so: a lock between processes would stay with one that is killed while it holds it."""
        return self.end.exists()

    def chance(self) -> random.Random:
        return random.Random(f"{self.seed} {self.number}")

    def wrote(self) -> list[list[str]]:
        return [line.split() for line in self.journal.read_text().splitlines()] if self.journal.exists() else []

    def write(self, *words: object) -> None:
        """Handed to the kernel before this returns, so a kill cannot take it back."""
        handle = os.open(self.journal, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(handle, (" ".join(str(word) for word in words) + "\n").encode())
        os.close(handle)


def pick(chance: random.Random) -> tuple[str, Selection]:
    """A poll and its answers. They are not equally frequent, so that a swap of two shows."""
    slug = chance.choice([OPEN_POLL, OPEN_POLL, SEVERAL_POLL, SEVERAL_POLL, SEALED_POLL])
    number = chance.randint(1, MOST_ANSWERS) if slug == SEVERAL_POLL else 1
    return slug, tuple(sorted(set(chance.choices(CHOICES, [8, 4, 2, 1], k=number))))


def as_codes(word: str) -> Selection:
    return tuple(map(int, word.split(",")))


def as_word(codes: Selection) -> str:
    return ",".join(map(str, codes))


def vote_over_http(task: Task, url: str) -> None:
    chance = task.chance()
    while not task.is_over():
        network = f"10.{chance.randrange(256)}.{chance.randrange(256)}.7"
        visitor = Visitor(url, {"X-Forwarded-For": network})
        slug, codes = pick(chance)
        target = f"/polls/{slug}/vote/"
        page = _insist(task, partial(visitor.post, target, {"choice": codes}), 200)
        form = form_fields(page.text, action=target)
        task.write("permit", slug, as_word(codes), form["permit"])
        tries = _Tries()
        _insist(task, partial(visitor.post, target, form), 303, tries)
        task.write("thanks", "retried" if tries.failed else "once")


@dataclass
class _Tries:
    failed: int = 0


def _insist(task: Task, ask: Callable[[], Answer], wanted: int, tries: _Tries | None = None) -> Answer:
    tries = tries or _Tries()
    while True:
        try:
            answer = ask()
        except (OSError, HTTPException):
            answer = None
        if answer and answer.status == wanted:
            return answer
        if answer and answer.status not in EXPECTED:
            task.write("odd", answer.status)
        tries.failed += 1
        time.sleep(PAUSE_SECONDS)


def vote_directly(task: Task) -> None:
    """Without a server between: mints permits and casts, so that a kill hits the verb itself."""
    from django.utils import timezone

    from polls.ballots import permits
    from polls.results import poll_cache

    lines = task.wrote()
    chance = random.Random(f"{task.seed} {task.number} {len(lines)}")
    if lines and lines[-1][0] == "permit":
        _cast_until_thanked(task, *lines[-1][1:])
    while not task.is_over():
        slug, codes = pick(chance)
        now = timezone.now()
        cached = retrying(partial(poll_cache.find, slug, at=now))
        token = permits.mint(cached.poll.pk, at=now)
        task.write("permit", slug, as_word(codes), token)
        _cast_until_thanked(task, slug, as_word(codes), token)


def _cast_until_thanked(task: Task, slug: str, word: str, token: str) -> None:
    task.write("thanks", "new" if retrying(partial(cast, slug, as_codes(word), token)) else "already")


def cast(slug: str, codes: Selection, token: str) -> bool:
    from django.utils import timezone

    from polls.ballots import casting, permits
    from polls.results import poll_cache

    now = timezone.now()
    cached = poll_cache.find(slug, at=now)
    return casting.cast(cached, codes, permits.read(token, cached.poll.pk, at=now), at=now)


def retrying(act: Callable[[], Result]) -> Result:
    from django.db import InterfaceError, OperationalError

    while True:
        try:
            return act()
        except (OperationalError, InterfaceError):
            _start_anew()


def _start_anew() -> None:
    """What Django does between requests: let go of a connection that broke."""
    from django.db import connection

    connection.close()
    time.sleep(PAUSE_SECONDS)


def count_without_rest(task: Task) -> None:
    """The command of the timer, over and over, so that a kill finds it in the middle of a count."""
    from django.core.management import call_command
    from django.db import InterfaceError, OperationalError

    chance = random.Random(f"{task.seed} {task.number} {time.monotonic_ns()}")
    with Path(os.devnull).open("w") as nowhere, redirect_stderr(nowhere):
        while not task.is_over():
            try:
                call_command("count_votes", stdout=nowhere, stderr=nowhere)
            except (OperationalError, InterfaceError):
                _start_anew()
            time.sleep(chance.uniform(0, 0.2))
