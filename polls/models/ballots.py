"""Store sealed ballots, marks of spent permits and the public keys of ballot boxes."""

import uuid
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact, In
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from privacy.data_inventory.description import FOR_GOOD, About, DataDescription, with_number

from .. import retention
from .polls import Poll

PUBLIC_KEY_LENGTH = 32
CIPHER_LENGTH = 66  # 48 bytes of libsodium's sealed box, 16 of the poll's id, 2 of the answers.
CIPHER_LENGTHS = (CIPHER_LENGTH - 1, CIPHER_LENGTH)  # Ballots of release 2026-11 have one byte, the code of one answer.


class Box(models.TextChoices):
    MAIN = "main", _("main")
    HELD = "held", _("held")


class BoxKey(models.Model):
    """The public half of a box's key pair. Ballots are sealed with the key in use; the secret half is a file."""

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="box_keys")
    box = models.CharField(max_length=4, choices=Box)
    public = models.BinaryField(max_length=PUBLIC_KEY_LENGTH)
    made_on = models.DateField()
    retired_at = models.DateTimeField(null=True)
    destroyed_on = models.DateField(null=True)

    data_description = DataDescription(
        About.NOBODY,
        _("The public keys that ballots are sealed with. They open nothing."),
        FOR_GOOD,
        name=_("keys of ballot boxes"),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["poll", "box"], condition=Q(retired_at=None), name="one_key_in_use_for_each_box"
            ),
            models.UniqueConstraint(fields=["public"], name="one_box_key_for_each_public_half"),
            models.CheckConstraint(condition=Exact(Length("public"), PUBLIC_KEY_LENGTH), name="box_key_has_its_length"),
            models.CheckConstraint(
                condition=Q(destroyed_on=None) | Q(retired_at__isnull=False), name="box_key_is_retired_first"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.box} box of {self.poll_id}, made on {self.made_on}"


class Mark(models.Model):
    """A spent permit: 128 bits of a keyed hash, and the permit's UTC day of issue. Nothing else may be stored."""

    mark = models.UUIDField(primary_key=True, editable=False)
    issued_on = models.DateField()  # No index: every vote would pay for a query that runs twice an hour.

    data_description = DataDescription(
        About.READERS,
        _("That some permit to vote was used, as a number that leads to nobody, and the day it was issued."),
        with_number(
            ngettext_lazy("%(days)d day after that day.", "%(days)d days after that day.", "days"),
            days=retention.MARK_KEPT_FOR.days,
        ),
        name=_("used permits"),
    )

    def __str__(self) -> str:
        return str(self.mark)


class SealedBallot(models.Model):
    """Encrypted answers that only the count can read. It holds no time, no sequence and nothing about the voter.

    The foreign keys are not database constraints: PostgreSQL would lock the poll's row for each vote, and voters would
    wait for each other (docs/decisions/a-vote-in-one-statement.md). `verify_polls` finds dangling keys instead. The
    table has no index, which every vote would pay for: not for the primary key either, which is named because Django
    needs one. Each cipher text differs, because libsodium makes a key pair for each.
    """

    poll = models.ForeignKey(Poll, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+")
    key = models.ForeignKey(BoxKey, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+")
    box = models.CharField(max_length=4, choices=Box)
    cipher = models.BinaryField(primary_key=True, max_length=max(CIPHER_LENGTHS))

    data_description = DataDescription(
        About.READERS,
        _("An answer, encrypted so that only the count can read it. No time, no address, no browser, no name."),
        _("Until the next count of its poll; then it is deleted."),
        name=_("sealed ballots"),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=In(Length("cipher"), CIPHER_LENGTHS), name="ballot_has_its_length")
        ]

    def __str__(self) -> str:
        return bytes(self.cipher).hex()


class BallotBundle(models.Model):
    """Thousands of ballots of one key, as one row, so that waiting ballots are never counted one by one.

    The cipher texts are sorted, so their order says nothing about the votes (docs/decisions/ballots-in-bundles.md).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    poll = models.ForeignKey(Poll, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+")
    key = models.ForeignKey(BoxKey, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+")
    box = models.CharField(max_length=4, choices=Box)
    number = models.PositiveIntegerField()
    ciphers = models.BinaryField()

    data_description = DataDescription(
        About.READERS,
        _("Sealed ballots, thousands in a row, in no order."),
        _("Until the next count of their poll; then they are deleted."),
        name=_("bundles of sealed ballots"),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=reduce(or_, (Q(Exact(Length("ciphers"), F("number") * each)) for each in CIPHER_LENGTHS)),
                name="bundle_has_its_length",
            )
        ]

    def __str__(self) -> str:
        return str(self.id)
