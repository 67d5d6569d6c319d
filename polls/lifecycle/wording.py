"""Change a poll's words: correct the spelling, add a choice, hide a choice. Each change makes a new `Wording`."""

from collections.abc import Iterator
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import wordings
from ..errors import Refused
from ..models import Box, Choice, Poll, Wording
from ..results import poll_cache
from .guards import FEWEST_CHOICES, insert, lock, validate


@transaction.atomic
def reword(  # noqa: PLR0913 - each part is named where it is called
    poll: Poll,
    *,
    reason: str,
    question: str = "",
    labels: dict[int, str] | None = None,
    by: User | None = None,
    at: datetime | None = None,
) -> Wording:
    """Change the question, and labels by their code; an empty text leaves the old one.

    Raises Refused where nothing changes, or where votes were cast and more than the spelling would change.
    """
    poll = lock(poll, by=by)
    new_labels = {choice: (labels or {}).get(choice.code) or choice.label for choice in poll.choices.all()}
    new_question = question or poll.question
    changes = [(poll.question, new_question), *((choice.label, label) for choice, label in new_labels.items())]
    if all(before == after for before, after in changes):
        raise Refused(_("These are the words as they are."))
    if _has_votes(poll):
        wordings.refuse_another_meaning([*changes, *_since_voted_on(poll, new_question, new_labels)])
    for choice, label in new_labels.items():
        choice.label = label
        validate(choice)
        choice.save(update_fields=["label"])
    return add_wording(poll, question=new_question, reason=reason, at=at)


@transaction.atomic
def add_choice(poll: Poll, *, label: str, reason: str, by: User | None = None, at: datetime | None = None) -> Choice:
    """Add a choice in the last place, under a code that no other choice of the poll ever had."""
    poll = lock(poll, by=by)
    choices = list(poll.choices.all())
    choice = Choice(
        poll=poll,
        code=max(choice.code for choice in choices) + 1,
        label=label,
        position=max(choice.position for choice in choices) + 1,
    )
    insert(choice)
    add_wording(poll, question=poll.question, reason=reason, at=at)
    return choice


@transaction.atomic
def hide_choice(poll: Poll, *, code: int, reason: str, by: User | None = None, at: datetime | None = None) -> Choice:
    """Take a choice off the ballot paper. Its votes, counted or waiting, stay in every figure."""
    poll = lock(poll, by=by)
    choice = next((choice for choice in poll.ballot_paper if choice.code == code), None)
    if choice is None:
        raise Refused(_("There is no such choice on the ballot paper."))
    if len(poll.ballot_paper) <= FEWEST_CHOICES:
        raise Refused(_("A poll has at least two choices."))
    choice.is_hidden = True
    choice.save(update_fields=["is_hidden"])
    add_wording(poll, question=poll.question, reason=reason, at=at)
    return choice


def add_wording(poll: Poll, *, question: str, reason: str, at: datetime | None) -> Wording:
    """Store the words that are in use from now on as the next version. Raises Refused without a reason for a change.

    Each version holds all words, so that nobody has to assemble one from older versions.
    """
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
    insert(wording)
    poll_cache.clear_poll(poll)
    return wording


def _since_voted_on(poll: Poll, question: str, labels: dict[Choice, str]) -> Iterator[tuple[str, str]]:
    """Each text as people may first have voted on it, with the new text."""
    history = list(poll.wordings.order_by("version"))
    yield wordings.as_voted_on([wording.question for wording in history]), question
    for choice, label in labels.items():
        code = str(choice.code)
        yield wordings.as_voted_on([wording.labels[code] for wording in history if code in wording.labels]), label


def _has_votes(poll: Poll) -> bool:
    """Ignores the carried-over votes, because nobody knows which words they were given to."""
    return poll.ledger.filter(sequence__gt=0).exists() or any(poll_cache.number_in(poll, box) for box in Box)
