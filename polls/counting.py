"""Count a box when the poll's rules allow it: decrypt its ballots and add the result to the ledger."""

import logging
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import OperationalError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from redis.exceptions import RedisError

from privacy import rate_limit

from . import ledger, retention
from .ballots import mark_keys, sealing, tallying
from .ballots.tallying import Batch
from .errors import Refused
from .ledger import anchors
from .models import Box, Count, Kind, Mark, Poll
from .models.counts import OF_MAIN_BOX
from .results import poll_cache

logger = logging.getLogger(__name__)

MOST_AFTER_A_VOTE = 1_000  # Ballots that a voter's request may count: it takes about 0.1 s.
PAUSE_AFTER_REFUSAL = timedelta(minutes=10)
CLEAN_UP_EVERY = timedelta(minutes=30)
KINDS = {Box.MAIN: OF_MAIN_BOX, Box.HELD: (Kind.HELD,)}


@transaction.atomic
def count(
    poll: Poll,
    *,
    box: Box = Box.MAIN,
    at: datetime | None = None,
    is_patient: bool = True,
    on_progress: Callable[[int], object] = lambda opened: None,
) -> Count:
    """Count all ballots of a box, as one ledger entry. Raises Refused, with the box unchanged, if it is not due.

    `on_progress` is called with the number of ballots in each portion that was decrypted. If `is_patient` is False,
    raises OperationalError while another process has the poll's lock; otherwise waits for it.
    """
    at = at or timezone.now()
    poll = Poll.objects.select_for_update(nowait=not is_patient).prefetch_related("choices", "wordings").get(pk=poll.pk)
    is_leftover = _is_leftover(poll, box, at=at)
    if not is_leftover:
        _refuse_too_early(poll, box, at=at)
    batch = tallying.take(poll, box, on_progress)
    if batch.number < (1 if is_leftover else poll.count_minimum):
        raise Refused(
            ngettext(
                "%(number)d ballot is waiting. A count needs %(least)d.",
                "%(number)d ballots are waiting. A count needs %(least)d.",
                batch.number,
            )
            % {"number": batch.number, "least": poll.count_minimum}
        )
    if poll.refuses_alike and batch.is_too_alike() and not is_leftover:
        if poll.is_open(at=at):
            raise Refused(_("More than 90% of the waiting ballots say the same. The count waits for others."))
        is_leftover = True
    sealing.rotate(poll, box, at=at)
    entry = _record(poll, box, batch, is_leftover=is_leftover, at=at)
    poll_cache.clear_poll(poll)
    return entry


def next_day(poll: Poll, box: Box = Box.MAIN) -> date:
    """The first UTC day on which the rules allow the next count of the box. One query."""
    last = Count.objects.filter(poll=poll, kind__in=KINDS[box]).aggregate(day=Max("day"))["day"]
    return poll.day_after_interval(last) if last else poll.first_count_day()


def try_after_vote(poll: Poll, *, at: datetime) -> None:
    """Count small boxes that are due, and clean up. Logs every error: the voter's answer must not depend on it."""
    if not settings.POLL_COUNT_AFTER_VOTE:
        return
    try:
        tally = poll_cache.tally(poll, may_lag=True)  # Under load, an exact tally would cost every vote a query.
        for box, waiting in ((Box.MAIN, tally.waiting), (Box.HELD, tally.held)):
            if poll.count_minimum <= waiting <= MOST_AFTER_A_VOTE:
                _try(poll, box, at=at)
        if cache.add("polls.cleaned-up", True, CLEAN_UP_EVERY.total_seconds()):
            for fault in clean_up(at=at):
                logger.error("%s", fault)
    except RedisError as error:
        rate_limit.say_away(error)
    except Exception:  # The vote is stored; the next vote or `count_votes` counts it.
        logger.exception("The count after a vote in %s failed.", poll.slug)


def clean_up(*, at: datetime | None = None) -> list[str]:
    """Destroy what is past its retention: retired keys, marks of expired permits, old mark keys.

    Also appends the ledger entries for words that are in none yet, and writes missing anchors.

    Returns the faults of the anchor files, at most one line for each poll.
    """
    at = at or timezone.now()
    ledger.cover_all_words(at=at)
    faults = anchors.write_all()
    sealing.destroy_retired(at=at)
    Mark.objects.filter(issued_on__lt=at.date() - retention.MARK_KEPT_FOR).delete()
    mark_keys.rotate(at=at)
    return faults


def _try(poll: Poll, box: Box, *, at: datetime) -> None:
    """Count the box if it is due. Caches the moment before which it cannot be, which saves most votes a query."""
    key = f"polls.not-due-before.{poll.pk}.{box}"
    not_before = cache.get(key)
    if not_before and at < not_before:
        return
    due = _midnight(next_day(poll, box))
    if at >= due:
        try:
            entry = count(poll, box=box, at=at, is_patient=False)
            due = _midnight(poll.day_after_interval(entry.day))
        except (Refused, OperationalError):
            due = at + PAUSE_AFTER_REFUSAL
    cache.set(key, due, CLEAN_UP_EVERY.total_seconds())


def _midnight(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), tzinfo=UTC)


def _is_leftover(poll: Poll, box: Box, *, at: datetime) -> bool:
    """Whether the poll has closed with fewer ballots than a count needs. Their split is never published."""
    if poll.is_open(at=at):
        return False
    return poll_cache.number_in(poll, box) < poll.count_minimum


def _refuse_too_early(poll: Poll, box: Box, *, at: datetime) -> None:
    day = next_day(poll, box)
    if at.date() < day:
        raise Refused(_("The next count can come from %(day)s on.") % {"day": date_format(day)})


def _record(poll: Poll, box: Box, batch: Batch, *, is_leftover: bool, at: datetime) -> Count:
    """Append the entry. Its split is left out if fewer ballots than the minimum are readable, as for a small batch."""
    is_published = not is_leftover and batch.known >= poll.count_minimum
    kind = Kind.HELD if box == Box.HELD else Kind.LEFTOVER if is_leftover else Kind.COUNT
    notes = []
    if is_leftover:
        notes.append("Left over at closing: too few, or too alike, for their split to be told.")
    if batch.unreadable:
        notes.append(f"{batch.unreadable} could not be read, because their key is lost.")
    if not is_published and not is_leftover:
        notes.append("The readable ones were too few for their split to be told.")
    return ledger.append(
        poll,
        kind,
        number=batch.number,
        unknown=batch.unreadable if is_published else batch.number,
        counts=dict(batch.codes) if is_published else {},
        note=" ".join(notes),
        at=at,
    )
