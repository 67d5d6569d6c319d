"""Load a folder of content, with a progress display and a summary."""

from collections.abc import Sequence, Sized
from pathlib import Path
from typing import IO, Any, cast

from django.core.management.base import BaseCommand, CommandParser
from rich.console import Console
from rich.progress import Progress, TextColumn
from rich.table import Table

from ...content_pack import Fault, Outcome, Pack, PackRefused, Summary, load, read_pack


class Command(BaseCommand):
    help = "Load a folder of content: all of it, or, where one file is at fault, nothing. Keeps what editors changed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path)

    def handle(self, *, folder: Path, **_options: Any) -> None:
        # OutputWrapper passes all other attributes on to the stream that it wraps.
        self.console = Console(file=cast(IO[str], self.stdout), soft_wrap=True, highlight=False)
        try:
            summary = self._load(folder)
        except PackRefused as refused:
            self._say_faults(folder, refused.faults)
            raise SystemExit(1) from None
        self._say(summary)

    def _load(self, folder: Path) -> Summary:
        columns = (TextColumn("{task.description}"), *Progress.get_default_columns()[1:])
        with Progress(*columns, console=self.console, transient=True, disable=not self.console.is_terminal) as progress:
            reading = progress.add_task("Reading", total=None)
            pack = read_pack(
                folder, on_file=lambda file: progress.update(reading, advance=1, description=f"Reading {file}")
            )
            loading = progress.add_task("Loading", total=_size(pack))
            return load(
                pack,
                on_line=lambda kind, name: progress.update(loading, advance=1, description=f"Loading {kind}: {name}"),
            )

    def _say(self, summary: Summary) -> None:
        table = Table(box=None, pad_edge=False)
        table.add_column("")
        for heading in ("created", "updated", "kept"):
            table.add_column(heading, justify="right")
        kept = [outcome for outcome in Outcome if outcome not in {Outcome.CREATED, Outcome.UPDATED}]
        for kind in summary.kinds:
            counts = [summary.count(kind, Outcome.CREATED), summary.count(kind, Outcome.UPDATED)]
            counts.append(sum(summary.count(kind, outcome) for outcome in kept))
            table.add_row(kind, *(str(count) for count in counts))
        self.console.print(table)
        for kind, name, outcome in summary.lines:
            if outcome not in {Outcome.CREATED, Outcome.UPDATED, Outcome.KEPT}:
                self.console.print(f"{kind}: {name or 'all'}: {outcome.value}", markup=False)

    def _say_faults(self, folder: Path, faults: Sequence[Fault]) -> None:
        errors = Console(file=cast(IO[str], self.stderr), soft_wrap=True, highlight=False)
        errors.print(f"{folder} was not loaded: {len(faults)} fault{'s' if len(faults) != 1 else ''}.", markup=False)
        for fault in faults:
            errors.print(str(fault), markup=False)


def _size(pack: Pack) -> int:
    """Return how many lines the summary will have, for the progress display."""
    rows: tuple[Sized, ...] = (
        pack.topics.topics, pack.topics.index, pack.help_lines.emergency_numbers, pack.help_lines.helplines,
        pack.polls.polls, pack.articles, pack.notices, pack.statements, pack.pictures, pack.medicines.classes,
        pack.medicines.medicines,
    )  # fmt: skip
    return sum(map(len, rows)) + 1  # One more line, for the warning signs.
