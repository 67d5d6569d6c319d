"""Queue notifications in the transaction of what they tell, and decide when the mail of each is due."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings

from ..models import Frequency, Notification, Profile
from .kinds import Kind

if TYPE_CHECKING:
    from django.contrib.auth.models import User

NO_MAIL_SERVER = "django.core.mail.backends.console.EmailBackend"  # What an empty EMAIL_URL sets.
DAILY_AT = time(7)  # In the recipient's time zone.
REMIND_AFTER = timedelta(days=7)


def is_mail_set_up() -> bool:
    return settings.EMAIL_BACKEND != NO_MAIL_SERVER


def notify(kind: Kind, recipients: Iterable[User], *, subject: str, link: str, at: datetime) -> int:
    """Store one notification for each recipient who can use the desk. Return their number. At most two queries."""
    people = {person for person in recipients if person.is_active and person.is_staff}
    if not people:
        return 0
    profiles = {profile.user_id: profile for profile in Profile.objects.filter(user__in=people)}
    limit = Notification._meta.get_field("subject").max_length
    Notification.objects.bulk_create(
        Notification(
            recipient=person,
            kind=kind.name,
            subject=" ".join(subject.split())[:limit],  # In one line: it becomes a mail's subject.
            link=link,
            made_at=at,
            mail_due_at=mail_due_at(kind, person, profiles.get(person.pk), at=at),
        )
        for person in people
    )
    return len(people)


def remind(kind: Kind, recipients: Iterable[User], *, subject: str, link: str, at: datetime) -> int:
    """Notify those who were not notified of the same within REMIND_AFTER. One query more."""
    told = Notification.objects.filter(kind=kind.name, link=link, made_at__gt=at - REMIND_AFTER)
    pks = set(told.values_list("recipient", flat=True))
    return notify(kind, [person for person in recipients if person.pk not in pks], subject=subject, link=link, at=at)


def mail_due_at(kind: Kind, person: User, profile: Profile | None, *, at: datetime) -> datetime | None:
    """None: the person gets no mail of this kind."""
    frequency = (profile.frequencies if profile else {}).get(kind.name, kind.default)
    if not is_mail_set_up() or not person.email or frequency == Frequency.NEVER:
        return None
    if frequency == Frequency.AT_ONCE:
        return at
    zone = ZoneInfo((profile and profile.time_zone) or settings.TIME_ZONE)
    local = at.astimezone(zone)
    day = local.date() + timedelta(days=local.time() >= DAILY_AT)
    return datetime.combine(day, DAILY_AT, tzinfo=zone)
