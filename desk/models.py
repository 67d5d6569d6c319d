"""Define the desk's own table: autosaved text of its forms."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from privacy.data_inventory.description import About, DataDescription, with_number

if TYPE_CHECKING:
    from django.contrib.auth.models import User

KEPT_FOR = timedelta(days=14)  # Promised on the form and in docs/privacy.md.


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
