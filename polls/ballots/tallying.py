"""Empty a box and decrypt its ballots, in constant memory (docs/decisions/counting-in-constant-memory.md)."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.db import ProgrammingError, connection
from django.utils.translation import gettext as _
from psycopg.errors import InsufficientPrivilege

from ..errors import Refused
from ..models import Box, BoxKey, Poll
from . import sealing

MOST_ALIKE = 0.9  # Share of a batch. Above it, the split reveals what nearly every voter of the batch answered.
BALLOTS_AT_ONCE = 2_000
TAKE_ALL = "DELETE FROM polls_sealedballot WHERE poll_id = %s AND box = %s RETURNING key_id, cipher"
# SQLite collects all returned rows before it yields the first one, so each statement takes a portion.
TAKE_SOME = f"""
    DELETE FROM polls_sealedballot WHERE rowid IN (
        SELECT rowid FROM polls_sealedballot WHERE poll_id = %s AND box = %s LIMIT {BALLOTS_AT_ONCE}
    ) RETURNING key_id, cipher
"""  # noqa: S608 - a constant


@dataclass(frozen=True)
class Batch:
    """The ballots of a box: votes by the code of the choice, and the number of ballots that could not be read."""

    codes: Counter[int]
    unreadable: int

    @property
    def number(self) -> int:
        return self.codes.total() + self.unreadable

    def is_too_alike(self) -> bool:
        """Whether the 90% rule keeps this batch from being published."""
        return max(self.codes.values(), default=0) > MOST_ALIKE * self.codes.total()


def take(poll: Poll, box: Box, on_progress: Callable[[int], object]) -> Batch:
    """Delete the box's ballots and decrypt them. The caller's transaction restores them when the count is refused.

    Calls `on_progress` after each portion, with the number of ballots in that portion.
    """
    openers = {key.pk: sealing.opener(key) for key in BoxKey.objects.filter(poll=poll, box=box, destroyed_on=None)}
    known = {choice.code for choice in poll.choices.all()}
    codes: Counter[int] = Counter()
    unreadable = 0
    for portion in _portions(poll, box):
        for key_id, cipher in portion:
            code = openers[key_id](cipher) if key_id in openers else None
            if code in known:
                codes[code] += 1
            else:
                unreadable += 1
        on_progress(len(portion))
    return Batch(codes, unreadable)


def _portions(poll: Poll, box: Box) -> Iterator[list[tuple[int, bytes]]]:
    """Delete the ballots and yield lists of (id of the key, cipher text)."""
    of_box = [Poll._meta.pk.get_db_prep_value(poll.pk, connection), box.value]
    try:
        # A stream raises its errors while it is read, outside the calls whose errors Django translates.
        with connection.wrap_database_errors, connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                rows = cursor.stream(TAKE_ALL, of_box, size=BALLOTS_AT_ONCE)
                while portion := list(islice(rows, BALLOTS_AT_ONCE)):
                    yield portion
            else:
                while portion := cursor.execute(TAKE_SOME, of_box).fetchall():
                    yield portion
    except ProgrammingError as error:
        if isinstance(error.__cause__, InsufficientPrivilege):
            raise Refused(_("This site's role may not open ballots: they are counted by count_votes.")) from error
        raise
