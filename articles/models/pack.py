"""Record what a content pack wrote, to tell an editor's change from the pack's."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from privacy.data_inventory.description import FOR_GOOD, About, DataDescription


class PackItem(models.Model):
    """The fingerprint of one row that a content pack wrote.

    `load_content` overwrites only a row that still holds what the pack wrote. A row that an editor deleted stays
    deleted.
    """

    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64, help_text="SHA-256 of the fields as the pack gave them.")
    loaded_at = models.DateTimeField(default=timezone.now)

    data_description = DataDescription(
        About.NOBODY,
        _("What the site was delivered with, so that an editor's change is not overwritten."),
        FOR_GOOD,
        name=_("delivered content"),
    )

    class Meta:
        ordering = ["kind", "key"]
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="one_pack_item_for_each_key")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
