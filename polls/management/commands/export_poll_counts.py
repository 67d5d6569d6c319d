"""Write the counts of polls to a file or to standard output."""

import getpass
import sys
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ...errors import Refused
from ...exports import Export, Format, Grouping, export_counts
from ...models import Poll

DOES_NOT_RECONCILE = 1
WRONG_ARGUMENTS = 2


class Command(BaseCommand):
    help = (
        "Write the counts of polls to a file. Exit status: 0 done, 1 the figures do not reconcile, 2 wrong arguments."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slugs", nargs="*", metavar="SLUG", help="polls; all when none is named")
        parser.add_argument("--format", choices=Format.values, default=Format.CSV.value)
        parser.add_argument("--by", choices=Grouping.values, default=Grouping.TOTAL.value)
        parser.add_argument("--from", dest="first", type=date.fromisoformat, metavar="DATE", help="with --by month")
        parser.add_argument("--to", dest="last", type=date.fromisoformat, metavar="DATE", help="with --by month")
        parser.add_argument("--output", default="-", metavar="FILE", help="- is the standard output")

    def handle(self, *, slugs: list[str], first: date | None, last: date | None, output: str, **options: Any) -> None:
        by = Grouping(options["by"])
        if by == Grouping.TOTAL and (first or last):
            raise CommandError("--from and --to go with --by month.", returncode=WRONG_ARGUMENTS)
        if first and last and first > last:
            raise CommandError("--from comes after --to.", returncode=WRONG_ARGUMENTS)
        export = Export(_polls(slugs), Format(options["format"]), by, first, last)
        try:
            pieces = export_counts(export, by=None, name=f"{_account()} (command line)", reason="export_poll_counts")
        except Refused as error:
            if output != "-":
                Path(output).unlink(missing_ok=True)
            raise CommandError(str(error), returncode=DOES_NOT_RECONCILE) from error
        _write(pieces, output)


def _polls(slugs: list[str]) -> list[Poll]:
    polls = Poll.objects.opened().prefetch_related("choices", "wordings").order_by("slug")
    if not slugs:
        return list(polls)
    found = {poll.slug: poll for poll in polls.filter(slug__in=slugs)}
    unknown = sorted(set(slugs) - set(found))
    if unknown:
        raise CommandError(f"There is no poll {', '.join(unknown)}.", returncode=WRONG_ARGUMENTS)
    return [found[slug] for slug in dict.fromkeys(slugs)]


def _write(pieces: Iterable[bytes], output: str) -> None:
    if output == "-":
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
        return
    draft = Path(f"{output}.part")
    try:
        with draft.open("wb") as file:
            file.writelines(pieces)
        draft.replace(output)
    except OSError as error:
        raise CommandError(f"Cannot write {output}: {error.strerror}.", returncode=WRONG_ARGUMENTS) from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unnamed account"
