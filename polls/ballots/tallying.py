"""Empty a box and decrypt its ballots, in constant memory (docs/decisions/counting-in-constant-memory.md)."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations, islice

from django.db import ProgrammingError, connection
from django.utils.translation import gettext as _
from psycopg.errors import InsufficientPrivilege

from ..errors import Refused
from ..models import Box, BoxKey, Poll
from . import sealing

MOST_ALIKE = 0.9  # Share of a batch. Above it, the split reveals what nearly every voter of the batch answered.
BALLOTS_AT_ONCE = 2_000
OF_BOX = "poll_id = %s AND box = %s"
# Single ballots are taken first: those that are bundled meanwhile are then found in their bundle. SQLite collects all
# returned rows before it yields the first one, so there each statement takes a portion.
TAKE_SINGLE = f"""
    DELETE FROM polls_sealedballot WHERE {OF_BOX} RETURNING key_id, 1, cipher
"""  # noqa: S608 - a constant
TAKE_BUNDLES = f"""
    DELETE FROM polls_ballotbundle WHERE {OF_BOX} RETURNING key_id, number, ciphers
"""  # noqa: S608 - a constant
TAKE_SOME_SINGLE = f"""
    DELETE FROM polls_sealedballot WHERE rowid IN (
        SELECT rowid FROM polls_sealedballot WHERE {OF_BOX} LIMIT {BALLOTS_AT_ONCE}
    ) RETURNING key_id, 1, cipher
"""  # noqa: S608 - constants
TAKE_ONE_BUNDLE = f"""
    DELETE FROM polls_ballotbundle WHERE rowid IN (
        SELECT rowid FROM polls_ballotbundle WHERE {OF_BOX} LIMIT 1
    ) RETURNING key_id, number, ciphers
"""  # noqa: S608 - a constant
Row = tuple[int, int, bytes]


@dataclass(frozen=True)
class Batch:
    """The ballots of a box: those that could be read, their answers by code, and the number of the others.

    A ballot may have several answers, so the answers may be more than the ballots. Which ones were given together is
    kept nowhere.
    """

    codes: Counter[int]
    known: int
    unreadable: int

    @property
    def number(self) -> int:
        return self.known + self.unreadable

    def is_too_alike(self) -> bool:
        """Whether the 90% rule keeps this batch from being published: an answer is on more of the ballots."""
        return max(self.codes.values(), default=0) > MOST_ALIKE * self.known


def take(poll: Poll, box: Box, on_progress: Callable[[int], object]) -> Batch:
    """Delete the box's ballots and decrypt them. The caller's transaction restores them when the count is refused.

    Calls `on_progress` after each portion, with the number of ballots in that portion.
    """
    openers = {key.pk: sealing.opener(key) for key in BoxKey.objects.filter(poll=poll, box=box, destroyed_on=None)}
    answers_of = _answers_by_mask(poll)
    codes: Counter[int] = Counter()
    known = unreadable = 0
    for portion in map(list, map(_single, _portions(poll, box))):
        for key_id, cipher in portion:
            mask = openers[key_id](cipher) if key_id in openers else None
            if mask in answers_of:
                codes.update(answers_of[mask])
                known += 1
            else:
                unreadable += 1
        on_progress(len(portion))
    return Batch(codes, known, unreadable)


def _answers_by_mask(poll: Poll) -> dict[int | None, tuple[int, ...]]:
    """The answers of every ballot that the poll allows, by their mask: 511 at most."""
    codes = [choice.code for choice in poll.choices.all()]
    allowed = (some for number in range(1, poll.most_answers + 1) for some in combinations(codes, number))
    return {sealing.mask_of(some): some for some in allowed}


def _single(rows: list[Row]) -> Iterator[tuple[int, bytes]]:
    """Yield (id of the key, cipher text) of each ballot."""
    for key_id, number, ciphers in rows:
        length = len(ciphers) // number
        for start in range(0, len(ciphers), length):
            yield key_id, ciphers[start : start + length]


def _portions(poll: Poll, box: Box) -> Iterator[list[Row]]:
    """Delete the ballots and yield them, single ones and bundles alike."""
    of_box = [Poll._meta.pk.get_db_prep_value(poll.pk, connection), box.value]
    try:
        # A stream raises its errors while it is read, outside the calls whose errors Django translates.
        with connection.wrap_database_errors, connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                for statement, at_once in ((TAKE_SINGLE, BALLOTS_AT_ONCE), (TAKE_BUNDLES, 1)):
                    rows = cursor.stream(statement, of_box, size=at_once)
                    while portion := list(islice(rows, at_once)):
                        yield portion
            else:
                for statement in (TAKE_SOME_SINGLE, TAKE_ONE_BUNDLE):
                    while portion := cursor.execute(statement, of_box).fetchall():
                        yield portion
    except ProgrammingError as error:
        if isinstance(error.__cause__, InsufficientPrivilege):
            raise Refused(_("This site's role may not open ballots: they are counted by count_votes.")) from error
        raise
