"""Send the mails about notifications that are due, and delete chosen files whose time is over."""

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from ...models import KeptFile
from ...notifications import outbox, queue


class Command(BaseCommand):
    help = "Send the mails that are due, try failed ones again, delete expired files. For a timer, every few minutes."

    def handle(self, **_options: object) -> None:
        now = timezone.now()
        KeptFile.objects.expired(at=now).delete()
        if not queue.is_mail_set_up():
            self.stdout.write(_("No mail is set up (EMAIL_URL): people see their notifications at the desk."))
            return
        people = outbox.send_due(at=now)
        words = {"sent": people[outbox.SENT], "failed": people[outbox.FAILED]}
        self.stdout.write(_("Mails sent: %(sent)d; failed, to be tried again: %(failed)d.") % words)
