"""Send the mails that are due, one for each person, and try failed ones again."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from smtplib import SMTPException
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from ..models import Notification
from ..staff import name_of
from .kinds import KINDS, in_words

if TYPE_CHECKING:
    from django.contrib.auth.models import User

MOST_IN_A_RUN = 1000  # Notifications; the next run sends the rest.
FIRST_RETRY_AFTER, LONGEST_RETRY = timedelta(minutes=5), timedelta(days=1)  # Each wait is twice the one before.
MOST_ATTEMPTS = 16  # About a week. The notification itself stays in the list at the desk.
SENT, FAILED, DROPPED, ELSEWHERE = "sent", "failed", "dropped", "elsewhere"


def send_due(*, at: datetime) -> Counter[str]:
    """Send what is due, and delete what is older than it is kept. Return the number of people by SENT, FAILED, …"""
    Notification.objects.expired(at=at).delete()
    due = Notification.objects.due(at=at).select_related("recipient").order_by("recipient", "pk")[:MOST_IN_A_RUN]
    return Counter(_send(person, list(rows), at) for person, rows in groupby(due, key=attrgetter("recipient")))


def _send(person: User, rows: list[Notification], at: datetime) -> str:
    stored = Notification.objects.filter(pk__in=[row.pk for row in rows])
    if not (person.is_active and person.is_staff and person.email):
        stored.update(mail_due_at=None)
        return DROPPED
    if not _claim(rows, at):
        return ELSEWHERE
    try:
        mail_for(person, rows).send()
    except (OSError, SMTPException, ValueError) as fault:  # ValueError: an address that no mail can have.
        stored.update(error=f"{type(fault).__name__}: {fault}"[:200])
        stored.filter(attempts__gte=MOST_ATTEMPTS).update(mail_due_at=None)
        return FAILED
    stored.update(sent_at=at, mail_due_at=None, error="")
    return SENT


def _claim(rows: list[Notification], at: datetime) -> bool:
    """Set the time of the next attempt before this one: of two processes, the conditional update lets one send.

    A process that dies here leaves the mail to the next attempt.
    """
    wait = min(FIRST_RETRY_AFTER * 2 ** max(row.attempts for row in rows), LONGEST_RETRY)
    with transaction.atomic():
        due = Notification.objects.due(at=at).filter(pk__in=[row.pk for row in rows])
        is_claimed = due.update(mail_due_at=at + wait, attempts=F("attempts") + 1) == len(rows)
        transaction.set_rollback(not is_claimed)
    return is_claimed


def mail_for(person: User, rows: list[Notification]) -> EmailMultiAlternatives:
    """One mail with all of the rows, plain and as HTML. It loads nothing and follows nobody."""
    lines = [
        {
            "words": in_words(row),
            "url": settings.SITE_URL + (KINDS[row.kind].link(row) if row.kind in KINDS else row.link),
        }
        for row in rows
    ]
    context = {
        "name": name_of(person),
        "site_name": settings.SITE_NAME,
        "lines": lines,
        "profile_url": settings.SITE_URL + reverse("admin:profile"),
    }
    what = lines[0]["words"] if len(lines) == 1 else _("%(number)d things for you") % {"number": len(lines)}
    mail = EmailMultiAlternatives(
        f"{settings.SITE_NAME}: {what}",
        render_to_string("admin/desk/mail/notifications.txt", context),
        settings.SITE_FACTS.get("contact_email") or None,
        [person.email],
        headers={"Auto-Submitted": "auto-generated"},  # RFC 3834: no out-of-office answers.
    )
    mail.attach_alternative(render_to_string("admin/desk/mail/notifications.html", context), "text/html")
    return mail
