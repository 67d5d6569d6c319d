"""Restore a backup into an empty database, and verify the site."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ...backup import encryption
from ...backup.restoration import restore


class Command(BaseCommand):
    help = "Restore a backup into an empty database, and compare ledgers and public pages. Exit status 1: a fault."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="the folder of one backup")
        parser.add_argument("--keys", type=Path, required=True, help="the folder with the archive of the keys")
        parser.add_argument("--identity", type=Path, help="the file with the age identity, for an encrypted backup")

    def handle(self, *, folder: Path, keys: Path, identity: Path | None, **_options: Any) -> None:
        restore(folder, keys, encryption.identities_in(identity) if identity else [], self.stdout.write)
        self.stdout.write("Restored.")
