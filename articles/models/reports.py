"""Define readers' anonymous reports of mistakes, and how long they are kept."""

from datetime import date, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from privacy.data_inventory.description import About, DataDescription, with_number

from .articles import Article
from .editions import Edition

# Long enough to see whether a correction was right. The report form promises it to readers.
KEPT_AFTER_SETTLED = timedelta(days=180)


class ReportState(models.TextChoices):
    OPEN = "open", _("open")
    ANSWERED = "answered", _("answered by a change of the page")
    CLOSED = "closed", _("closed without a change")


SETTLED = {ReportState.ANSWERED, ReportState.CLOSED}


class MistakeReportQuerySet(models.QuerySet["MistakeReport"]):
    def open(self) -> Self:
        return self.filter(state=ReportState.OPEN)

    def forgettable(self, *, on: date | None = None) -> Self:
        """Reports to delete: settled more than KEPT_AFTER_SETTLED before the day `on`."""
        return self.filter(state__in=SETTLED, settled_on__lt=(on or timezone.now().date()) - KEPT_AFTER_SETTLED)


class MistakeReport(models.Model):
    """A reader's report of a mistake. Anonymous: it holds a day, but no time, address or name."""

    LONGEST = 2000  # Characters in a message.

    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="mistake_reports", verbose_name=_("article")
    )
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+", verbose_name=_("edition"))
    message = models.TextField(_("message"), max_length=LONGEST)
    received_on = models.DateField(_("received on"))
    state = models.CharField(_("state"), max_length=10, choices=ReportState, default=ReportState.OPEN)
    note = models.TextField(_("what was done"), blank=True)
    settled_on = models.DateField(_("settled on"), null=True, blank=True, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("settled by"),
    )

    objects = MistakeReportQuerySet.as_manager()

    data_description = DataDescription(
        About.READERS,
        _(
            "What a reader says is wrong on a page, the page, and the day. No time, no address, no browser, no name. "
            "Then what was done about it, and by whom."
        ),
        with_number(
            ngettext_lazy(
                "Until it is settled, and %(days)d day more.", "Until it is settled, and %(days)d days more.", "days"
            ),
            days=KEPT_AFTER_SETTLED.days,
        ),
    )

    class Meta:
        ordering = ["-received_on", "-pk"]
        verbose_name = _("mistake report")
        verbose_name_plural = _("mistake reports")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=ReportState.OPEN, settled_on=None)
                | models.Q(state__in=sorted(SETTLED), settled_on__isnull=False),
                name="a_settled_report_has_its_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.article}: {self.message[:60]}"

    @property
    def is_open(self) -> bool:
        return self.state == ReportState.OPEN
