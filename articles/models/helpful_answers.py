"""Define readers' answers to "Was this page helpful?"."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from privacy.data_inventory.description import FOR_GOOD, About, DataDescription

from .editions import Edition


class HelpfulAnswer(models.Model):
    """One answer. Anonymous, and not tied to others: the same reader may give several."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="helpful_answers")
    answered_on = models.DateField(_("answered on"))
    is_helpful = models.BooleanField(_("helpful"))

    data_description = DataDescription(
        About.READERS,
        _("Whether a reader found a page helpful, which text of it, and the day. No time, no address, no browser."),
        FOR_GOOD,
    )

    class Meta:
        default_permissions = ()
        verbose_name = _("answer whether a page was helpful")
        verbose_name_plural = _("answers whether a page was helpful")

    def __str__(self) -> str:
        return f"{self.edition}: {self.is_helpful}"
