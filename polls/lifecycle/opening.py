"""Open a draft: for good, with its keys and the first entry of its ledger."""

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
from ..ledger import signing, words
from ..models import Box, Kind, Opening, Poll
from ..permissions import may_open
from ..results import poll_cache
from .closing import set_successor
from .drafts import lock_draft, save_draft, write_words
from .guards import refuse_too_far, validate
from .notifications import OPENED, notify_of_poll


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
    loaded_by: User | None = None,
    opens_at: datetime | None = None,
    at: datetime | None = None,
    **fields: Any,
) -> Poll:
    """Write and open a poll at once, for commands on the server: nobody looks at it, and nobody's right is asked for.

    `fields` are fields of Poll: slug, sample_statement, is_sensitive, count_minimum, … By default, the poll opens now,
    and the 90% rule applies if the poll is sensitive. `loaded_by` is the user who stands for the content pack.
    """
    at = at or timezone.now()
    fields.setdefault("refuses_alike", fields.get("is_sensitive", True))
    draft = save_draft(Poll(**fields), question=question, choices=choices, at=at)
    draft.opened_by, draft.opening = loaded_by, Opening.LOADED if loaded_by else ""
    return _open(draft, opens_at or at, carried_over, at=at)


@transaction.atomic
def open_draft(  # noqa: PLR0913 - each part is named where it is called
    draft: Poll,
    *,
    by: User,
    seen: str,
    own_reason: str = "",
    opens_at: datetime | None = None,
    at: datetime | None = None,
) -> Poll:
    """Open a draft as a second person, or as its writer with a reason that the poll's page shows.

    `seen` is the `fingerprint` of what was looked at. Raises Refused where the draft has changed since, for a missing
    right or reason, and where this machine can't sign. A successor closes the poll that it follows.
    """
    at = at or timezone.now()
    signing.refuse_elsewhere()
    draft = lock_draft(draft)
    if not may_open(by):
        raise Refused(_("You may not open polls."))
    if seen != fingerprint(draft):
        raise Refused(_("This draft was changed since you opened this page. Look at it again, then open it."))
    draft.opened_by, draft.opening = by, Opening.SECOND_PERSON
    if draft.written_by_id == by.pk:
        draft.opening, draft.own_reason = Opening.ALONE, own_reason.strip()
        if not draft.own_reason:
            raise Refused(_("You wrote this draft. Let a second person open it, or give a reason: the page shows it."))
    poll = _open(draft, opens_at or at, None, at=at)
    notify_of_poll(poll, OPENED, [poll.written_by], by=by, at=at)
    return poll


def fingerprint(draft: Poll) -> str:
    """A hash of all that a draft says, which shows whether it was changed since somebody looked at it."""
    fields = {field.attname: str(getattr(draft, field.attname)) for field in Poll._meta.concrete_fields}
    return words.hash_of([*words.texts(draft), words.as_canonical(fields)])


def _open(poll: Poll, opens_at: datetime, carried_over: CarriedOver | None, *, at: datetime) -> Poll:
    refuse_too_far(opens_at.date(), at=at)
    before, poll.follows, poll.opens_at = poll.follows, None, opens_at
    validate(poll)
    poll.save()
    if poll.wording.from_day != at.date():  # The words are in use from the opening on.
        choices = [(choice.code, choice.label) for choice in poll.choices.all()]
        write_words(poll, question=poll.question, choices=choices, reason=poll.opening_reason, at=at)
    for box in Box:
        sealing.make_key(poll, box, at=at)
    _carry_over(poll, carried_over or CarriedOver(total=0, origin=""), at=at)
    poll_cache.clear_poll(poll)
    if before:
        set_successor(before, poll, by=poll.opened_by, at=at)
    return poll


def _carry_over(poll: Poll, carried_over: CarriedOver, *, at: datetime) -> None:
    if carried_over.total < 0:
        raise Refused(_("A total that is carried over cannot be below 0."))
    number, origin, note = carried_over.total, carried_over.origin, carried_over.note
    ledger.append(poll, Kind.CARRIED_OVER, number=number, unknown=number, origin=origin, note=note, at=at)
