"""Verify all ledgers, their signatures and their anchors."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from ...ledger import verification
from ...models import Poll


class Command(BaseCommand):
    help = (
        "Check every ledger against itself, its signatures and its kept heads. Exit status: 0 all is well, 1 a fault."
    )

    def handle(self, **options: Any) -> None:
        polls = Poll.objects.opened().prefetch_related("choices", "wordings").order_by("slug")
        faults = [fault for poll in polls for fault in verification.of_poll(poll)] + verification.of_site()
        for fault in faults:
            self.stderr.write(str(fault))
        if faults:
            sys.exit(1)
        self.stdout.write(f"{len(polls)} poll{'' if len(polls) == 1 else 's'}: every entry is as it was written.")
