"""Close polls, set their last day, and write their successors."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..errors import Refused
from ..models import Poll
from ..results import poll_cache
from .drafts import save_draft
from .guards import lock, refuse_too_far
from .notifications import CLOSED, notify_of_poll

# The fields that a successor copies from its predecessor: the rules and the place, and none of the words.
INHERITED = (
    "is_sensitive",
    "count_minimum",
    "count_interval_days",
    "refuses_alike",
    "first_count_waits",
    "most_answers",
    "sample_statement",
    "notices",
    "article_slug",
)


@transaction.atomic
def close(poll: Poll, *, by: User | None = None, at: datetime | None = None) -> Poll:
    """Close the poll now, for good. `counting` counts the waiting ballots, or adds them to the total as leftovers."""
    poll = lock(poll, by=by)
    at = at or timezone.now()
    if not poll.is_open(at=at):
        raise Refused(_("This poll is closed already."))
    notify_of_poll(poll, CLOSED, [poll.written_by, poll.opened_by], by=by, at=at)
    return _close_at(poll, at)


@transaction.atomic
def set_last_day(poll: Poll, day: date | None, *, by: User | None = None, at: datetime | None = None) -> Poll:
    """Let the poll close at the end of a UTC day; None removes the end. Raises Refused for a closed poll."""
    poll = lock(poll, by=by)
    at = at or timezone.now()
    if poll.closes_at and poll.closes_at <= at:
        raise Refused(_("This poll is closed already. A closed poll stays closed."))
    if day is not None and day < max(at, poll.opens_at or at).date():
        raise Refused(_("A poll cannot close on a day that has passed, or before it opens."))
    refuse_too_far(day, at=at)
    end = datetime.combine(day + timedelta(days=1), time(), tzinfo=UTC) if day else None
    return _close_at(poll, end)


def draft_successor(  # noqa: PLR0913 - each part is named where it is called
    poll: Poll,
    *,
    slug: str,
    question: str,
    choices: Iterable[tuple[int, str]],
    reason: str,
    by: User | None = None,
    at: datetime | None = None,
) -> Poll:
    """Write a draft under the same rules. Once it opens, this poll closes, and the pages of both show the reason."""
    if not reason.strip():
        raise Refused(_("A successor needs a reason. It is shown on the pages of both polls."))
    if poll.successor_id or not poll.is_visible(at=at):
        raise Refused(_("A poll that was open is followed by one that is open, and by no other."))
    draft = Poll(slug=slug, follows=poll, **{name: getattr(poll, name) for name in INHERITED})
    return save_draft(draft, question=question, choices=choices, reason=reason, by=by, at=at)


@transaction.atomic
def set_successor(poll: Poll, successor: Poll, *, by: User | None = None, at: datetime | None = None) -> Poll:
    """Close a poll whose question changed its meaning, in favour of another one. Their votes are never added up."""
    poll = lock(poll, by=by)
    if poll.pk == successor.pk or poll.successor_id:
        raise Refused(_("A poll has one successor, and it is another poll."))
    if not poll.is_visible(at=at) or not successor.is_open(at=at):
        raise Refused(_("A poll that was open is followed by one that is open."))
    if poll.is_open(at=at):
        poll = close(poll, by=by, at=at)
    poll.successor = successor
    poll.save(update_fields=["successor"])
    poll_cache.clear_poll(poll)
    return poll


def _close_at(poll: Poll, at: datetime | None) -> Poll:
    poll.closes_at = at
    poll.save(update_fields=["closes_at"])
    poll_cache.clear_poll(poll)
    return poll
