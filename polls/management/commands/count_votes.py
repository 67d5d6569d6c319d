from django.core.management.base import BaseCommand
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from polls import counting
from polls.errors import Refused
from polls.models import Box, Poll, SealedBallot


class Command(BaseCommand):
    help = "Count the ballots that are due, destroy the keys and marks that have served. For a timer, or by hand."

    def handle(self, **options):
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
            for poll in Poll.objects.prefetch_related("wordings"):
                for box in Box:
                    self._count(poll, box, progress)
        counting.tidy()

    def _count(self, poll, box, progress):
        waiting = SealedBallot.objects.filter(poll=poll, box=box).count()
        if not waiting:
            return
        name = poll.slug if box == Box.MAIN else f"{poll.slug}, held"
        task = progress.add_task(name, total=waiting)
        try:
            entry = counting.count(poll, box=box, watch=lambda: progress.advance(task))
        except Refused as reason:
            self.stdout.write(f"{name}: not counted. {reason}")
        else:
            self.stdout.write(f"{name}: {entry.number} counted, entry {entry.sequence}.")
        finally:
            progress.remove_task(task)
