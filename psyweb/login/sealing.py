"""Secrets of second factors, sealed for the database with a key that is not in it (docs/decisions/staff-log-in.md)."""

from __future__ import annotations

import secrets
from base64 import b32encode, b64decode, b64encode

import nacl.encoding
import nacl.exceptions
import nacl.hash
import nacl.secret
from django.conf import settings

MARK = "sealed:"  # Before what was sealed; a secret from before this was so has none.
LIKE_AN_APPS_KEY = 20  # Bytes.
PURPOSE = b"psyweb second f"  # BLAKE2b takes up to 16 bytes: the key for one purpose tells nothing of another.


def seal(text: str) -> str:
    return MARK + b64encode(_box().encrypt(text.encode())).decode()


def unseal(sealed: str) -> str:
    """A secret that this site's key does not open gives one that no code fits: the person is refused, not an error."""
    if not sealed.startswith(MARK):
        return sealed
    try:
        return _box().decrypt(b64decode(sealed.removeprefix(MARK))).decode()
    except (nacl.exceptions.CryptoError, ValueError):
        return b32encode(secrets.token_bytes(LIKE_AN_APPS_KEY)).decode()


def _box() -> nacl.secret.SecretBox:
    key = nacl.hash.blake2b(
        settings.SECRET_KEY.encode(),
        digest_size=nacl.secret.SecretBox.KEY_SIZE,
        person=PURPOSE,
        encoder=nacl.encoding.RawEncoder,
    )
    return nacl.secret.SecretBox(key)
