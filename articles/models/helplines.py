"""Define the help lines, emergency numbers and warning signs that pages show."""

from datetime import date, timedelta
from typing import Self
from urllib.parse import urlsplit

from django.db import models
from django.utils.translation import gettext_lazy as _

from privacy.data_inventory.description import UNTIL_CHANGED, About, DataDescription

# Numbers of help lines change within a year; half a year leaves time to verify them.
HELP_LINE_STAYS_VERIFIED = timedelta(days=182)


class HelpLineKind(models.TextChoices):
    EMERGENCY = "emergency", _("emergency number")
    LINE = "line", _("help line")
    CARE = "care", _("where to find care")


class HelpLineQuerySet(models.QuerySet["HelpLine"]):
    def verified(self) -> Self:
        """Entries that somebody has verified, on whatever day."""
        return self.exclude(verified_on=None)

    def to_verify(self, *, on: date) -> Self:
        """Entries that nobody has verified, or not within HELP_LINE_STAYS_VERIFIED."""
        return self.filter(models.Q(verified_on=None) | models.Q(verified_on__lt=on - HELP_LINE_STAYS_VERIFIED))

    def lines(self) -> Self:
        """Help lines without emergency numbers."""
        return self.filter(kind=HelpLineKind.LINE)


class HelpLine(models.Model):
    """A crisis line, an emergency number or a directory of care of one country."""

    kind = models.CharField(_("kind"), max_length=10, choices=HelpLineKind)
    position = models.PositiveSmallIntegerField(_("place"), default=0)
    country = models.CharField(_("country code"), max_length=3, help_text=_("ISO 3166 code, EU, or any."))
    country_name = models.CharField(_("country"), max_length=60)
    region = models.CharField(_("region"), max_length=60, blank=True)
    name = models.CharField(_("name"), max_length=100)
    call = models.CharField(_("number to call"), max_length=30, blank=True)
    text = models.CharField(_("number to text"), max_length=30, blank=True)
    text_word = models.CharField(_("word to send"), max_length=20, blank=True)
    chat_url = models.URLField(_("chat"), blank=True)
    url = models.URLField(_("address"), blank=True)
    hours = models.CharField(_("hours"), max_length=100, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    is_free = models.BooleanField(_("free"), null=True, blank=True)
    verified_on = models.DateField(_("verified on"), null=True, blank=True)
    source = models.URLField(_("source"), max_length=300, blank=True)
    note = models.TextField(_("note"), blank=True)

    objects = HelpLineQuerySet.as_manager()

    data_description = DataDescription(
        About.NOBODY, _("Help lines, how to reach them, and when each was last verified."), UNTIL_CHANGED
    )

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("help line")
        verbose_name_plural = _("help lines")
        constraints = [models.UniqueConstraint(fields=["country", "name"], name="one_help_line_for_each_name")]

    def __str__(self) -> str:
        return f"{self.name} ({self.country_name})"

    @property
    def numbers(self) -> list[str]:
        """The numbers to call: two for "112 or 999"."""
        return self.call.split(" or ") if self.call else []

    @property
    def is_known_to_be_free(self) -> bool:
        return bool(self.is_free and self.verified_on)

    @property
    def source_host(self) -> str:
        """The host on which the number was read, such as "nimh.nih.gov", or "" where no source is named."""
        return _host(self.source)

    @property
    def is_read_at_the_service(self) -> bool:
        return bool(self.source) and self.source_host == _host(self.url)


class WarningSigns(models.Model):
    """The signs that need help at once. The table has one row."""

    intro = models.CharField(_("introduction"), max_length=200)
    signs = models.JSONField(_("signs"), default=list)
    source = models.URLField(_("source"), max_length=300)
    verified_on = models.DateField(_("verified on"), null=True, blank=True)

    data_description = DataDescription(About.NOBODY, _("The signs that call for help at once."), UNTIL_CHANGED)

    class Meta:
        verbose_name = _("warning signs")
        verbose_name_plural = _("warning signs")

    def __str__(self) -> str:
        return self.intro


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")
