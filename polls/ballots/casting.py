"""Cast a vote: spend the permit and put the sealed ballot in the box, both or neither."""

from collections.abc import Iterable
from datetime import datetime
from time import monotonic

from django.db import connection, transaction
from django.utils.translation import gettext as _

from .. import replication
from ..errors import Refused
from ..models import Box, BoxKey
from ..results import poll_cache
from ..results.poll_cache import CachedPoll
from . import sealing
from .permits import Permit

# Another process may have closed the poll since this process cached it, so the statement checks that it is open.
SPEND = """
    INSERT INTO polls_mark (mark, issued_on) SELECT %s, %s FROM polls_poll
    WHERE id = %s AND (closes_at IS NULL OR closes_at > %s) ON CONFLICT DO NOTHING
"""
PUT = "INSERT INTO polls_sealedballot (poll_id, key_id, box, cipher)"
TRY = "INSERT INTO polls_mark (mark, issued_on) VALUES (%s, %s) ON CONFLICT DO NOTHING"
# One statement, so that no vote waits for another and a lost connection leaves all or nothing
# (docs/decisions/a-vote-in-one-statement.md).
CAST = f"""
    WITH spent AS ({SPEND} RETURNING 1) {PUT} SELECT %s, %s, %s, %s FROM spent
"""  # noqa: S608 - constants


class Closed(Refused):
    """The poll has closed since this process last read it."""


def cast(cached: CachedPoll, codes: Iterable[int], permit: Permit, *, box: Box = Box.MAIN, at: datetime) -> bool:
    """Return True when the vote was stored now, False when this permit was spent before. Safe to repeat.

    Raises Closed, with nothing stored, when another process has closed the poll. Raises OperationalError or
    InterfaceError when the database is unavailable or cannot confirm that a standby has the vote. The vote may have
    been stored then, so repeat with the same permit.
    """
    key = poll_cache.key(cached, box)
    cipher = sealing.seal(codes, cached.poll.pk, key.public)
    store = _store_in_one_statement if connection.vendor == "postgresql" else _store_in_transaction
    cast_from = monotonic()
    with replication.watched():
        is_new = store(permit, key, cipher, at)
    if is_new:
        poll_cache.add_vote(cached.poll, box, cast_from=cast_from)
        return True
    if is_spent(permit):
        return False
    raise Closed(_("This poll is closed."))


def is_spent(permit: Permit) -> bool:
    """Whether the permit's vote is stored durably. Raises the database errors that `cast` raises.

    Inserts the mark and rolls back, because the site's database role may insert marks but not read them
    (docs/decisions/database-guards-and-roles.md).
    """
    mark = permit.mark if connection.features.has_native_uuid_field else permit.mark.hex
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(TRY, [mark, permit.issued_on.isoformat()])
        if cursor.rowcount:
            transaction.set_rollback(True)
            return False
    replication.confirm()  # The mark is visible here even if the commit that stored it never reached the standby.
    return True


def _store_in_one_statement(permit: Permit, key: BoxKey, cipher: bytes, at: datetime) -> bool:
    ballot = (key.poll_id, key.pk, key.box, cipher)
    with connection.cursor() as cursor:
        cursor.execute(CAST, (permit.mark, permit.issued_on, key.poll_id, at, *ballot))
        return cursor.rowcount == 1


def _store_in_transaction(permit: Permit, key: BoxKey, cipher: bytes, at: datetime) -> bool:
    with transaction.atomic(), connection.cursor() as cursor:
        until = connection.ops.adapt_datetimefield_value(at)
        cursor.execute(SPEND, [permit.mark.hex, permit.issued_on.isoformat(), key.poll_id.hex, until])
        if cursor.rowcount == 0:
            return False
        cursor.execute(f"{PUT} VALUES (%s, %s, %s, %s)", [key.poll_id.hex, key.pk, key.box, cipher])
    return True
