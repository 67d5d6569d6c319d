"""What people decide about counted votes: each decision is a further ledger entry with its reason."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from . import ledger, poll_cache
from .errors import Refused
from .ledger.totals import Totals
from .models import Count, Kind, Poll
from .permissions import may_change

MOST_CORRECTED = 1_000_000_000  # Votes at once: what the database's numbers hold, and more than any poll has.


def accept_held(poll: Poll, sequence: int, *, by: User, reason: str, at: datetime | None = None) -> Count:
    """Add a held entry's votes to the total, as a whole."""
    return _decide(poll, sequence, Kind.HELD_ACCEPTED, by=by, reason=reason, at=at)


def reject_held(poll: Poll, sequence: int, *, by: User, reason: str, at: datetime | None = None) -> Count:
    """Leave a held entry's votes out of the total, as a whole. The poll's page names the reason."""
    return _decide(poll, sequence, Kind.HELD_REJECTED, by=by, reason=reason, at=at)


@transaction.atomic
def correct(  # noqa: PLR0913 - each part is named where it is called
    poll: Poll, *, counts: dict[int, int], unknown: int = 0, by: User, reason: str, at: datetime | None = None
) -> Count:
    """Add votes or, with negative numbers, take them away, as `foresee` shows and allows."""
    _check(by, reason)
    poll = _locked(poll)
    foresee(poll, counts=counts, unknown=unknown)
    return _append(poll, Kind.CORRECTION, number=unknown + sum(counts.values()), counts=counts, note=reason, at=at)


@dataclass(frozen=True)
class Change:
    """What a figure is, and what it would be."""

    label: str
    now: int
    then: int


def foresee(poll: Poll, *, counts: dict[int, int], unknown: int = 0) -> list[Change]:
    """What a correction would make of each figure that it changes. No figure may fall below 0.

    What was carried over is no part of it: it came as it was passed on. By choice only as many votes as a count would
    tell: nobody can know what fewer ballots said, and nobody is to learn it.
    """
    if not unknown and not any(counts.values()):
        raise Refused(_("A correction adds or takes away at least one vote."))
    if sum(map(abs, counts.values())) + abs(unknown) > MOST_CORRECTED:
        raise Refused(_("That is more votes than a ledger entry can hold."))
    told = sum(map(abs, counts.values()))
    if 0 < told < poll.count_minimum:
        raise Refused(
            _("A correction by choice is of %(least)d votes or more, as a count is.") % {"least": poll.count_minimum}
        )
    labels = {choice.code: choice.label for choice in poll.choices.all()}
    if not set(counts) <= set(labels):
        raise Refused(_("A correction names choices of this poll."))
    sums = Totals.of(Count.objects.filter(poll=poll).one_by_one())
    more = unknown + sum(counts.values())
    changes = [
        *(Change(labels[code], sums.votes[code], sums.votes[code] + votes) for code, votes in sorted(counts.items())),
        Change(_("Split not known"), sums.unknown, sums.unknown + unknown),
        Change(_("Cast and counted here"), sums.counted, sums.counted + more),
    ]
    if min(change.then for change in changes) < 0:
        raise Refused(_("A correction cannot take away more votes than were counted here."))
    return [change for change in changes if change.now != change.then]


@transaction.atomic
def _decide(  # noqa: PLR0913 - as above
    poll: Poll, sequence: int, kind: Kind, *, by: User, reason: str, at: datetime | None
) -> Count:
    _check(by, reason)
    poll = _locked(poll)
    held = Count.objects.undecided().filter(poll=poll, sequence=sequence).first()
    if held is None:
        raise Refused(_("There are no held votes in this entry that wait for a decision."))
    counts = {int(code): number for code, number in held.counts.items()}
    return _append(poll, kind, number=held.number, counts=counts, about=sequence, note=reason, at=at)


def _check(by: User, reason: str) -> None:
    if not may_change(by):
        raise Refused(_("You may not decide on the votes of polls."))
    if not reason.strip():
        raise Refused(_("A decision needs a reason. It is shown on the poll’s page."))


def _append(poll: Poll, kind: Kind, *, at: datetime | None, note: str, **parts) -> Count:
    entry = ledger.append(poll, kind, at=at or timezone.now(), note=note.strip(), **parts)
    poll_cache.forget(poll)
    return entry


def _locked(poll: Poll) -> Poll:
    return Poll.objects.select_for_update().prefetch_related("choices", "wordings").get(pk=poll.pk)
