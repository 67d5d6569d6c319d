"""Check every URL that pages name, and print the dead ones."""

from typing import IO, cast

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from ...upkeep.links import LinkClient, check_all


class Command(BaseCommand):
    help = "Ask every address that a page names whether it still answers; the desk and the checks show what was found."

    def handle(self, **_options: object) -> None:
        # OutputWrapper has write and flush, the only methods of a file that rich uses on it.
        console = Console(file=cast(IO[str], self.stderr))
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
            task = progress.add_task(_("Asking"), total=None)
            checked = check_all(
                LinkClient(allowed=settings.LINK_CHECK_NETWORKS),
                on_checked=lambda check, total: progress.update(
                    task, advance=1, total=total, description=check.url[:60]
                ),
            )
        dead = [check for check in checked if check.is_dead]
        for check in dead:
            self.stdout.write(f"{check.url}: {check.status or ''} {check.says or check.get_state_display()}")
            for title, _address in check.used_in:
                self.stdout.write(f"    {title}")
        words = ngettext(
            "%(all)s address asked, %(dead)s dead.", "%(all)s addresses asked, %(dead)s dead.", len(checked)
        )
        self.stdout.write(words % {"all": len(checked), "dead": len(dead)})
