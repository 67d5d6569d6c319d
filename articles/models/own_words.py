"""Define a named person's word that a sentence of a page says what a statement of the register would say."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from privacy.data_inventory.description import HISTORY, About, DataDescription

from .articles import Article


class OwnWords(models.Model):
    """Counts while this very sentence stands in the text (articles/checks/safety.py)."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="own_words", verbose_name=_("article"))
    statement = models.SlugField(_("statement"), max_length=80, db_index=False)
    sentence = models.TextField(_("sentence"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("person")
    )
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField(_("time"), default=timezone.now)

    data_description = DataDescription(
        About.STAFF,
        _("Who confirmed that a sentence of a page says what a statement would say. The page says so too."),
        HISTORY,
        name=_("sentences confirmed as safety warnings"),
    )

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("own words")
        verbose_name_plural = _("own words")
        default_permissions = ()  # The rights are those to approve, publish or sign.

    def __str__(self) -> str:
        return f"{self.statement}: {self.sentence}"
