"""Notify the people whom a draft, an opening or a closing of a poll concerns."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from desk.notifications.kinds import Kind
from desk.notifications.queue import notify, take_back

from ..models import Poll

WRITE, OPEN = "polls.add_poll", "polls.change_poll"
TO_OPEN = Kind("poll-to-open", _("Polls to open"), _("A draft of a poll to read and open: “%(subject)s”"), (OPEN,))
OPENED = Kind("poll-opened", _("Polls opened"), _("The poll was opened, or set for a day: “%(subject)s”"), (WRITE,))
CLOSED = Kind("poll-closed", _("Polls closed"), _("The poll was closed: “%(subject)s”"), (WRITE,))
KINDS = (TO_OPEN, OPENED, CLOSED)


def notify_of_poll(poll: Poll, kind: Kind, people: Iterable[User | None], *, by: User | None, at: datetime) -> None:
    """Queue a notification for these people, but for who did it. No vote is told of, and no figure."""
    withdraw_draft(poll)
    concerned = [person for person in people if person and person != by]
    notify(kind, concerned, subject=poll.question, link=_link(poll), at=at)


def withdraw_draft(poll: Poll) -> None:
    """Take back that it waits for a second person."""
    take_back(_link(poll), [TO_OPEN])


def _link(poll: Poll) -> str:
    return reverse("admin:polls_poll_change", args=[poll.pk])
