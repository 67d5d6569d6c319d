"""Define the pictures of articles, with their text alternative and rights."""

from secrets import token_hex

from django.db import models
from django.utils.translation import gettext_lazy as _

from privacy.data_inventory.description import UNTIL_CHANGED, About, DataDescription

from ..schema.definition import CENTRE
from ..schema.short_names import ShortNameField


def name_by(mark: str) -> str:
    """The short name of a picture that nobody named, from the hash of its content."""
    return f"picture-{mark[:12]}"


def unused_name() -> str:
    return name_by(token_hex(6))


class Picture(models.Model):
    """One image with its rights. The hash of its content names the file, so an edition's picture never changes."""

    name = ShortNameField(
        _("short name"), max_length=80, unique=True, default=unused_name, help_text=_("A text names the picture by it.")
    )
    sha256 = models.CharField(_("sha256"), max_length=64, unique=True, editable=False)
    file = models.FileField(_("file"), upload_to="pictures/")
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    alt = models.CharField(_("text alternative"), max_length=300, blank=True)
    is_decorative = models.BooleanField(_("decorative"), default=False)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    licence = models.CharField(_("licence"), max_length=100, blank=True)
    focus_x = models.FloatField(
        _("from the left"), default=CENTRE, db_default=CENTRE, help_text=_("A fraction of the width.")
    )
    focus_y = models.FloatField(
        _("from the top"), default=CENTRE, db_default=CENTRE, help_text=_("A fraction of the height.")
    )
    note = models.TextField(_("note"), blank=True, help_text=_("Where the picture comes from. Not public."))

    data_description = DataDescription(
        About.NOBODY, _("Pictures, with who made them and their licence."), UNTIL_CHANGED
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(focus_x__range=(0, 1), focus_y__range=(0, 1)), name="focus_lies_in_the_picture"
            )
        ]
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self) -> str:
        return self.alt or self.file.name
