from django.db import models
from django.utils.translation import gettext_lazy as _


class HelpLineKind(models.TextChoices):
    EMERGENCY = "emergency", _("emergency number")
    LINE = "line", _("help line")


class HelpLineQuerySet(models.QuerySet):
    def verified(self):
        return self.exclude(verified_on=None)

    def lines(self):
        return self.filter(kind=HelpLineKind.LINE)


class HelpLine(models.Model):
    """A crisis line or an emergency number of one country."""

    kind = models.CharField(max_length=10, choices=HelpLineKind)
    position = models.PositiveSmallIntegerField(default=0)
    country = models.CharField(max_length=3, help_text="ISO 3166 code, EU, or any.")
    country_name = models.CharField(max_length=60)
    region = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=100)
    call = models.CharField(max_length=30, blank=True)
    text = models.CharField(max_length=30, blank=True)
    text_word = models.CharField(max_length=20, blank=True)
    chat_url = models.URLField(blank=True)
    url = models.URLField(blank=True)
    hours = models.CharField(max_length=100, blank=True)
    languages = models.JSONField(default=list, blank=True)
    is_free = models.BooleanField("free", null=True, blank=True)
    verified_on = models.DateField(null=True, blank=True)
    source = models.URLField(max_length=300, blank=True)
    note = models.TextField(blank=True)

    objects = HelpLineQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["country", "name"], name="one_help_line_for_each_name")]

    def __str__(self):
        return f"{self.name} ({self.country_name})"


class WarningSigns(models.Model):
    """The signs that call for help at once. One row."""

    intro = models.CharField(max_length=200)
    signs = models.JSONField(default=list)
    source = models.URLField(max_length=300)
    verified_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "warning signs"

    def __str__(self):
        return self.intro
