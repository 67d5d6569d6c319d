"""Set up the site and replace this process by the production server."""

import os
import resource
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connections

from ...startup import server, steps


class Command(BaseCommand):
    help = "Sets up what is missing (tables, first content, static files, first administrator) and serves the site."

    def handle(self, *args: Any, **options: Any) -> None:
        steps.check_python()
        steps.check_port()
        steps.make_folder()
        steps.check_database()
        steps.make_key_directory()
        with steps.start_lock(self.say):
            steps.migrate(self.say)
            steps.load_first_content(self.say)
            steps.cover_words()
            steps.collect_static_files(self.say)
            steps.make_first_administrator(self.say)
        self.say(f"PsyWeb is at {settings.SITE_URL}/ (Ctrl+C stops it)")
        connections.close_all()
        sys.stdout.flush()
        os.environ.setdefault("MALLOC_ARENA_MAX", str(server.MEMORY_ARENAS))
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]  # Each connection is a file; many systems allow 1,024.
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, 2 * server.CONNECTIONS_AT_ONCE), most))
        command = server.command()
        os.execv(command[0], command)  # noqa: S606  (the server replaces this process)

    def say(self, line: str) -> None:
        """Print a line at once."""
        self.stdout.write(line)
        self.stdout.flush()
