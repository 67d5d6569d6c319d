"""Encrypt the secrets of second factors with a key that is not in the database (docs/decisions/staff-log-in.md)."""

import secrets
from base64 import b32encode, b64decode, b64encode

import nacl.encoding
import nacl.exceptions
import nacl.hash
import nacl.secret
from django.conf import settings

PREFIX = "sealed:"  # Of each encrypted secret. Secrets that are older than encryption have no prefix.
TOTP_SECRET_LENGTH = 20  # Bytes.
# Derives a key for this purpose alone, from which no other key can be computed. BLAKE2b takes up to 16 bytes.
PURPOSE = b"psyweb second f"


def seal(text: str) -> str:
    """Return the text encrypted and authenticated (XSalsa20-Poly1305), as base64 after PREFIX."""
    return PREFIX + b64encode(_box().encrypt(text.encode())).decode()


def unseal(sealed: str) -> str:
    """Return the decrypted text. Where the key does not fit, return a random secret: log-in then refuses every code.

    A text without PREFIX is returned as it is.
    """
    if not sealed.startswith(PREFIX):
        return sealed
    try:
        return _box().decrypt(b64decode(sealed.removeprefix(PREFIX))).decode()
    except (nacl.exceptions.CryptoError, ValueError):
        return b32encode(secrets.token_bytes(TOTP_SECRET_LENGTH)).decode()


def _box() -> nacl.secret.SecretBox:
    key = nacl.hash.blake2b(
        settings.SECRET_KEY.encode(),
        digest_size=nacl.secret.SecretBox.KEY_SIZE,
        person=PURPOSE,
        encoder=nacl.encoding.RawEncoder,
    )
    return nacl.secret.SecretBox(key)
