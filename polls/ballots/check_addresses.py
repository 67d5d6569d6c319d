"""Seal answers and permit of a vote into an address that the site alone can read, for a while, in one length for all.

So the page to check a vote is read by a GET, to which the browser's Back leads
(docs/decisions/public-forms-without-session.md).
"""

import hashlib
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from ..models.polls import HIGHEST_CODE
from . import mark_keys
from .sealing import MASK_LENGTH, mask_of

GOOD_FOR = timedelta(minutes=10)
TIME_LENGTH = 8
PARTS = re.compile(r"(\d{4})-([\w-]{80,400})", re.ASCII)


def seal(codes: Iterable[int], token: str, poll_id: UUID, *, at: datetime) -> str:
    """Return what stands in the address. Its key is destroyed with that of the permit's mark."""
    key = mark_keys.for_minting(at=at)
    words = int(at.timestamp()).to_bytes(TIME_LENGTH) + mask_of(codes).to_bytes(MASK_LENGTH) + token.encode()
    sealed = bytes(_box(key.secret(), poll_id).encrypt(words))
    return f"{key.version:04d}-{urlsafe_b64encode(sealed).decode().rstrip('=')}"


def unseal(sealed: str, poll_id: UUID, *, at: datetime) -> tuple[list[int], str] | None:
    """Return codes and permit, or None where it is forged, of another poll, too old, or its key is destroyed."""
    parts = PARTS.fullmatch(sealed)
    secret = mark_keys.secret_of(int(parts[1])) if parts else None
    if parts is None or secret is None:
        return None
    try:
        words = _box(secret, poll_id).decrypt(urlsafe_b64decode(parts[2] + "=" * (-len(parts[2]) % 4)))
    except (CryptoError, ValueError):
        return None
    time, mask, token = words[:TIME_LENGTH], words[TIME_LENGTH:][:MASK_LENGTH], words[TIME_LENGTH + MASK_LENGTH :]
    if at.timestamp() - int.from_bytes(time) > GOOD_FOR.total_seconds():
        return None
    return [code for code in range(1, HIGHEST_CODE + 1) if int.from_bytes(mask) >> code & 1], token.decode()


def _box(secret: bytes, poll_id: UUID) -> SecretBox:
    return SecretBox(
        hashlib.blake2b(poll_id.bytes, key=secret, person=b"check address", digest_size=SecretBox.KEY_SIZE).digest()
    )
