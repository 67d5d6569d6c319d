"""Cast a vote: spend the permit and put the sealed ballot in the box, both or neither."""

from datetime import datetime
from time import monotonic
from uuid import uuid4

from django.db import connection, transaction
from django.utils.translation import gettext as _

from .. import poll_cache, replication
from ..errors import Refused
from ..models import Box, BoxKey, SealedBallot
from ..poll_cache import CachedPoll
from . import sealing
from .permits import Permit

# The poll may have been closed elsewhere since this process cached it: the database has the last word.
SPEND = """
    INSERT INTO polls_mark (mark, issued_on) SELECT %s, %s
    WHERE EXISTS (SELECT 1 FROM polls_poll WHERE id = %s AND (closes_at IS NULL OR closes_at > %s))
    ON CONFLICT DO NOTHING
"""
TRY = "INSERT INTO polls_mark (mark, issued_on) VALUES (%s, %s) ON CONFLICT DO NOTHING"
# One statement, so that no vote waits for another and a lost connection leaves all or nothing
# (docs/decisions/a-vote-in-one-statement.md).
CAST = f"""
    WITH spent AS ({SPEND} RETURNING 1)
    INSERT INTO polls_sealedballot (id, poll_id, key_id, box, cipher)
    SELECT %s, %s, %s, %s, %s FROM spent
"""  # noqa: S608 - two constants


class Closed(Refused):
    """The poll has closed since this process last read it."""


def cast(cached: CachedPoll, code: int, permit: Permit, *, box: Box = Box.MAIN, at: datetime) -> bool:
    """True: counted now. False: this permit was counted before, which is as good. Safe to repeat.

    Raises Closed, with nothing kept, when the poll was closed elsewhere. Raises OperationalError or InterfaceError
    when the database is away, or cannot say that a standby has the vote; it may have counted, so repeat with the
    same permit.
    """
    key = poll_cache.key(cached, box)
    cipher = sealing.seal(code, cached.poll.pk, key.public)
    put = _put_at_once if connection.vendor == "postgresql" else _put_in_turn
    cast_from = monotonic()
    with replication.watched():
        is_new = put(permit, key, cipher, at)
    if is_new:
        poll_cache.add_vote(cached.poll, box, cast_from=cast_from)
        return True
    if is_spent(permit):
        return False
    raise Closed(_("This poll is closed."))


def is_spent(permit: Permit) -> bool:
    """Whether the permit was counted, for good. Raises as `cast` does.

    Asked by trying to spend it, and taking that back: the site's role may add marks, never read them
    (docs/decisions/database-guards-and-roles.md).
    """
    mark = permit.mark if connection.features.has_native_uuid_field else permit.mark.hex
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(TRY, [mark, permit.issued_on.isoformat()])
        if cursor.rowcount:
            transaction.set_rollback(True)
            return False
    replication.confirm()  # An earlier try may have been cut off from the standby: its mark is seen all the same.
    return True


def _put_at_once(permit: Permit, key: BoxKey, cipher: bytes, at: datetime) -> bool:
    ballot = (uuid4(), key.poll_id, key.pk, key.box, cipher)
    with connection.cursor() as cursor:
        cursor.execute(CAST, (permit.mark, permit.issued_on, key.poll_id, at, *ballot))
        return cursor.rowcount == 1


def _put_in_turn(permit: Permit, key: BoxKey, cipher: bytes, at: datetime) -> bool:
    with transaction.atomic(), connection.cursor() as cursor:
        until = connection.ops.adapt_datetimefield_value(at)
        cursor.execute(SPEND, [permit.mark.hex, permit.issued_on.isoformat(), key.poll_id.hex, until])
        if cursor.rowcount == 0:
            return False
        SealedBallot.objects.create(poll_id=key.poll_id, key=key, box=key.box, cipher=cipher)
    return True
