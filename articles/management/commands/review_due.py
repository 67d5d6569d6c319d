"""List the public pages whose review is due, and remind staff of what waits."""

from datetime import date

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from ...models import Edition
from ...upkeep import reminders, reviews


class Command(BaseCommand):
    help = "List the public pages whose review is due within 30 days, or was due before. For a timer, or by hand."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--mail",
            action="store_true",
            help="Notify staff of reviews, help lines and reported mistakes that wait, each once a week.",
        )

    def handle(self, *, mail: bool, **_options: object) -> None:
        now = timezone.now()
        editions = list(reviews.due(at=now))
        for edition in editions:
            self.stdout.write(self._line(edition, now.date()))
        if not editions:
            self.stdout.write(_("Nothing is due within 30 days."))
        if mail:
            told = reminders.remind_of_what_waits(at=now)
            self.stdout.write(_("Notifications queued: %(number)d.") % {"number": told})

    def _line(self, edition: Edition, today: date) -> str:
        words = _("overdue since %(day)s") if edition.is_overdue(on=today) else _("due by %(day)s")
        owner = edition.article.owner or _("no owner")
        return f"{words % {'day': edition.review_due_on}}: {edition.title} ({owner})"
