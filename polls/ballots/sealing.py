"""Encrypt answers so that only the count can read them; make, retire and destroy the keys of the boxes.

Ballots are sealed boxes of libsodium (X25519 and XSalsa20-Poly1305): encrypted with a public key, opened with the
secret key in POLL_KEY_DIR.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from .. import replication, retention
from ..errors import Refused
from ..models import BallotBundle, Box, BoxKey, Poll, SealedBallot
from . import key_files

MASK_LENGTH = 2  # Bytes.
DAMAGED = _(
    "The key file %(name)s cannot be used. Put it back from where it was whole, or remove it: the ballots that it "
    "would open are then counted with their split unknown."
)


def mask_of(codes: Iterable[int]) -> int:
    """The answers as one number, which has the bit of each code."""
    return sum(1 << code for code in set(codes))


def seal(codes: Iterable[int], poll_id: UUID, public: bytes) -> bytes:
    """Return the cipher text, of one length for all answers. It holds the poll's id, so it fits no other poll."""
    answers = mask_of(codes).to_bytes(MASK_LENGTH)
    return bytes(SealedBox(PublicKey(bytes(public))).encrypt(poll_id.bytes + answers))


class DamagedKey(Refused):
    """A key file exists and is not the key. To count without it would lose a split that a backup may still open."""


def opener(key: BoxKey) -> Callable[[bytes], int | None]:
    """Return a function from a cipher text to the mask of its answers, or to None where it cannot be read.

    Without a key file, the function always returns None. Raises DamagedKey.
    """
    path = _path(key)
    if not path.exists():
        return lambda cipher: None
    box = SealedBox(_read(path, key))
    poll_bytes = key.poll_id.bytes

    def open_one(cipher: bytes) -> int | None:
        try:
            plain = bytes(box.decrypt(bytes(cipher)))
        except CryptoError:
            return None
        poll_id, answers = plain[: len(poll_bytes)], plain[len(poll_bytes) :]
        if poll_id != poll_bytes:
            return None
        # Ballots of release 2026-11 hold the code of one answer.
        return int.from_bytes(answers) if len(answers) == MASK_LENGTH else mask_of(answers)

    return open_one


def _read(path: Path, key: BoxKey) -> PrivateKey:
    try:
        found = PrivateKey(path.read_bytes())
    except (OSError, CryptoError) as error:
        raise DamagedKey(DAMAGED % {"name": path.name}) from error
    if bytes(found.public_key) != bytes(key.public):
        raise DamagedKey(DAMAGED % {"name": path.name})
    return found


def make_key(poll: Poll, box: Box, *, at: datetime) -> BoxKey:
    """Write the secret half to disk, then publish the public half."""
    secret = PrivateKey.generate()
    public = bytes(secret.public_key)
    key = BoxKey(poll=poll, box=box, public=public, made_on=at.date())
    key_files.write_once(_path(key), bytes(secret))
    key.save(force_insert=True)
    return key


def rotate(poll: Poll, box: Box, *, at: datetime) -> None:
    """Retire the key in use and publish a new one. The caller holds the poll's lock, in a transaction."""
    BoxKey.objects.filter(poll=poll, box=box, retired_at=None).update(retired_at=_full_hour(at))
    make_key(poll, box, at=at)


def destroy_retired(*, at: datetime) -> int:
    """Destroy the keys that were retired long enough ago and have no ballot left. Returns their number.

    After that, nobody can read the copies of their ballots that may remain in backups or on disks.
    """
    in_use = Q(
        *(Exists(table.objects.filter(key=OuterRef("pk"))) for table in (SealedBallot, BallotBundle)), _connector=Q.OR
    )
    expired = BoxKey.objects.filter(destroyed_on=None, retired_at__lte=at - retention.RETIRED_BOX_KEY_KEPT_FOR)
    ready = list(expired.exclude(in_use))
    if ready:
        replication.confirm()  # Otherwise a failover could bring back ballots whose key is gone.
    destroyed = 0
    for key in ready:
        key_files.destroy(_path(key))
        destroyed += BoxKey.objects.filter(pk=key.pk, destroyed_on=None).update(destroyed_on=at.date())
    return destroyed


def is_readable(key: BoxKey) -> bool:
    """Whether the secret half still exists on this machine."""
    return _path(key).exists()


def _full_hour(at: datetime) -> datetime:
    """Round up, because a vote can trigger the count and must leave no exact time."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    return hour if hour == at else hour + timedelta(hours=1)


def _path(key: BoxKey) -> Path:
    return key_files.folder("box") / f"{bytes(key.public).hex()}.key"
