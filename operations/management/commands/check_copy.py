"""Verify ledgers, guards and public pages of a copy of the site against a manifest."""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from psyweb.startup.steps import collect_static_files

from ...backup import pages
from ...backup.manifest import Manifest
from ...backup.refusal import Refused


class Command(BaseCommand):
    help = "Bring the tables up to this release, verify all ledgers, and compare public pages with a manifest."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("manifest", type=Path)

    def handle(self, *, manifest: Path, **_options: Any) -> None:
        expected = Manifest.model_validate_json(manifest.read_text())
        call_command("migrate", interactive=False, verbosity=0)
        collect_static_files(self.stdout.write)
        call_command("verify_polls", stdout=self.stdout, stderr=self.stderr)
        changed = pages.different(expected.pages)
        for path in changed:
            self.stderr.write(f"{path} is not as it was")
        if changed and timezone.now().date() == expected.made_at.date():
            raise Refused(f"{len(changed)} of {len(expected.pages)} public pages differ.")
        if changed:
            self.stderr.write(
                f"The backup is of {expected.made_at:%Y-%m-%d}; dates and reviews due change with the day."
            )
        self.stdout.write(
            f"{len(expected.pages) - len(changed)} of {len(expected.pages)} public pages are as they were."
        )
