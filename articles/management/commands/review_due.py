"""List the public pages whose review is due, and mail their owners."""

from datetime import date, datetime
from smtplib import SMTPException

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from ...models import Edition
from ...upkeep import reviews


class Command(BaseCommand):
    help = "List the public pages whose review is due within 30 days, or was due before. For a timer, or by hand."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--mail", action="store_true", help="Mail each owner, at most once a day.")

    def handle(self, *, mail: bool, **_options: object) -> None:
        now = timezone.now()
        editions = list(reviews.due(at=now))
        for edition in editions:
            self.stdout.write(self._line(edition, now.date()))
        if not editions:
            self.stdout.write(_("Nothing is due within 30 days."))
        if mail:
            self._mail(now)

    def _line(self, edition: Edition, today: date) -> str:
        words = _("overdue since %(day)s") if edition.is_overdue(on=today) else _("due by %(day)s")
        owner = edition.article.owner or _("no owner")
        return f"{words % {'day': edition.review_due_on}}: {edition.title} ({owner})"

    def _mail(self, now: datetime) -> None:
        try:
            outcomes = reviews.mail_owners(at=now)
        except (OSError, SMTPException) as fault:
            raise CommandError(_("The mail could not be sent: %(fault)s") % {"fault": fault}) from fault
        for outcome in outcomes:
            self.stdout.write(_in_words(outcome, now.date()))


def _in_words(outcome: reviews.MailOutcome, today: date) -> str:
    words = {"owner": outcome.owner, "pages": outcome.pages, "day": outcome.last and outcome.last.isoformat()}
    if outcome.owner is None:
        return _("Nobody was mailed about %(pages)s without an owner.") % words
    if outcome.is_sent and outcome.last:
        return _("Mailed: %(owner)s (%(pages)s), last before on %(day)s.") % words
    if outcome.is_sent:
        return _("Mailed: %(owner)s (%(pages)s), for the first time.") % words
    if outcome.last == today:
        return _("Not mailed again: %(owner)s was mailed today.") % words
    return _("Not mailed: %(owner)s has no e-mail address, or is not active.") % words
