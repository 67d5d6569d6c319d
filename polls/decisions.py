"""Decide on counted votes: accept or reject held ones, correct the totals. Each decision is a new ledger entry."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from . import ledger
from .errors import Refused
from .models import Count, Kind, Poll
from .permissions import may_change
from .results import poll_cache
from .results.totals import Totals, are_possible

MOST_CORRECTED = 1_000_000_000  # Votes in one correction. Fits the database's integers; no poll has as many.


def accept_held(poll: Poll, sequence: int, *, by: User, reason: str, at: datetime | None = None) -> Count:
    """Add all votes of a held entry to the total. Raises Refused."""
    return _decide(poll, sequence, Kind.HELD_ACCEPTED, by=by, reason=reason, at=at)


def reject_held(poll: Poll, sequence: int, *, by: User, reason: str, at: datetime | None = None) -> Count:
    """Leave all votes of a held entry out of the total. The poll's page shows the reason. Raises Refused."""
    return _decide(poll, sequence, Kind.HELD_REJECTED, by=by, reason=reason, at=at)


@transaction.atomic
def correct(  # noqa: PLR0913 - each part is named where it is called
    poll: Poll,
    *,
    counts: dict[int, int],
    ballots: int = 0,
    unknown: int = 0,
    by: User,
    reason: str,
    at: datetime | None = None,
) -> Count:
    """Add votes, or take them away with negative numbers. `counts` is by code. Raises Refused, as `preview` does.

    `ballots` are those whose answers are known; only a poll with several answers asks, elsewhere it is a vote each.
    """
    _check(by, reason)
    poll = _locked(poll)
    preview(poll, counts=counts, ballots=ballots, unknown=unknown)
    number = unknown + (ballots if poll.allows_several else sum(counts.values()))
    return _append(poll, Kind.CORRECTION, number=number, unknown=unknown, counts=counts, note=reason, at=at)


@dataclass(frozen=True)
class Change:
    """A figure before and after a correction."""

    label: str
    now: int
    then: int


def preview(poll: Poll, *, counts: dict[int, int], ballots: int = 0, unknown: int = 0) -> list[Change]:
    """Return each figure that a correction would change, without making it. One query for each 500 entries.

    Raises Refused where a figure would fall below 0, where a choice is not the poll's, and where fewer votes by choice
    are corrected than a count publishes: nobody can know, or may learn, the answers of fewer ballots. The carried-over
    total is never corrected, because it is documented as it was passed on.
    """
    ballots = ballots if poll.allows_several else sum(counts.values())
    if not (unknown or ballots or any(counts.values())):
        raise Refused(_("A correction adds or takes away at least one vote."))
    by_choice = sum(map(abs, counts.values()))
    if by_choice + abs(ballots) + abs(unknown) > MOST_CORRECTED:
        raise Refused(_("That is more votes than a ledger entry can hold."))
    least = poll.count_minimum * poll.most_answers  # A ballot may have as many of them.
    if 0 < by_choice < least:
        raise Refused(_("A correction by choice is of %(least)d votes or more, as a count is.") % {"least": least})
    labels = {choice.code: choice.label for choice in poll.choices.all()}
    if not set(counts) <= set(labels):
        raise Refused(_("A correction names choices of this poll."))
    totals = Totals.of(Count.objects.filter(poll=poll).one_by_one())
    changes = [
        *(
            Change(labels[code], totals.votes[code], totals.votes[code] + votes)
            for code, votes in sorted(counts.items())
        ),
        Change(_("Split not known"), totals.unknown, totals.unknown + unknown),
        Change(_("Cast and counted here"), totals.counted, totals.counted + ballots + unknown),
    ]
    if min(change.then for change in changes) < 0:
        raise Refused(_("A correction cannot take away more votes than were counted here."))
    totals.votes.update(counts)
    if not are_possible(totals.votes.values(), totals.known + ballots, poll.most_answers):
        raise Refused(_("So many ballots cannot have given these answers: each has one or more, and none twice."))
    return [change for change in changes if change.now != change.then]


@transaction.atomic
def _decide(  # noqa: PLR0913 - each part is named where it is called
    poll: Poll, sequence: int, kind: Kind, *, by: User, reason: str, at: datetime | None
) -> Count:
    _check(by, reason)
    poll = _locked(poll)
    held = Count.objects.undecided().filter(poll=poll, sequence=sequence).first()
    if held is None:
        raise Refused(_("There are no held votes in this entry that wait for a decision."))
    counts = {int(code): number for code, number in held.counts.items()}
    return _append(
        poll, kind, number=held.number, unknown=held.unknown, counts=counts, about=sequence, note=reason, at=at
    )


def _check(by: User, reason: str) -> None:
    if not may_change(by):
        raise Refused(_("You may not decide on the votes of polls."))
    if not reason.strip():
        raise Refused(_("A decision needs a reason. It is shown on the poll’s page."))


def _append(poll: Poll, kind: Kind, *, at: datetime | None, note: str, **parts: Any) -> Count:
    entry = ledger.append(poll, kind, at=at or timezone.now(), note=note.strip(), **parts)
    poll_cache.clear_poll(poll)
    return entry


def _locked(poll: Poll) -> Poll:
    return Poll.objects.select_for_update().prefetch_related("choices", "wordings").get(pk=poll.pk)
