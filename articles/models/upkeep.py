"""Record link checks, and the mails about reviews that are due."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from privacy.data_inventory.description import FOR_GOOD, About, DataDescription


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


class ReviewMail(models.Model):
    """Records that one person got a mail on one day about reviews that are due. The constraint allows one a day."""

    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    sent_on = models.DateField()

    data_description = DataDescription(
        About.STAFF,
        _("That one person was mailed on one day about reviews that are due."),
        FOR_GOOD,
        name=_("mails about reviews"),
    )

    class Meta:
        ordering = ["-sent_on"]
        constraints = [models.UniqueConstraint(fields=["to", "sent_on"], name="one_review_mail_a_day")]

    def __str__(self) -> str:
        return f"{self.to}, {self.sent_on}"
