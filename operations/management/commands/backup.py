"""Write a backup: database and media into one folder, keys into another."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ...backup import creation, encryption
from ...backup.refusal import Refused


class Command(BaseCommand):
    help = "Write a backup while the site runs: database, media and a manifest; the keys apart. Encrypted with age."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, nargs="?", help="each backup is a new folder in it")
        parser.add_argument("--keys", type=Path, help="the folder whose archive of the keys is replaced")
        how = parser.add_mutually_exclusive_group(required=True)
        how.add_argument("--recipients", type=Path, help="a file with age recipients, one a line")
        how.add_argument("--clear", action="store_true", help="don't encrypt: what lies beneath is encrypted")
        how.add_argument("--new-identity", type=Path, help="make a key pair instead: the file of the private key")

    def handle(self, *, folder: Path | None, keys: Path | None, recipients: Path | None, **options: Any) -> None:
        if options["new_identity"]:
            self.stdout.write(encryption.new_identity(options["new_identity"]))
            return
        if folder is None or keys is None:
            raise Refused("Name two folders: one for backups, and with --keys one apart for the keys.")
        made = creation.make(folder, keys, encryption.recipients_in(recipients) if recipients else [])
        self.stdout.write(f"Backup: {made}. Keys: {keys}.")
