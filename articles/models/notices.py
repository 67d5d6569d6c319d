"""Define the notices of the site (disclaimer, privacy, policies) and which version is in force."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from privacy.data_inventory.description import HISTORY, About, DataDescription

from ..schema.short_names import ShortNameField


class NoticeKind(models.TextChoices):
    ABOUT = "about", _("about")
    DISCLAIMER = "disclaimer", _("disclaimer")
    POLICY = "policy", _("policy")
    POLL = "poll", _("poll")
    LEGAL = "legal", _("legal")
    POLL_PRIVACY = "poll-privacy", _("poll privacy")
    PRIVACY = "privacy", _("privacy")


class NoticeQuerySet(models.QuerySet["Notice"]):
    def effective(self, *, on: date | None = None) -> Self:
        """Versions whose first day is `on` (today in UTC) or earlier, newest first."""
        return self.filter(effective_from__lte=on or timezone.now().date()).order_by("-effective_from")

    def in_force(self, slug: str, *, on: date | None = None) -> Notice:
        """The version in force. One query. Raises Notice.DoesNotExist, so that no page goes out without its notice."""
        notice = self.effective(on=on).filter(slug=slug).first()
        if notice is None:
            raise Notice.DoesNotExist(f"No version of the notice '{slug}' is in force.")
        return notice


class Notice(models.Model):
    """One version of a notice. From its first day on it never changes; a change is a new version."""

    slug = ShortNameField(_("short name"))
    kind = models.CharField(_("kind"), max_length=20, choices=NoticeKind)
    title = models.CharField(_("title"), max_length=120)
    effective_from = models.DateField(_("effective from"))
    body = models.TextField(_("text"))

    objects = NoticeQuerySet.as_manager()

    data_description = DataDescription(
        About.NOBODY, _("Each version of a notice, such as the privacy notice."), HISTORY
    )

    class Meta:
        ordering = ["slug", "-effective_from"]
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [models.UniqueConstraint(fields=["slug", "effective_from"], name="one_notice_version_a_day")]

    def __str__(self) -> str:
        return gettext("%(title)s, from %(day)s") % {"title": self.title, "day": self.effective_from}

    def get_absolute_url(self) -> str:
        return reverse("articles:notice", args=[self.slug])

    def is_effective(self, *, on: date | None = None) -> bool:
        """Whether the version's first day is `on` (today in UTC) or earlier. A newer version may have replaced it."""
        return self.effective_from <= (on or timezone.now().date())
