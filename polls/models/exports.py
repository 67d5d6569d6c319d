"""Store the log of exports."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from privacy.data_inventory.description import FOR_GOOD, About, DataDescription


class ExportLog(models.Model):
    """Append-only record of an export: the account, the figures, the moment and the reason."""

    exported_at = models.DateTimeField(_("when"), default=timezone.now)
    exported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("exported by")
    )
    name = models.CharField(_("account"), max_length=150, help_text=_("The account's name at that moment."))
    reason = models.CharField(_("reason"), max_length=300)
    what = models.JSONField(_("figures"), help_text=_("Polls with their ledger heads, format, and period."))

    data_description = DataDescription(
        About.STAFF, _("Who took the figures of which poll out, when and why."), FOR_GOOD, name=_("exports of counts")
    )

    class Meta:
        ordering = ["-exported_at"]
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        default_permissions = ("view",)
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="export_has_a_reason")]

    def __str__(self) -> str:
        return gettext("%(name)s on %(day)s") % {
            "name": self.name,
            "day": date_format(timezone.localtime(self.exported_at)),
        }
