"""Bundle the ballots that wait, so that they are never counted one by one (docs/decisions/ballots-in-bundles.md)."""

import logging
from collections import defaultdict
from datetime import timedelta
from time import monotonic
from uuid import UUID

from django.core.cache import cache
from django.db import connection, transaction
from redis.exceptions import RedisError

from privacy import rate_limit

from ..models import BallotBundle, Poll
from ..results import poll_cache

logger = logging.getLogger(__name__)

LEAST_SINGLE = 2_000  # Ballots of a poll that may wait unbundled: counting them takes less than a millisecond.
MOST_IN_BUNDLE = 10_000
MOST_AT_ONCE = 10 * MOST_IN_BUNDLE  # PostgreSQL passes over the dead rows of earlier times, so not in small steps.
EVERY = timedelta(seconds=1)
LONGEST = timedelta(seconds=1)  # That a voter waits for bundles to be made: only after an upgrade or a bulk load.
# Made by a migration, with the rights of the tables' owner: the site's role may not read a ballot.
BUNDLE = "SELECT polls_bundle(%s, %s, %s)"
TAKE = """
    DELETE FROM polls_sealedballot WHERE rowid IN (
        SELECT rowid FROM polls_sealedballot WHERE poll_id = %s LIMIT %s
    ) RETURNING key_id, box, cipher
"""


def try_after_vote(poll: Poll) -> None:
    """Bundle the poll's ballots when many are single. Logs every error: the voter's answer must not depend on it."""
    try:
        is_due = poll_cache.tally(poll, may_lag=True).single >= LEAST_SINGLE
        if is_due and cache.add(f"polls.bundled.{poll.pk}", True, EVERY.total_seconds()):
            until = monotonic() + LONGEST.total_seconds()
            while bundle(poll.pk, MOST_AT_ONCE) == MOST_AT_ONCE and monotonic() < until:
                pass
    except RedisError as error:
        rate_limit.say_away(error)
    except Exception:  # The vote is stored; a later one makes the bundle.
        logger.exception("Bundling ballots of %s failed.", poll.slug)


@transaction.atomic
def bundle(poll_id: UUID, most: int = MOST_AT_ONCE) -> int:
    """Bundle up to `most` single ballots. Returns their number; 0 while a count has the poll's lock."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # No vote depends on it, and a standby that is away must not keep a voter waiting.
            cursor.execute("SET LOCAL synchronous_commit TO off")
            return int(cursor.execute(BUNDLE, [poll_id, most, MOST_IN_BUNDLE]).fetchone()[0])
        ballots = defaultdict(list)
        for key_id, box, cipher in cursor.execute(TAKE, [poll_id.hex, most]).fetchall():
            ballots[key_id, box, len(cipher)].append(bytes(cipher))
    for (key_id, box, _length), ciphers in ballots.items():
        ciphers.sort()
        for start in range(0, len(ciphers), MOST_IN_BUNDLE):
            some = ciphers[start : start + MOST_IN_BUNDLE]
            BallotBundle.objects.create(
                poll_id=poll_id, key_id=key_id, box=box, number=len(some), ciphers=b"".join(some)
            )
    return sum(map(len, ballots.values()))
