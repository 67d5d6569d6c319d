"""Define the glossary of hard words that the reading level ignores."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from privacy.data_inventory.description import UNTIL_CHANGED, About, DataDescription


class GlossaryWord(models.Model):
    """A hard word that pages must use and explain. The reading level ignores its syllables."""

    word = models.CharField(
        _("word"),
        max_length=60,
        unique=True,
        validators=[RegexValidator(r"^[a-z]+(?:'[a-z]+)?\Z", _("One word, in small letters."))],
        help_text=_("One word, in small letters; its plural is a word of its own."),
    )
    meaning = models.CharField(_("in plain words"), max_length=300, help_text=_("As a page would explain it."))

    data_description = DataDescription(About.NOBODY, _("Hard words that pages explain."), UNTIL_CHANGED)

    class Meta:
        ordering = ["word"]
        verbose_name = _("glossary word")
        verbose_name_plural = _("glossary words")

    def __str__(self) -> str:
        return self.word
