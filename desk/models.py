"""Define the desk's own tables: autosaved text of its forms, notifications, profiles."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from privacy.data_inventory.description import WITH_ACCOUNT, About, DataDescription, with_number

if TYPE_CHECKING:
    from django.contrib.auth.models import User

KEPT_FOR = timedelta(days=14)  # Promised on the form and in docs/privacy.md.
NOTIFICATIONS_KEPT_FOR = timedelta(days=90)  # Promised in docs/privacy.md.


def place_of(row: models.Model | type[models.Model]) -> dict[str, str]:
    """Return the fields that identify a form: the form that changes `row`, or, for a class, the form for a new row."""
    return {"model": row._meta.label_lower, "row": str(row.pk) if isinstance(row, models.Model) else ""}


class AutosaveQuerySet(models.QuerySet["Autosave"]):
    def of(self, user: User, row: models.Model | type[models.Model]) -> AutosaveQuerySet:
        """Return the unsaved text of this user in the form of `row` (see `place_of`): no row, or one."""
        return self.filter(user=user, **place_of(row))

    def expired(self, *, at: datetime | None = None) -> AutosaveQuerySet:
        """Return the rows that are older than KEPT_FOR, of all users."""
        return self.filter(kept_at__lt=(at or timezone.now()) - KEPT_FOR)


class Autosave(models.Model):
    """Hold what one user typed into one form and did not save yet. It is no version, and nobody else sees it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="autosaves")
    model = models.CharField(max_length=100, help_text="Of the form: “articles.notice”.")
    row = models.CharField(max_length=40, blank=True, help_text="Its primary key; empty for a new one.")
    typed = models.JSONField(help_text="[[name, value], …] as the form would send it.")
    kept_at = models.DateTimeField(default=timezone.now)

    objects = AutosaveQuerySet.as_manager()

    data_description = DataDescription(
        About.STAFF,
        _("What somebody typed at the desk and did not save yet. Only they can see it."),
        with_number(
            ngettext_lazy(
                "Until they save it or let it go; %(days)d day at most.",
                "Until they save it or let it go; %(days)d days at most.",
                "days",
            ),
            days=KEPT_FOR.days,
        ),
        name=_("unsaved texts"),
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "model", "row"], name="one_autosave_for_each_form")]

    def __str__(self) -> str:
        return f"{self.user}: {self.model} {self.row}"

    @property
    def mark(self) -> str:
        """Return a text that changes with each autosave, so that a browser can name the state it knows."""
        return self.kept_at.isoformat()


class Frequency(models.TextChoices):
    """How often a person gets mail of one kind."""

    AT_ONCE = "at once", _("at once")
    DAILY = "daily", _("once a day")
    NEVER = "never", _("not by mail")


class Profile(models.Model):
    """What one person chose at the desk. Who chose nothing has no row."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="desk_profile")
    time_zone = models.CharField(max_length=64, blank=True, help_text="Empty: the site's.")
    frequencies = models.JSONField(
        default=dict, help_text="{kind of notification: Frequency}; without one its default."
    )

    data_description = DataDescription(
        About.STAFF,
        _("A person's time zone, and how often they want mail of which kind."),
        WITH_ACCOUNT,
        name=_("profiles"),
    )

    class Meta:
        default_permissions = ()  # Each person has one page for their own.

    def __str__(self) -> str:
        return str(self.user)


class NotificationQuerySet(models.QuerySet["Notification"]):
    def unread(self) -> NotificationQuerySet:
        return self.filter(read_at=None)

    def due(self, *, at: datetime) -> NotificationQuerySet:
        """Notifications whose mail is to be sent now, or to be tried again."""
        return self.filter(mail_due_at__lte=at)

    def failed(self) -> NotificationQuerySet:
        """Notifications whose mail could not be sent at the last try."""
        return self.exclude(error="")

    def expired(self, *, at: datetime) -> NotificationQuerySet:
        return self.filter(made_at__lt=at - NOTIFICATIONS_KEPT_FOR)


class Notification(models.Model):
    """One thing that one person is told: a line in their list at the desk, and perhaps a mail."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=40, help_text="The name of a registered kind (desk/notifications/kinds.py).")
    subject = models.CharField(max_length=200, help_text="The title of what it is about.")
    link = models.CharField(max_length=200, help_text="A path of the desk.")
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mail_due_at = models.DateTimeField(null=True, db_index=True, help_text="Empty: no mail, or no more.")
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True, help_text="What the mail server said at the last attempt.")

    objects = NotificationQuerySet.as_manager()

    data_description = DataDescription(
        About.STAFF,
        _("What a person was told: the kind, the title of the page, whether they read it, and whether mail was sent."),
        with_number(
            ngettext_lazy("%(days)d day.", "%(days)d days.", "days"),
            days=NOTIFICATIONS_KEPT_FOR.days,
        ),
        name=_("notifications"),
    )

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["recipient", "read_at"], name="unread_of_a_person")]

    def __str__(self) -> str:
        return f"{self.recipient}: {self.kind}, {self.subject}"
