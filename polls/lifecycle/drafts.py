"""Write a poll as a draft, change it, or discard it. No page but the desk's shows a draft."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from desk.staff import staff_with

from .. import wordings
from ..errors import Refused
from ..models import Choice, Poll
from ..permissions import may_discard, may_rewrite, may_write
from .guards import FEWEST_CHOICES, insert, validate
from .notifications import OPEN, TO_OPEN, notify_of_poll, withdraw_draft
from .wording import add_wording


@transaction.atomic
def save_draft(  # noqa: PLR0913 - each part is named where it is called
    draft: Poll,
    *,
    question: str,
    choices: Iterable[tuple[int, str]],
    reason: str = "",
    by: User | None = None,
    at: datetime | None = None,
) -> Poll:
    """Store a new draft, or one that its writer changed. `choices` are (code, label), in their order.

    Raises Refused for an invalid poll, for words that readers can't see or tell apart, and where `by` may not do this.
    """
    stored = lock_draft(draft) if Poll.objects.filter(pk=draft.pk).exists() else None
    if by is not None and not (may_rewrite(by, stored) if stored else may_write(by)):
        raise Refused(_("You may not write polls, or this draft is not yours."))
    if stored is None:
        draft.written_by = by
        insert(draft)
    else:
        validate(draft)
        draft.save()
    draft.refresh_from_db()  # Without the words that were read before.
    write_words(draft, question=question, choices=choices, reason=reason, at=at)
    if stored is None and by is not None:
        notify_of_poll(draft, TO_OPEN, staff_with(OPEN), by=by, at=at or timezone.now())
    return draft


@transaction.atomic
def discard_draft(draft: Poll, *, by: User) -> None:
    """Delete a draft with its words, for its writer or for who may open it."""
    draft = lock_draft(draft)
    if not may_discard(by, draft):
        raise Refused(_("You may not discard this draft."))
    withdraw_draft(draft)
    draft.choices.all().delete()
    draft.wordings.all().delete()
    draft.delete()


def lock_draft(draft: Poll) -> Poll:
    """Read the draft anew and lock its row until the transaction ends. Raises Refused for a poll that was opened."""
    draft = Poll.objects.select_for_update().get(pk=draft.pk)
    refuse_opened(draft)
    return draft


def refuse_opened(poll: Poll) -> None:
    """Raise Refused for a poll that is no draft."""
    if not poll.is_draft:
        raise Refused(_("This poll was opened meanwhile: it is no draft any more."))


def write_words(
    draft: Poll, *, question: str, choices: Iterable[tuple[int, str]], reason: str, at: datetime | None
) -> None:
    """Replace the words of a draft, as its only wording. The database refuses it for a poll that has a ledger."""
    choices = list(choices)
    wordings.refuse_unseen(question)
    wordings.refuse_alike([label for _code, label in choices])
    if len(choices) < FEWEST_CHOICES:
        raise Refused(_("A poll has at least two choices."))
    draft.choices.all().delete()
    draft.wordings.all().delete()
    for position, (code, label) in enumerate(choices, start=1):
        insert(Choice(poll=draft, code=code, label=label, position=position))
    add_wording(draft, question=question, choices=draft.choices.all(), reason=reason, at=at)
