"""Store the entries of the polls' ledgers."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from privacy.data_inventory.description import FOR_GOOD, About, DataDescription

from .polls import Poll


class Kind(models.TextChoices):
    CARRIED_OVER = "carried over", _("carried over")
    COUNT = "count", _("count")
    LEFTOVER = "leftover", _("leftover")
    HELD = "held", _("held")
    HELD_ACCEPTED = "held accepted", _("held accepted")
    HELD_REJECTED = "held rejected", _("held rejected")
    CORRECTION = "correction", _("correction")
    WORDS = "words", _("words")


# The kinds that add up to the total. Held votes join it with the entry that accepts them, not with their own.
IN_TOTAL = (Kind.CARRIED_OVER, Kind.COUNT, Kind.LEFTOVER, Kind.HELD_ACCEPTED, Kind.CORRECTION)
OF_MAIN_BOX = (Kind.COUNT, Kind.LEFTOVER)
DECISIONS = (Kind.HELD_ACCEPTED, Kind.HELD_REJECTED)


ENTRIES_AT_ONCE = 500


class CountQuerySet(models.QuerySet["Count"]):
    def in_total(self) -> CountQuerySet:
        """Entries whose votes are part of the total."""
        return self.filter(kind__in=IN_TOTAL)

    def one_by_one(self, *, after: int = -1) -> Iterator[Count]:
        """Yield one poll's entries beyond the sequence `after`, oldest first, in constant memory.

        One query for each ENTRIES_AT_ONCE entries. `QuerySet.iterator` is no substitute: outside a transaction,
        PostgreSQL would store its whole answer.
        """
        while portion := list(self.filter(sequence__gt=after).order_by("sequence")[:ENTRIES_AT_ONCE]):
            yield from portion
            if len(portion) < ENTRIES_AT_ONCE:
                return
            after = portion[-1].sequence

    def undecided(self) -> CountQuerySet:
        """Held entries that are neither accepted nor rejected yet."""
        decisions = Count.objects.filter(poll=models.OuterRef("poll"), about=models.OuterRef("sequence"))
        return self.filter(~models.Exists(decisions), kind=Kind.HELD)


class Count(models.Model):
    """One entry of a poll's append-only ledger, chained to the entry before by its hash. See `ledger.append`."""

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="ledger", verbose_name=_("poll"))
    sequence = models.PositiveIntegerField(_("number in the ledger"))
    day = models.DateField(_("day"), help_text=_("UTC."))
    kind = models.CharField(_("kind"), max_length=13, choices=Kind)
    number = models.IntegerField(_("votes"), help_text=_("Votes in this entry: those by choice, and the unknown ones."))
    format = models.PositiveSmallIntegerField(
        _("format"), help_text=_("Of the text that is hashed: from 2 on, it covers the words.")
    )
    counts = models.JSONField(_("counts"), help_text=_('Votes by choice code, such as {"1": 4}.'))
    unknown = models.IntegerField(_("unknown"), help_text=_("Votes whose split is not known."))
    wording_version = models.PositiveSmallIntegerField(_("wording version"))
    words = models.CharField(_("words"), max_length=64, blank=True, help_text=_("The hash of all wordings so far."))
    most_answers = models.PositiveSmallIntegerField(_("answers on a ballot, at most"))
    about = models.PositiveIntegerField(
        _("entry that it decides on"), null=True, help_text=_("Sequence of the entry that this one decides on.")
    )
    origin = models.CharField(_("origin"), max_length=200, blank=True)
    note = models.TextField(_("note"), blank=True)
    method = models.CharField(_("method"), max_length=100)
    previous_hash = models.CharField(_("previous hash"), max_length=64)
    hash = models.CharField(_("hash"), max_length=64)
    signer = models.CharField(_("signer"), max_length=64, help_text=_("The public key that checks the signature."))
    signature = models.CharField(_("signature"), max_length=128)

    objects = CountQuerySet.as_manager()

    data_description = DataDescription(
        About.READERS, _("The ledger of a poll: a day, and how many gave which answer. Sums only."), FOR_GOOD
    )

    class Meta:
        ordering = ["poll", "sequence"]
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["poll", "sequence"], name="one_entry_for_each_sequence"),
            models.UniqueConstraint(fields=["poll", "previous_hash"], name="one_entry_after_each_entry"),
            models.UniqueConstraint(
                fields=["poll", "about"], condition=Q(kind__in=DECISIONS), name="one_decision_for_each_held_entry"
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="entry_has_a_known_kind"),
            models.CheckConstraint(
                condition=Q(kind=Kind.CARRIED_OVER, sequence=0) | Q(~Q(kind=Kind.CARRIED_OVER), sequence__gt=0),
                name="ledger_begins_with_what_was_carried_over",
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.CORRECTION) | Q(number__gte=0, unknown__gte=0),
                name="only_a_correction_is_negative",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=DECISIONS, about__isnull=False) | Q(~Q(kind__in=DECISIONS), about=None),
                name="decision_names_its_entry",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=(*DECISIONS, Kind.CORRECTION)) | ~Q(note=""), name="decision_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return ngettext(
            "%(kind)s, %(number)d vote on %(day)s", "%(kind)s, %(number)d votes on %(day)s", self.number
        ) % {
            "kind": self.get_kind_display(),
            "number": self.number,
            "day": date_format(self.day),
        }
