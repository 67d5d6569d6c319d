"""Open a poll, close it, and change its words so far as votes allow."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from . import ballot_box, ledger, papers
from .errors import Refused
from .models import Box, Choice, Kind, Poll, Wording

FEWEST_CHOICES = 2


@dataclass(frozen=True)
class CarriedOver:
    """A total from elsewhere whose split nobody knows."""

    total: int
    origin: str
    note: str = ""


@transaction.atomic
def create_poll(
    *,
    question: str,
    choices: Iterable[tuple[int, str]],
    carried_over: CarriedOver | None = None,
    at: datetime | None = None,
    **fields: Any,
) -> Poll:
    """Open a poll, with its first wording, its keys, and ledger entry 0. Raises Refused for what no poll can be.

    `fields` are those of Poll: slug, sample_statement, is_sensitive, count_minimum, … The 90% rule follows
    `is_sensitive` where it is not named.
    """
    at = at or timezone.now()
    fields.setdefault("refuses_alike", fields.get("is_sensitive", True))
    poll = Poll(opens_at=at, **fields)
    _add(poll)
    for position, (code, label) in enumerate(choices, start=1):
        _add(Choice(poll=poll, code=code, label=label, position=position))
    if poll.choices.count() < FEWEST_CHOICES:
        raise Refused("A poll has at least two choices.")
    _add_wording(poll, question=question, reason="", at=at)
    for box in Box:
        ballot_box.make_key(poll, box, at=at)
    _carry_over(poll, carried_over or CarriedOver(total=0, origin=""), at=at)
    return poll


@transaction.atomic
def close(poll: Poll, *, at: datetime | None = None) -> Poll:
    """Take no more votes from now on. What waits is counted by `counting`, or joins the total as leftovers."""
    poll = _locked(poll)
    at = at or timezone.now()
    if not poll.is_open(at=at):
        raise Refused("This poll is closed already.")
    poll.closes_at = at
    poll.save(update_fields=["closes_at"])
    papers.forget(poll.slug)
    return poll


@transaction.atomic
def succeed(poll: Poll, successor: Poll, *, at: datetime | None = None) -> Poll:
    """Close a poll whose question changed in meaning, and name the one that follows. Their votes never mix."""
    poll = _locked(poll)
    if poll.pk == successor.pk or poll.successor_id:
        raise Refused("A poll has one successor, and it is another poll.")
    if poll.is_open(at=at):
        poll = close(poll, at=at)
    poll.successor = successor
    poll.save(update_fields=["successor"])
    papers.forget(poll.slug)
    return poll


@transaction.atomic
def reword(
    poll: Poll,
    *,
    reason: str,
    question: str = "",
    labels: dict[int, str] | None = None,
    at: datetime | None = None,
) -> Wording:
    """Correct the spelling of the question or of labels; empty ones stay. What it meant must not change."""
    poll = _locked(poll)
    for choice in poll.choices.all():
        choice.label = (labels or {}).get(choice.code) or choice.label
        _check(choice)
        choice.save(update_fields=["label"])
    return _add_wording(poll, question=question or poll.question, reason=reason, at=at)


@transaction.atomic
def add_choice(poll: Poll, *, label: str, reason: str, at: datetime | None = None) -> Choice:
    """Put a new answer last. It gets a code of its own, which no other answer ever had."""
    poll = _locked(poll)
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
def hide_choice(poll: Poll, *, code: int, reason: str, at: datetime | None = None) -> Choice:
    """Offer an answer no longer. Its votes, counted or waiting, stay."""
    poll = _locked(poll)
    choice = next((choice for choice in poll.ballot_paper if choice.code == code), None)
    if choice is None:
        raise Refused("There is no such choice on the ballot paper.")
    if len(poll.ballot_paper) <= FEWEST_CHOICES:
        raise Refused("A poll has at least two choices.")
    choice.is_hidden = True
    choice.save(update_fields=["is_hidden"])
    _add_wording(poll, question=poll.question, reason=reason, at=at)
    return choice


def _carry_over(poll: Poll, carried_over: CarriedOver, *, at: datetime) -> None:
    if carried_over.total < 0:
        raise Refused("A total that is carried over cannot be below 0.")
    number, origin, note = carried_over.total, carried_over.origin, carried_over.note
    ledger.append(poll, Kind.CARRIED_OVER, number=number, origin=origin, note=note, at=at)


def _locked(poll: Poll) -> Poll:
    return Poll.objects.select_for_update().get(pk=poll.pk)


def _add_wording(poll: Poll, *, question: str, reason: str, at: datetime | None) -> Wording:
    """The words as they are from now on, in full, so that no version has to be put together from older ones."""
    version = poll.wordings.count() + 1
    if version > 1 and not reason.strip():
        raise Refused("A change of words needs a reason. It is shown on the poll's page.")
    wording = Wording(
        poll=poll,
        version=version,
        question=question,
        labels={str(choice.code): choice.label for choice in poll.choices.filter(is_hidden=False)},
        from_day=(at or timezone.now()).date(),
        reason=reason.strip(),
    )
    _add(wording)
    papers.forget(poll.slug)
    return wording


def _add(row: Poll | Choice | Wording) -> None:
    _check(row)
    row.save(force_insert=True)


def _check(row: Poll | Choice | Wording) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
