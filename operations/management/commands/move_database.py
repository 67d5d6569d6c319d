"""Move the site from SQLite to PostgreSQL, and compare the two."""

import os
import tempfile
from pathlib import Path
from typing import IO, Any, cast

from django.core.management.base import BaseCommand
from django.db import connection
from django.utils import timezone
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress

from psyweb import env

from ...backup import pages, transfer
from ...backup.manifest import Manifest, site_of_database
from ...backup.refusal import Refused
from ...backup.verification import verify

URL = "MOVE_TO"  # Not an argument, which all users of the machine can see: it holds the password.


class Command(BaseCommand):
    help = f"Copy the site into the empty PostgreSQL database that the variable {URL} names, and verify it there."

    def handle(self, **_options: Any) -> None:
        transfer.connect(env.database(URL, default_file=Path()))
        console = Console(file=cast(IO[str], self.stdout), soft_wrap=True, highlight=False)
        with tempfile.TemporaryDirectory() as folder:
            known = {"made_at": timezone.now(), "engine": connection.vendor, "site": site_of_database()}
            Manifest.of_folder(Path(folder), **known, pages=pages.digests())
            tables = transfer.site_tables()
            rows = transfer.number_of_rows(tables)
            columns = (*Progress.get_default_columns(), MofNCompleteColumn())
            with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
                task = progress.add_task("Rows", total=rows)
                transfer.transfer(tables, lambda number: progress.advance(task, number))
            console.print(f"{rows} rows of {len(tables)} tables.")
            if not verify(Path(folder) / "manifest.json", DATABASE_URL=os.environ[URL]):
                raise Refused("The new database is not like the old one; see the lines above.")
        console.print(f"Moved. Set DATABASE_URL to the value of {URL}, and start the site.")
