"""Cast a vote: spend the permit and put the sealed ballot in the box, both or neither."""

from datetime import date
from uuid import UUID, uuid4

from django.db import connection, transaction

from . import ballot_box, tallies
from .models import Box, BoxKey, Mark, SealedBallot
from .papers import Paper
from .permits import Permit

# One statement, so that no vote waits for another and a lost connection leaves all or nothing (decision 0010).
CAST = """
    WITH spent AS (
        INSERT INTO polls_mark (mark, issued_on) VALUES (%s, %s) ON CONFLICT DO NOTHING RETURNING 1
    )
    INSERT INTO polls_sealedballot (id, poll_id, key_id, box, cipher)
    SELECT %s, %s, %s, %s, %s FROM spent
"""
SPEND = "INSERT INTO polls_mark (mark, issued_on) VALUES (%s, %s) ON CONFLICT DO NOTHING"


def cast(paper: Paper, code: int, permit: Permit, *, box: Box = Box.MAIN) -> bool:
    """True: counted now. False: this permit was counted before, which is as good. Safe to repeat.

    Raises OperationalError or InterfaceError when the database is away; it may have counted, so repeat with the
    same permit.
    """
    key = paper.key(box)
    cipher = ballot_box.seal(code, paper.poll.pk, key.public)
    put = _put_at_once if connection.vendor == "postgresql" else _put_in_turn
    is_new = put(permit.mark, permit.issued_on, key, cipher)
    if is_new:
        tallies.add_one(paper.poll.pk, box)
    return is_new


def is_spent(permit: Permit) -> bool:
    return Mark.objects.filter(mark=permit.mark).exists()


def _put_at_once(mark: UUID, issued_on: date, key: BoxKey, cipher: bytes) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(CAST, [mark, issued_on, uuid4(), key.poll_id, key.pk, key.box, cipher])
        return cursor.rowcount == 1


def _put_in_turn(mark: UUID, issued_on: date, key: BoxKey, cipher: bytes) -> bool:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(SPEND, [mark.hex, issued_on.isoformat()])
        if cursor.rowcount == 0:
            return False
        SealedBallot.objects.create(poll_id=key.poll_id, key=key, box=key.box, cipher=cipher)
    return True
