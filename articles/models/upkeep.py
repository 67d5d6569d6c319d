"""Record link checks."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from privacy.data_inventory.description import About, DataDescription


class LinkState(models.TextChoices):
    GOOD = "good", _("answers")
    MOVED = "moved", _("answers at another address")
    DEAD = "dead", _("is gone")
    FAILING = "failing", _("does not answer")
    REFUSED = "refused", _("is not looked at")


class LinkCheckQuerySet(models.QuerySet["LinkCheck"]):
    def dead(self) -> Self:
        """Links that are gone, that may not be checked, or that failed FAILURES_UNTIL_DEAD times in a row."""
        return self.filter(
            models.Q(state=LinkState.DEAD)
            | models.Q(state=LinkState.REFUSED)
            | models.Q(state=LinkState.FAILING, failures__gte=LinkCheck.FAILURES_UNTIL_DEAD)
        )


class LinkCheck(models.Model):
    """The result of the last request to one URL."""

    FAILURES_UNTIL_DEAD = 3  # In a row: a link to a server that is down for an hour isn't dead.

    url = models.URLField(_("address"), max_length=500, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=LinkState)
    status = models.PositiveSmallIntegerField(_("answer's code"), null=True, blank=True)
    says = models.CharField(_("answer in words"), max_length=200, blank=True)
    leads_to = models.URLField(_("leads to"), max_length=500, blank=True)
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0)
    checked_at = models.DateTimeField(_("checked at"))
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    used_in = models.JSONField(
        _("linked from"),
        default=list,
        help_text=_("[[title, address at the desk]]: the pages that link it, at the last check."),
    )

    objects = LinkCheckQuerySet.as_manager()

    data_description = DataDescription(
        About.NOBODY,
        _("Whether an address that our pages name still answers."),
        _("Until no page names the address any more."),
        name=_("checks of links"),
    )

    class Meta:
        ordering = ["url"]
        verbose_name = _("link check")
        verbose_name_plural = _("link checks")

    def __str__(self) -> str:
        return self.url

    @property
    def is_dead(self) -> bool:
        """As the queryset's `dead`."""
        return self.state in {LinkState.DEAD, LinkState.REFUSED} or (
            self.state == LinkState.FAILING and self.failures >= self.FAILURES_UNTIL_DEAD
        )
