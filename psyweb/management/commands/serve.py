import os
import sys

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connections

from ...startup import server, steps


class Command(BaseCommand):
    help = "Sets up what is missing (tables, first content, static files, first administrator) and serves the site."

    def handle(self, *args, **options):
        steps.check_python()
        steps.check_port()
        steps.make_folder()
        steps.check_database()
        steps.make_key_directory()
        with steps.alone(self.say):
            steps.migrate(self.say)
            steps.load_first_content(self.say)
            steps.collect_static_files(self.say)
            steps.make_first_administrator(self.say)
        self.say(f"PsyWeb is at {settings.SITE_URL}/ (Ctrl+C stops it)")
        connections.close_all()
        sys.stdout.flush()
        command = server.command()
        os.execv(command[0], command)  # noqa: S606  (the server takes this process's place)

    def say(self, line):
        self.stdout.write(line)
        self.stdout.flush()
