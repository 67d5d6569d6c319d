"""Open a poll, close it, and name the one that follows it.

`by` is who asks for it; None is whoever may run commands on the server.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from . import ledger, poll_cache, wordings
from .ballots import sealing
from .errors import Refused
from .models import Box, Choice, Kind, Poll, SealedBallot, Wording
from .permissions import may_change, may_open

FEWEST_CHOICES = 2
FURTHEST = timedelta(days=73_050)  # 200 years. A later day is mistyped, and the last of all has no next one.
# What a successor takes from the poll before it: its rules and its place, and none of its words.
INHERITED = (
    "is_sensitive",
    "count_minimum",
    "count_interval_days",
    "refuses_alike",
    "first_count_waits",
    "sample_statement",
    "notices",
    "article_slug",
)


@dataclass(frozen=True)
class CarriedOver:
    """A total from elsewhere whose split nobody knows."""

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
    """Open a poll, with its first wording, its keys, and ledger entry 0. Raises Refused for what no poll can be.

    `fields` are those of Poll: slug, sample_statement, is_sensitive, count_minimum, … It opens at once where
    `opens_at` is not named, and the 90% rule follows `is_sensitive`.
    """
    if by is not None and not may_open(by):
        raise Refused(_("You may not open polls."))
    at = at or timezone.now()
    fields.setdefault("refuses_alike", fields.get("is_sensitive", True))
    poll = Poll(**{"opens_at": at, **fields})
    _refuse_too_far(poll.opens_at.date(), at=at)
    _add(poll)
    for position, (code, label) in enumerate(choices, start=1):
        _add(Choice(poll=poll, code=code, label=label, position=position))
    if poll.choices.count() < FEWEST_CHOICES:
        raise Refused(_("A poll has at least two choices."))
    _add_wording(poll, question=question, reason=reason, at=at)
    for box in Box:
        sealing.make_key(poll, box, at=at)
    _carry_over(poll, carried_over or CarriedOver(total=0, origin=""), at=at)
    return poll


@transaction.atomic
def close(poll: Poll, *, by: User | None = None, at: datetime | None = None) -> Poll:
    """Take no more votes from now on. What waits is counted by `counting`, or joins the total as leftovers."""
    poll = _locked(poll, by=by)
    at = at or timezone.now()
    if not poll.is_open(at=at):
        raise Refused(_("This poll is closed already."))
    return _close_at(poll, at)


@transaction.atomic
def set_last_day(poll: Poll, day: date | None, *, by: User | None = None, at: datetime | None = None) -> Poll:
    """Take votes to the end of a UTC day, or until somebody closes the poll."""
    poll = _locked(poll, by=by)
    at = at or timezone.now()
    if poll.closes_at and poll.closes_at <= at:
        raise Refused(_("This poll is closed already. A closed poll stays closed."))
    if day is not None and day < max(at, poll.opens_at).date():
        raise Refused(_("A poll cannot close on a day that has passed, or before it opens."))
    _refuse_too_far(day, at=at)
    end = datetime.combine(day + timedelta(days=1), time(), tzinfo=UTC) if day else None
    return _close_at(poll, end)


@transaction.atomic
def open_successor(  # noqa: PLR0913 - as above
    poll: Poll,
    *,
    slug: str,
    question: str,
    choices: Iterable[tuple[int, str]],
    reason: str,
    by: User | None = None,
    at: datetime | None = None,
) -> Poll:
    """Ask anew, under the same rules, and close the poll before. The reason stands on the pages of both."""
    if not reason.strip():
        raise Refused(_("A successor needs a reason. It is shown on the pages of both polls."))
    inherited = {name: getattr(poll, name) for name in INHERITED}
    successor = create_poll(slug=slug, question=question, choices=choices, reason=reason, by=by, at=at, **inherited)
    succeed(poll, successor, by=by, at=at)
    return successor


@transaction.atomic
def succeed(poll: Poll, successor: Poll, *, by: User | None = None, at: datetime | None = None) -> Poll:
    """Close a poll whose question changed in meaning, and name the one that follows. Their votes never mix."""
    poll = _locked(poll, by=by)
    if poll.pk == successor.pk or poll.successor_id:
        raise Refused(_("A poll has one successor, and it is another poll."))
    if not poll.is_visible(at=at) or not successor.is_open(at=at):
        raise Refused(_("A poll that was open is followed by one that is open."))
    if poll.is_open(at=at):
        poll = close(poll, by=by, at=at)
    poll.successor = successor
    poll.save(update_fields=["successor"])
    poll_cache.forget(poll)
    return poll


@transaction.atomic
def reword(  # noqa: PLR0913 - as above
    poll: Poll,
    *,
    reason: str,
    question: str = "",
    labels: dict[int, str] | None = None,
    by: User | None = None,
    at: datetime | None = None,
) -> Wording:
    """Correct the spelling of the question or of labels; empty ones stay. Once a vote is in, only the spelling."""
    poll = _locked(poll, by=by)
    new_labels = {choice: (labels or {}).get(choice.code) or choice.label for choice in poll.choices.all()}
    new_question = question or poll.question
    changes = [(poll.question, new_question), *((choice.label, label) for choice, label in new_labels.items())]
    if all(before == after for before, after in changes):
        raise Refused(_("These are the words as they are."))
    if _has_votes(poll):
        wordings.refuse_another_meaning([*changes, *_since_voted_on(poll, new_question, new_labels)])
    for choice, label in new_labels.items():
        choice.label = label
        _check(choice)
        choice.save(update_fields=["label"])
    return _add_wording(poll, question=new_question, reason=reason, at=at)


def _since_voted_on(poll: Poll, question: str, labels: dict[Choice, str]) -> Iterator[tuple[str, str]]:
    """Each text as it may first have been voted on, and as it is to be."""
    history = list(poll.wordings.order_by("version"))
    yield wordings.as_voted_on([wording.question for wording in history]), question
    for choice, label in labels.items():
        code = str(choice.code)
        yield wordings.as_voted_on([wording.labels[code] for wording in history if code in wording.labels]), label


@transaction.atomic
def add_choice(poll: Poll, *, label: str, reason: str, by: User | None = None, at: datetime | None = None) -> Choice:
    """Put a new answer last. It gets a code of its own, which no other answer ever had."""
    poll = _locked(poll, by=by)
    choices = list(poll.choices.all())
    choice = Choice(
        poll=poll,
        code=max(choice.code for choice in choices) + 1,
        label=label,
        position=max(choice.position for choice in choices) + 1,
    )
    _add(choice)
    _add_wording(poll, question=poll.question, reason=reason, at=at)
    return choice


@transaction.atomic
def hide_choice(poll: Poll, *, code: int, reason: str, by: User | None = None, at: datetime | None = None) -> Choice:
    """Offer an answer no longer. Its votes, counted or waiting, stay."""
    poll = _locked(poll, by=by)
    choice = next((choice for choice in poll.ballot_paper if choice.code == code), None)
    if choice is None:
        raise Refused(_("There is no such choice on the ballot paper."))
    if len(poll.ballot_paper) <= FEWEST_CHOICES:
        raise Refused(_("A poll has at least two choices."))
    choice.is_hidden = True
    choice.save(update_fields=["is_hidden"])
    _add_wording(poll, question=poll.question, reason=reason, at=at)
    return choice


def _carry_over(poll: Poll, carried_over: CarriedOver, *, at: datetime) -> None:
    if carried_over.total < 0:
        raise Refused(_("A total that is carried over cannot be below 0."))
    number, origin, note = carried_over.total, carried_over.origin, carried_over.note
    ledger.append(poll, Kind.CARRIED_OVER, number=number, origin=origin, note=note, at=at)


def _close_at(poll: Poll, at: datetime | None) -> Poll:
    poll.closes_at = at
    poll.save(update_fields=["closes_at"])
    poll_cache.forget(poll)
    return poll


def _refuse_too_far(day: date | None, *, at: datetime) -> None:
    if day is not None and day > (at + FURTHEST).date():
        raise Refused(_("That day is more than two hundred years away."))


def _has_votes(poll: Poll) -> bool:
    """Cast here: nobody knows which words the carried-over ones were given to."""
    return poll.ledger.filter(sequence__gt=0).exists() or SealedBallot.objects.filter(poll=poll).exists()


def _locked(poll: Poll, *, by: User | None) -> Poll:
    if by is not None and not may_change(by):
        raise Refused(_("You may not change polls."))
    return Poll.objects.select_for_update().get(pk=poll.pk)


def _add_wording(poll: Poll, *, question: str, reason: str, at: datetime | None) -> Wording:
    """The words as they are from now on, in full, so that no version has to be put together from older ones."""
    version = poll.wordings.count() + 1
    if version > 1 and not reason.strip():
        raise Refused(_("A change of words needs a reason. It is shown on the poll’s page."))
    wording = Wording(
        poll=poll,
        version=version,
        question=question,
        labels={str(choice.code): choice.label for choice in poll.choices.filter(is_hidden=False)},
        from_day=(at or timezone.now()).date(),
        reason=reason.strip(),
    )
    _add(wording)
    poll_cache.forget(poll)
    return wording


def _add(row: Poll | Choice | Wording) -> None:
    _check(row)
    row.save(force_insert=True)


def _check(row: Poll | Choice | Wording) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
