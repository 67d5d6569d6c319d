"""Send the mails about notifications that are due."""

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from ...notifications import outbox, queue


class Command(BaseCommand):
    help = "Send the mails that are due, and try failed ones again. For a timer, every few minutes."

    def handle(self, **_options: object) -> None:
        if not queue.is_mail_set_up():
            self.stdout.write(_("No mail is set up (EMAIL_URL): people see their notifications at the desk."))
            return
        people = outbox.send_due(at=timezone.now())
        words = {"sent": people[outbox.SENT], "failed": people[outbox.FAILED]}
        self.stdout.write(_("Mails sent: %(sent)d; failed, to be tried again: %(failed)d.") % words)
