"""Say in plain words what is wrong with this installation."""

import sys
from typing import Any

from django.conf import settings
from django.core.checks import run_checks
from django.core.management.base import BaseCommand

from ...installation import CHECKS


class Command(BaseCommand):
    help = "Say what is wrong with this installation. Exit status: 0 nothing, 1 a line for each fault. Changes nothing."
    requires_system_checks = []

    def handle(self, **_options: Any) -> None:
        of_django = run_checks(include_deployment_checks=settings.IS_HTTPS)  # On loopback, gaps are meant.
        found = [*of_django, *(message for check in CHECKS for message in check())]
        faults = [message for message in found if not message.is_silenced()]
        for fault in sorted(faults, key=lambda fault: -fault.level):
            kind = "Wrong" if fault.is_serious() else "To look at"
            self.stdout.write(f"{kind}: {fault.msg}" + (f" {fault.hint}" if fault.hint else ""))
        if faults:
            sys.exit(1)
        self.stdout.write("Nothing is wrong that can be seen from here.")
