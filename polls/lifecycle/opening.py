"""Create a poll with its choices, its first wording, its keys and its first ledger entry."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import ledger
from ..ballots import sealing
from ..errors import Refused
from ..models import Box, Choice, Kind, Poll
from ..permissions import may_open
from .guards import FEWEST_CHOICES, insert, refuse_too_far
from .wording import add_wording


@dataclass(frozen=True)
class CarriedOver:
    """A total from an earlier site, whose split is unknown."""

    total: int
    origin: str
    note: str = ""


@transaction.atomic
def create_poll(  # noqa: PLR0913 - each part is named where it is called
    *,
    question: str,
    choices: Iterable[tuple[int, str]],
    carried_over: CarriedOver | None = None,
    reason: str = "",
    by: User | None = None,
    at: datetime | None = None,
    **fields: Any,
) -> Poll:
    """Create a poll with its first wording, its keys and ledger entry 0. `choices` are (code, label), in their order.

    `fields` are fields of Poll: slug, sample_statement, is_sensitive, count_minimum, … By default, the poll opens at
    once, and the 90% rule applies if the poll is sensitive. Raises Refused for an invalid poll or a missing permission.
    """
    if by is not None and not may_open(by):
        raise Refused(_("You may not open polls."))
    at = at or timezone.now()
    fields.setdefault("refuses_alike", fields.get("is_sensitive", True))
    poll = Poll(**{"opens_at": at, **fields})
    refuse_too_far(poll.opens_at.date(), at=at)
    insert(poll)
    for position, (code, label) in enumerate(choices, start=1):
        insert(Choice(poll=poll, code=code, label=label, position=position))
    if poll.choices.count() < FEWEST_CHOICES:
        raise Refused(_("A poll has at least two choices."))
    add_wording(poll, question=question, choices=poll.choices.all(), reason=reason, at=at)
    for box in Box:
        sealing.make_key(poll, box, at=at)
    _carry_over(poll, carried_over or CarriedOver(total=0, origin=""), at=at)
    return poll


def _carry_over(poll: Poll, carried_over: CarriedOver, *, at: datetime) -> None:
    if carried_over.total < 0:
        raise Refused(_("A total that is carried over cannot be below 0."))
    number, origin, note = carried_over.total, carried_over.origin, carried_over.note
    ledger.append(poll, Kind.CARRIED_OVER, number=number, unknown=number, origin=origin, note=note, at=at)
