"""Count the ballots that are due, and destroy expired keys and marks."""

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from django.core.management.base import BaseCommand
from django.db import Error as DatabaseError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from ... import counting
from ...ballots.sealing import DamagedKey
from ...errors import Refused
from ...models import Box, Poll
from ...results import poll_cache

logger = logging.getLogger(__name__)

COLUMNS = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
LINE_EVERY = 100_000  # Ballots: some seconds of work.


class Command(BaseCommand):
    help = (
        "Count the ballots that are due, destroy the keys and marks that have served. For a timer, or by hand. "
        "Exit status: 0 all is well, 1 a fault; a poll's own fault stops no other poll."
    )

    def handle(self, **options: Any) -> None:
        polls = Poll.objects.opened().prefetch_related("wordings")
        failed = [box for poll in polls for box in Box if not self._is_counted(poll, box)]
        faults = counting.clean_up()
        for fault in faults:
            self.stderr.write(fault)
        if failed or faults:
            sys.exit(1)

    def _is_counted(self, poll: Poll, box: Box) -> bool:
        """False only for a fault. A database error ends the command, because the other polls would fail too."""
        try:
            self._count(poll, box)
        except DatabaseError:
            raise
        except Exception as fault:
            logger.exception("The count of %s failed.", poll.slug)
            self.stderr.write(f"{_name(poll, box)}: not counted, its ballots wait. {type(fault).__name__}: {fault}")
            return False
        return True

    def _count(self, poll: Poll, box: Box) -> None:
        waiting = poll_cache.number_in(poll, box)
        if not waiting:
            return
        name = _name(poll, box)
        try:
            with self._progress(name, waiting) as on_progress:
                entry = counting.count(poll, box=box, on_progress=on_progress)
        except DamagedKey:
            raise
        except Refused as reason:
            self.stdout.write(f"{name}: not counted. {reason}")
        else:
            self.stdout.write(f"{name}: {entry.number} counted, entry {entry.sequence}.")

    def _progress(self, name: str, waiting: int) -> AbstractContextManager[Callable[[int], None]]:
        """A progress bar on a terminal, else a line for each LINE_EVERY ballots. Call the result with more ballots."""
        return _bar(name, waiting) if sys.stderr.isatty() else self._lines(name, waiting)

    @contextmanager
    def _lines(self, name: str, waiting: int) -> Iterator[Callable[[int], None]]:
        opened = 0

        def on_progress(more: int) -> None:
            nonlocal opened
            if (opened + more) // LINE_EVERY > opened // LINE_EVERY:
                self.stdout.write(f"{name}: {opened + more} of {waiting} opened.")
            opened += more

        yield on_progress


def _name(poll: Poll, box: Box) -> str:
    return poll.slug if box == Box.MAIN else f"{poll.slug}, held"


@contextmanager
def _bar(name: str, waiting: int) -> Iterator[Callable[[int], None]]:
    with Progress(*COLUMNS, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(name, total=waiting)
        yield lambda more: progress.advance(task, more)
