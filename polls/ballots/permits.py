"""Mint and read permits: signed random numbers, each good for one vote in one poll, that identify nobody."""

import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext_lazy as _

from .. import retention
from ..errors import Refused
from . import mark_keys

NONCE_LENGTH = 16
MARK_LENGTH = 16
LONGEST_TOKEN = 200
PARTS = re.compile(r"(\d{4})-(\d{8})-([0-9a-f]{32})", re.ASCII)
REFUSAL = _("This voting form is no longer good. Please choose your answer again.")


class BadPermit(Refused):
    """The permit is forged, expired, of another poll, or from a future day."""


@dataclass(frozen=True)
class Permit:
    """A permit as it is stored once it is spent: the keyed hash of its random number, and its UTC day of issue."""

    mark: UUID
    issued_on: date


def mint(poll_id: UUID, *, at: datetime) -> str:
    """Return a new permit's token, which is stored nowhere: version of the mark key, day, random number, signature."""
    nonce = secrets.token_bytes(NONCE_LENGTH)
    version = mark_keys.for_minting(at=at).version
    return _signer(poll_id).sign(f"{version:04d}-{at:%Y%m%d}-{nonce.hex()}")


def read(token: str, poll_id: UUID, *, at: datetime) -> Permit:
    """Check a token and return its permit. Raises BadPermit."""
    if len(token) > LONGEST_TOKEN:
        raise BadPermit(REFUSAL)
    try:
        parts = PARTS.fullmatch(_signer(poll_id).unsign(token))
        if parts is None:
            raise BadPermit(REFUSAL)
        issued_on = datetime.strptime(parts[2], "%Y%m%d").date()
    except (BadSignature, ValueError) as error:
        raise BadPermit(REFUSAL) from error
    secret = mark_keys.secret_of(int(parts[1]))
    if secret is None or not timedelta(0) <= at.date() - issued_on <= retention.PERMIT_GOOD_FOR:
        raise BadPermit(REFUSAL)
    mark = hmac.digest(secret, poll_id.bytes + bytes.fromhex(parts[3]), "sha256")[:MARK_LENGTH]
    return Permit(UUID(bytes=mark), issued_on)


def _signer(poll_id: UUID) -> Signer:
    return Signer(salt=f"polls.permit.{poll_id}", sep=".")
