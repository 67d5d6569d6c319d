"""Rows of the desk itself."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from privacy.data_inventory.stored import About, Stored

KEPT_FOR = timedelta(days=14)  # Promised on the form and in docs/privacy.md.


def place_of(row: models.Model | type[models.Model]) -> dict[str, str]:
    """Which form of the desk: the one that changes a row, or, for its class, the one for a new row."""
    return {"model": row._meta.label_lower, "row": str(row.pk) if isinstance(row, models.Model) else ""}


class AutosaveQuerySet(models.QuerySet):
    def of(self, user, row):
        """What this person typed into the row's form and did not save; a class is the form for a new one."""
        return self.filter(user=user, **place_of(row))

    def expired(self, *, at=None):
        return self.filter(kept_at__lt=(at or timezone.now()) - KEPT_FOR)


class Autosave(models.Model):
    """What somebody typed at the desk and did not save yet. No version, and nobody else's to see."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="autosaves")
    model = models.CharField(max_length=100, help_text="Of the form: “articles.notice”.")
    row = models.CharField(max_length=40, blank=True, help_text="Its primary key; empty for a new one.")
    typed = models.JSONField(help_text="[[name, value], …] as the form would send it.")
    kept_at = models.DateTimeField(default=timezone.now)

    objects = AutosaveQuerySet.as_manager()

    stored = Stored(
        About.STAFF,
        _("What somebody typed at the desk and did not save yet. Only they can see it."),
        ngettext_lazy(
            "Until they save it or let it go; %(days)d day at most.",
            "Until they save it or let it go; %(days)d days at most.",
            "days",
        )
        % {"days": KEPT_FOR.days},
        name=_("unsaved texts"),
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "model", "row"], name="one_autosave_for_each_form")]

    def __str__(self):
        return f"{self.user}: {self.model} {self.row}"

    @property
    def mark(self) -> str:
        """Tells one state of it from another."""
        return self.kept_at.isoformat()
