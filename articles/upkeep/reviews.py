"""List pages whose review is due, and mail their owners."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import ngettext

from ..models import Edition, ReviewMail

if TYPE_CHECKING:
    from django.contrib.auth.models import User

DUE_SOON = timedelta(days=30)


@dataclass(frozen=True)
class MailOutcome:
    """Whether one owner was mailed. `owner` is None for pages that belong to nobody."""

    owner: User | None
    pages: int
    is_sent: bool
    last: date | None = None  # The day of their last mail before.


def due(*, at: datetime | None = None) -> QuerySet[Edition]:
    """Visible pages whose review is overdue or due within DUE_SOON, the most urgent first."""
    at = at or timezone.now()
    visible = Edition.objects.visible(at=at).filter(review_due_on__lte=at.date() + DUE_SOON)
    return visible.select_related("article__owner").defer("html", "text", "checks").order_by("review_due_on", "title")


def mail_owners(*, at: datetime | None = None) -> list[MailOutcome]:
    """Mail each owner at most once a day, however often and on however many servers this is called."""
    at = at or timezone.now()
    pages: dict[User | None, list[Edition]] = defaultdict(list)
    for edition in due(at=at):
        pages[edition.article.owner].append(edition)
    return [_mail(owner, editions, at) for owner, editions in pages.items()]


def _mail(owner: User | None, editions: list[Edition], at: datetime) -> MailOutcome:
    if owner is None or not owner.email or not owner.is_active:
        return MailOutcome(owner, len(editions), is_sent=False)
    last = ReviewMail.objects.filter(to=owner).order_by("-sent_on").values_list("sent_on", flat=True).first()
    try:
        with transaction.atomic():  # A mail that cannot be sent leaves no row, so that the next run tries again.
            ReviewMail.objects.create(to=owner, sent_on=at.date())
            _send(owner, editions, at.date())
    except IntegrityError:
        return MailOutcome(owner, len(editions), is_sent=False, last=at.date())
    return MailOutcome(owner, len(editions), is_sent=True, last=last)


def _send(owner: User, editions: list[Edition], today: date) -> None:
    subject = ngettext(
        "%(site)s: %(count)s page of yours is due for review",
        "%(site)s: %(count)s pages of yours are due for review",
        len(editions),
    ) % {"site": settings.SITE_NAME, "count": len(editions)}
    context = {"owner": owner, "editions": editions, "today": today, "site_url": settings.SITE_URL}
    words = render_to_string("articles/mail/review_due.txt", context)
    send_mail(subject, words, settings.SITE_FACTS.get("contact_email") or None, [owner.email])
