"""Define the register of medicines: substances, their classes, and trade names by country."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from privacy.data_inventory.description import UNTIL_CHANGED, About, DataDescription

from ..markdown.unicode_safety import seen

LONGEST_NAME = 80  # Characters.


def validate_name(name: str) -> None:
    """Refuse a name that has no letter, or invisible or repeated characters: it would look like another one."""
    if not any(map(str.isalpha, name)) or seen(name) != name.replace("’", "'"):
        raise ValidationError(_("Write the name with letters that can be seen, and single spaces."))


def validate_names(names: list[str]) -> None:
    """Apply validate_name to each, and refuse one that is too long or stands twice."""
    for name in names:
        validate_name(name)
    if max(map(len, names), default=0) > LONGEST_NAME or len({name.casefold() for name in names}) < len(names):
        raise ValidationError(_("Give each name once, with at most %d characters.") % LONGEST_NAME)


class NamedRow(models.Model):
    """Base of the three tables: `changed_at` tells each process when to read them again."""

    changed_at = models.DateTimeField(auto_now=True, editable=False)

    class Meta:
        abstract = True


class MedicineClass(NamedRow):
    """A group of medicines that readers know by name, such as the SSRIs. `broader` is the group around it."""

    name = models.CharField(_("name"), max_length=LONGEST_NAME, unique=True, validators=[validate_name])
    short_forms = models.JSONField(
        _("short forms and other names"), default=list, blank=True, validators=[validate_names]
    )
    broader = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="narrower", verbose_name=_("is a kind of")
    )
    is_antidepressant = models.BooleanField(
        _("antidepressants"),
        default=False,
        help_text=_("A page that names one must carry the warnings on antidepressants."),
    )

    data_description = DataDescription(
        About.NOBODY, _("Groups of medicines, with the names that people use for them."), UNTIL_CHANGED
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("class of medicines")
        verbose_name_plural = _("classes of medicines")
        constraints = [models.UniqueConstraint(Lower("name"), name="one_class_of_medicines_for_each_name")]

    def __str__(self) -> str:
        return self.name


class Medicine(NamedRow):
    """An active substance. Its other names are spellings and salts: dosulepin and dothiepin are one medicine."""

    substance = models.CharField(_("substance"), max_length=LONGEST_NAME, unique=True, validators=[validate_name])
    other_names = models.JSONField(
        _("other names of the substance"), default=list, blank=True, validators=[validate_names]
    )
    atc_code = models.CharField(
        _("ATC code"),
        max_length=7,
        blank=True,
        validators=[RegexValidator(r"^[A-Z]\d\d[A-Z]{2}\d\d\Z", _("Seven characters, such as N06AB03."))],
        help_text=_("The site is delivered without these codes: their terms forbid to pass them on for profit."),
    )
    medicine_class = models.ForeignKey(
        MedicineClass, on_delete=models.PROTECT, related_name="medicines", verbose_name=_("class")
    )

    data_description = DataDescription(
        About.NOBODY, _("Active substances, with their other names and class."), UNTIL_CHANGED
    )

    class Meta:
        ordering = ["substance"]
        verbose_name = _("medicine")
        verbose_name_plural = _("medicines")
        constraints = [models.UniqueConstraint(Lower("substance"), name="one_medicine_for_each_substance")]

    def __str__(self) -> str:
        return self.substance


class TradeName(NamedRow):
    """A name under which a medicine is sold. A name of two substances has a row for each."""

    medicine = models.ForeignKey(
        Medicine, on_delete=models.CASCADE, related_name="trade_names", verbose_name=_("medicine")
    )
    name = models.CharField(_("trade name"), max_length=LONGEST_NAME, validators=[validate_name])
    countries = models.CharField(
        _("countries"),
        max_length=60,
        blank=True,
        validators=[RegexValidator(r"^[A-Z]{2}(?: [A-Z]{2})*\Z", _("Codes of two letters with spaces: US GB AU."))],
        help_text=_("ISO 3166 codes: US GB IE CA AU NZ."),
    )
    source = models.CharField(
        _("source"), max_length=200, blank=True, help_text=_("Where it says that this is the name of the substance.")
    )
    is_ambiguous = models.BooleanField(
        _("also a common word"),
        default=False,
        help_text=_("Counts only where it is written exactly so within a sentence."),
    )

    data_description = DataDescription(
        About.NOBODY, _("Trade names of medicines, with country and source."), UNTIL_CHANGED
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("trade name")
        verbose_name_plural = _("trade names")
        constraints = [models.UniqueConstraint("medicine", Lower("name"), name="one_trade_name_for_each_medicine")]

    def __str__(self) -> str:
        return self.name
