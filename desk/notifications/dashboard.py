"""Define the dashboard's lists of notifications: the person's own, and those whose mail could not be sent."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ..dashboard.registry import DeskList, register
from ..models import Notification

LOOKS_AFTER_PEOPLE = "auth.change_user"


def failed_mail(user: User, at: datetime) -> QuerySet[Notification]:
    return Notification.objects.failed().select_related("recipient")


def unread(user: User, at: datetime) -> QuerySet[Notification]:
    return Notification.objects.unread().filter(recipient=user)


# The app whose lists it stands among registers it.
FOR_YOU = DeskList("for-you", _("For you"), _("Nothing new is for you."), "", unread, "admin/desk/_notification.html")


def register_dashboard() -> None:
    register(
        lists=[
            DeskList(
                "failed-mail",
                _("Mail that could not be sent"),
                _("All mail was sent."),
                LOOKS_AFTER_PEOPLE,
                failed_mail,
                "admin/desk/_failed_mail.html",
                is_urgent=True,
            )
        ]
    )
