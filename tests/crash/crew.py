"""The processes that vote and count: forked where Django is set up, killed, started again, and brought to an end."""

from __future__ import annotations

import multiprocessing
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import chain
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from .voters import Task

END_LIMIT_SECONDS = 90
# A fork of a process that has set up Django votes within milliseconds of a kill.
forks: Any = multiprocessing.get_context("fork")


@dataclass
class Member:
    task: Task
    work: Callable[..., None]
    parts: tuple[str, ...] = ()
    process: BaseProcess | None = None

    def start(self) -> None:
        self.process = forks.Process(target=self.work, args=(self.task, *self.parts))
        self.process.start()

    def kill(self) -> None:
        assert self.process
        self.process.kill()
        self.process.join()


@dataclass
class Crew:
    folder: Path
    seed: int
    members: dict[str, list[Member]] = field(default_factory=dict)

    @property
    def _end(self) -> Path:
        return self.folder / "end"

    def add(self, kind: str, number: int, work: Callable[..., None], *parts: str) -> None:
        here = self.members.setdefault(kind, [])
        for _ in range(number):
            index = sum(len(members) for members in self.members.values())
            task = Task(index, self.seed, self.folder / f"journal-{kind}-{index}", self._end)
            here.append(Member(task, work, parts))
            here[-1].start()

    def kill_one(self, kind: str, chance: random.Random) -> None:
        member = chance.choice(self.members[kind])
        member.kill()
        member.start()

    def finish(self) -> None:
        """Every voter sees its last permit through. Raises where one cannot, or has fallen over by itself."""
        self._end.touch()
        for kind, members in self.members.items():
            for member in members:
                assert member.process
                member.process.join(END_LIMIT_SECONDS)
                if member.process.exitcode != 0:
                    member.kill()
                    raise AssertionError(f"A {kind} ended with {member.process.exitcode}.")

    def end(self) -> None:
        """Whatever happened: leave no process behind."""
        for member in chain.from_iterable(self.members.values()):
            if member.process and member.process.is_alive():
                member.kill()

    def journals(self) -> list[list[list[str]]]:
        tasks = [member.task for kind, members in self.members.items() if kind != "counter" for member in members]
        return [task.wrote() for task in tasks]


def run_apart(work: Callable[..., None], *parts: object) -> None:
    """In a process of its own, so that no connection is open here when others are forked."""
    process = forks.Process(target=work, args=parts)
    process.start()
    process.join()
    if process.exitcode != 0:
        raise AssertionError(f"{work.__name__} ended with {process.exitcode}.")
