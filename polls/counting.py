"""Open the box when the rules allow it, and add what was in it to the ledger."""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache as remember

from django.conf import settings
from django.core.cache import cache
from django.db import OperationalError, ProgrammingError, connection, transaction
from django.utils import timezone
from psycopg.errors import InsufficientPrivilege

from . import ballot_box, ledger, mark_keys, papers, tallies
from .errors import Refused
from .models import Box, BoxKey, Count, Kind, Mark, Poll, SealedBallot
from .models.counts import OF_MAIN_BOX

logger = logging.getLogger(__name__)

MOST_ALIKE = 0.9  # Of a batch: above this, all would know what each of them said.
MARKS_KEPT_FOR = timedelta(days=3)
MOST_AFTER_A_VOTE = 1_000  # Ballots that a voter's request may wait for: about a tenth of a second.
PAUSE_AFTER_REFUSAL = timedelta(minutes=10)
TIDY_EVERY = timedelta(minutes=30)
KINDS = {Box.MAIN: OF_MAIN_BOX, Box.HELD: (Kind.HELD,)}
TAKE_ALL = "DELETE FROM polls_sealedballot WHERE poll_id = %s AND box = %s RETURNING key_id, cipher"
ROWS_AT_ONCE = 2_000


@dataclass(frozen=True)
class Batch:
    """What a box held: the codes that could be read, and how many ballots could not."""

    codes: Counter[int]
    unreadable: int

    @property
    def number(self) -> int:
        return self.codes.total() + self.unreadable

    def is_too_alike(self) -> bool:
        return max(self.codes.values(), default=0) > MOST_ALIKE * self.codes.total()


@transaction.atomic
def count(
    poll: Poll,
    *,
    box: Box = Box.MAIN,
    at: datetime | None = None,
    is_patient: bool = True,
    watch: Callable[[], object] = lambda: None,
) -> Count:
    """Count all ballots of a box. Raises Refused, and leaves the box as it was, when the rules say to wait.

    `watch` is called for each ballot that is opened. Impatient, it raises OperationalError while another one counts.
    """
    at = at or timezone.now()
    poll = Poll.objects.select_for_update(nowait=not is_patient).prefetch_related("choices", "wordings").get(pk=poll.pk)
    is_leftover = _is_leftover(poll, box, at=at)
    if not is_leftover:
        _refuse_too_early(poll, box, at=at)
    batch = _take(poll, box, watch)
    if batch.number < (1 if is_leftover else poll.count_minimum):
        raise Refused(f"{batch.number} ballots are waiting. A count needs {poll.count_minimum}.")
    if poll.refuses_alike and batch.is_too_alike() and not is_leftover:
        if poll.is_open(at=at):
            raise Refused("More than 90% of the waiting ballots say the same. The count waits for others.")
        is_leftover = True
    ballot_box.rotate(poll, box, at=at)
    entry = _record(poll, box, batch, is_leftover=is_leftover, at=at)
    papers.forget(poll.slug)
    tallies.forget(poll.pk)
    return entry


def next_day(poll: Poll, box: Box = Box.MAIN, *, entries: Iterable[Count] | None = None) -> date:
    """The UTC day from which the next count of the box may come. One query, or none where the ledger is at hand."""
    if entries is None:
        entries = Count.objects.filter(poll=poll)
    days = [entry.day for entry in entries if entry.kind in KINDS[box]]
    return poll.day_after_interval(max(days)) if days else poll.first_count_day()


def try_after_vote(poll: Poll, *, at: datetime) -> None:
    """Count what is due and small. Whatever goes wrong here is logged, and the voter's answer is the same."""
    if not settings.POLL_COUNT_AFTER_VOTE:
        return
    try:
        tally = tallies.read(poll.pk)
        for box, waiting in ((Box.MAIN, tally.waiting), (Box.HELD, tally.held)):
            if poll.count_minimum <= waiting <= MOST_AFTER_A_VOTE:
                _try(poll, box, at=at)
        if cache.add("polls.tidied", True, TIDY_EVERY.total_seconds()):
            tidy(at=at)
    except Exception:  # The vote is in, and the next one or the timer counts.
        logger.exception("The count after a vote in %s failed.", poll.slug)


def tidy(*, at: datetime | None = None) -> None:
    """Destroy what has served: retired keys, marks of old permits, old mark keys."""
    at = at or timezone.now()
    ballot_box.destroy_retired(at=at)
    Mark.objects.filter(issued_on__lt=at.date() - MARKS_KEPT_FOR).delete()
    mark_keys.rotate(at=at)


def _try(poll: Poll, box: Box, *, at: datetime) -> None:
    """Behind a cached "not due before", so that most votes ask nothing."""
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
    cache.set(key, due, TIDY_EVERY.total_seconds())


def _midnight(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), tzinfo=UTC)


def _is_leftover(poll: Poll, box: Box, *, at: datetime) -> bool:
    """After closing, a batch that can never be large enough joins the total with its split untold."""
    if poll.is_open(at=at):
        return False
    return SealedBallot.objects.filter(poll=poll, box=box).count() < poll.count_minimum


def _refuse_too_early(poll: Poll, box: Box, *, at: datetime) -> None:
    day = next_day(poll, box)
    if at.date() < day:
        raise Refused(f"The next count can come from {day} on.")


def _take(poll: Poll, box: Box, watch: Callable[[], object]) -> Batch:
    """Empty the box and read it. The caller's transaction puts the ballots back when the count is refused."""
    known = {choice.code for choice in poll.choices.all()}
    codes: Counter[int] = Counter()
    unreadable = 0
    openers = remember(_opener)
    for key_id, cipher in _taken(poll, box):
        code = openers(key_id)(cipher)
        if code in known:
            codes[code] += 1
        else:
            unreadable += 1
        watch()
    return Batch(codes, unreadable)


def _taken(poll: Poll, box: Box) -> Iterator[tuple[int, bytes]]:
    poll_id = Poll._meta.pk.get_db_prep_value(poll.pk, connection)
    with connection.cursor() as cursor:
        try:
            cursor.execute(TAKE_ALL, [poll_id, box.value])
        except ProgrammingError as error:
            if isinstance(error.__cause__, InsufficientPrivilege):
                raise Refused("This site's role may not open ballots: they are counted by count_votes.") from error
            raise
        while rows := cursor.fetchmany(ROWS_AT_ONCE):
            yield from rows


def _opener(key_id: int) -> Callable[[bytes], int | None]:
    key = BoxKey.objects.filter(pk=key_id).first()
    return ballot_box.opener(key) if key else lambda cipher: None


def _record(poll: Poll, box: Box, batch: Batch, *, is_leftover: bool, at: datetime) -> Count:
    """A split of fewer readable ballots than the minimum is not told, for the same reason as one of a small batch."""
    is_told = not is_leftover and batch.codes.total() >= poll.count_minimum
    kind = Kind.HELD if box == Box.HELD else Kind.LEFTOVER if is_leftover else Kind.COUNT
    notes = []
    if is_leftover:
        notes.append("Left over at closing: too few, or too alike, for their split to be told.")
    if batch.unreadable:
        notes.append(f"{batch.unreadable} could not be read, because their key is lost.")
    if not is_told and not is_leftover:
        notes.append("The readable ones were too few for their split to be told.")
    return ledger.append(
        poll,
        kind,
        number=batch.number,
        counts=dict(batch.codes) if is_told else {},
        note=" ".join(notes),
        at=at,
    )
