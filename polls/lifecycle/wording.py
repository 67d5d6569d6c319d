"""Change a poll's words: correct the spelling, add a choice, hide a choice. Each change makes a new `Wording`."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import ledger, wordings
from ..errors import Refused
from ..models import Box, Choice, Kind, Poll, Wording
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
    new_labels = {choice: (labels or {}).get(choice.code) or choice.label for choice in poll.ballot_paper}
    new_question = question or poll.question
    changes = [(poll.question, new_question), *((choice.label, label) for choice, label in new_labels.items())]
    if all(before == after for before, after in changes):
        raise Refused(_("These are the words as they are."))
    if _has_votes(poll):
        by_code = {str(choice.code): label for choice, label in new_labels.items()}
        history = list(poll.wordings.order_by("version"))
        wordings.refuse_another_meaning([*changes, *wordings.since_voted_on(history, new_question, by_code)])
    wordings.refuse_unseen(new_question)
    changed = [label for choice, label in new_labels.items() if label != choice.label]
    kept = [choice.label for choice in poll.choices.all() if new_labels.get(choice, choice.label) == choice.label]
    wordings.refuse_alike(changed, kept)
    for choice, label in new_labels.items():
        choice.label = label
        validate(choice)
    wording = add_wording(poll, question=new_question, choices=new_labels, reason=reason, at=at)
    for choice in new_labels:
        choice.save(update_fields=["label"])  # After the wording: a guard of the database compares them.
    return wording


@transaction.atomic
def add_choice(poll: Poll, *, label: str, reason: str, by: User | None = None, at: datetime | None = None) -> Choice:
    """Add a choice in the last place, under a code that no other choice of the poll ever had."""
    poll = lock(poll, by=by)
    choices = list(poll.choices.all())
    wordings.refuse_alike([label], [choice.label for choice in choices])
    choice = Choice(
        poll=poll,
        code=max(choice.code for choice in choices) + 1,
        label=label,
        position=max(choice.position for choice in choices) + 1,
    )
    insert(choice)
    add_wording(poll, question=poll.question, choices=[*choices, choice], reason=reason, at=at)
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
    add_wording(poll, question=poll.question, choices=poll.choices.all(), reason=reason, at=at)
    return choice


def add_wording(poll: Poll, *, question: str, choices: Iterable[Choice], reason: str, at: datetime | None) -> Wording:
    """Store the words that are in use from now on as the next version, and let the ledger cover them.

    Raises Refused without a reason for a change. Each version holds all words, so that nobody has to assemble one from
    older versions.
    """
    at = at or timezone.now()
    version = poll.wordings.count() + 1
    if version > 1 and not reason.strip():
        raise Refused(_("A change of words needs a reason. It is shown on the poll’s page."))
    wording = Wording(
        poll=poll,
        version=version,
        question=question,
        labels={str(choice.code): choice.label for choice in choices if not choice.is_hidden},
        from_day=at.date(),
        reason=reason.strip(),
    )
    insert(wording)
    ledger.cover_words(poll, at=at)
    poll_cache.clear_poll(poll)
    return wording


def _has_votes(poll: Poll) -> bool:
    """Ignores the carried-over votes, because nobody knows which words they were given to."""
    counted = poll.ledger.filter(sequence__gt=0).exclude(kind=Kind.WORDS)
    return counted.exists() or any(poll_cache.number_in(poll, box) for box in Box)
