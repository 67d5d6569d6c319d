"""Guard changes of polls: permission and lock, validated rows, plausible days."""

from datetime import date, datetime, timedelta

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ..errors import Refused
from ..models import Choice, Poll, Wording
from ..permissions import may_change

FEWEST_CHOICES = 2
MAX_AHEAD = timedelta(days=73_050)  # 200 years. A later day is a typing error, and `date.max` has no next day.


def lock(poll: Poll, *, by: User | None) -> Poll:
    """Read the poll anew and lock its row until the transaction ends.

    Raises Refused for a draft, and where `by` may not change the poll.
    """
    if by is not None and not may_change(by):
        raise Refused(_("You may not change polls."))
    poll = Poll.objects.select_for_update().get(pk=poll.pk)
    if poll.is_draft:
        raise Refused(_("This poll is a draft."))
    return poll


def insert(row: Poll | Choice | Wording) -> None:
    """Insert a row. Raises Refused with its validation errors."""
    validate(row)
    row.save(force_insert=True)


def validate(row: Poll | Choice | Wording) -> None:
    """Raise Refused with the row's validation errors, if there are any."""
    try:
        row.full_clean()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error


def refuse_too_far(day: date | None, *, at: datetime) -> None:
    """Raise Refused for a day more than MAX_AHEAD after `at`."""
    if day is not None and day > (at + MAX_AHEAD).date():
        raise Refused(_("That day is more than two hundred years away."))
