from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ExportLog(models.Model):
    """Who took which figures out, when and why. Only ever added."""

    exported_at = models.DateTimeField(default=timezone.now)
    exported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=150, help_text="The account's name at that moment.")
    reason = models.CharField(max_length=300)
    what = models.JSONField(help_text="Polls with their ledger heads, format, and period.")

    class Meta:
        ordering = ["-exported_at"]
        verbose_name = _("export")
        default_permissions = ("view",)
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="export_has_a_reason")]

    def __str__(self):
        return f"{self.name} on {self.exported_at:%Y-%m-%d}"
