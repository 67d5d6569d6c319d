import os
import sys

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connections

from psyweb.serving import preparing, server


class Command(BaseCommand):
    help = "Sets up what is missing (tables, first content, static files, first administrator) and serves the site."

    def handle(self, *args, **options):
        preparing.check_python()
        preparing.check_port()
        preparing.make_folder()
        preparing.check_database()
        preparing.make_key_directory()
        with preparing.alone(self.say):
            preparing.migrate(self.say)
            preparing.load_first_content(self.say)
            preparing.collect_static_files(self.say)
            preparing.make_first_administrator(self.say)
        self.say(f"PsyWeb is at {settings.SITE_URL}/ (Ctrl+C stops it)")
        connections.close_all()
        sys.stdout.flush()
        command = server.command()
        os.execv(command[0], command)  # noqa: S606  (the server takes this process's place)

    def say(self, line):
        self.stdout.write(line)
        self.stdout.flush()
