"""Seal a choice so that only the count can read it; make, retire and destroy the keys that open the box."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from .. import replication, retention
from ..errors import Refused
from ..models import Box, BoxKey, Poll, SealedBallot
from . import key_files

DAMAGED = _(
    "The key file %(name)s cannot be used. Put it back from where it was whole, or remove it: the ballots that it "
    "would open are then counted with their split unknown."
)


def seal(code: int, poll_id: UUID, public: bytes) -> bytes:
    """Cipher text of one length for every choice, bound to its poll."""
    return bytes(SealedBox(PublicKey(bytes(public))).encrypt(poll_id.bytes + bytes([code])))


class DamagedKey(Refused):
    """A file that is there and is not the key. Counting without it would give up a split that may yet be saved."""


def opener(key: BoxKey) -> Callable[[bytes], int | None]:
    """A function that gives the choice's code in a cipher text of this key, or None where nothing can be read.

    A key whose file is gone opens nothing. Raises DamagedKey.
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
        return plain[-1] if plain[:-1] == poll_bytes else None

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
    """The secret half is on the disk before the public half can be used."""
    secret = PrivateKey.generate()
    public = bytes(secret.public_key)
    key = BoxKey(poll=poll, box=box, public=public, made_on=at.date())
    key_files.keep(_path(key), bytes(secret))
    key.save(force_insert=True)
    return key


def rotate(poll: Poll, box: Box, *, at: datetime) -> None:
    """Retire the key in use and publish a new one. The caller holds the poll's lock, in a transaction."""
    BoxKey.objects.filter(poll=poll, box=box, retired_at=None).update(retired_at=_full_hour(at))
    make_key(poll, box, at=at)


def destroy_retired(*, at: datetime) -> int:
    """Destroy the keys that have rested and have no ballot left: what copies of their ballots remain is unreadable."""
    ballots = SealedBallot.objects.filter(key=OuterRef("pk"))
    rested = BoxKey.objects.filter(destroyed_on=None, retired_at__lte=at - retention.RETIRED_BOX_KEY_KEPT_FOR)
    ready = list(rested.filter(~Exists(ballots)))
    if ready:
        replication.confirm()  # Else a failover could bring back ballots whose key is gone.
    destroyed = 0
    for key in ready:
        key_files.destroy(_path(key))
        destroyed += BoxKey.objects.filter(pk=key.pk, destroyed_on=None).update(destroyed_on=at.date())
    return destroyed


def is_readable(key: BoxKey) -> bool:
    return _path(key).exists()


def _full_hour(at: datetime) -> datetime:
    """The next one: the vote that brought the count must leave no exact time."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    return hour if hour == at else hour + timedelta(hours=1)


def _path(key: BoxKey) -> Path:
    return key_files.folder("box") / f"{bytes(key.public).hex()}.key"
