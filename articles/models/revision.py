"""Define the random token that changes with everything that public pages are drawn from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from privacy.data_inventory.description import UNTIL_CHANGED, About, DataDescription


class ContentRevision(models.Model):
    """One slot of the token. Only database triggers write it (articles/reading/live/revision_triggers.py).

    On PostgreSQL, transactions that change content at the same time take different slots and never wait.
    """

    slot = models.PositiveSmallIntegerField(primary_key=True)
    token = models.CharField(max_length=36)

    data_description = DataDescription(
        About.NOBODY, _("A random mark that changes with the content, so that pages are drawn anew."), UNTIL_CHANGED
    )

    class Meta:
        verbose_name_plural = _("marks of changed content")
        default_permissions = ()  # Nobody edits it.

    def __str__(self) -> str:
        return self.token
