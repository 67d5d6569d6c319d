"""The site's signature under the head of a ledger (Ed25519). The key files' names are their public halves."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from ..ballots import key_files
from ..errors import Refused

KIND = "signing"


@dataclass(frozen=True)
class Signature:
    signer: str
    signature: str


def head_message(poll_id: UUID, sequence: int, entry_hash: str) -> bytes:
    """What is signed of an entry. Its hash says all the rest."""
    return f"PsyWeb ledger head\n{poll_id}\n{sequence}\n{entry_hash}\n".encode()


def sign(message: bytes) -> Signature:
    """Made with the newest key of this machine; the first signature of a site makes the key."""
    key = _newest() or _make()
    return Signature(_name(key), key.sign(message).signature.hex())


def is_good(message: bytes, signer: str, signature: str) -> bool:
    """Also false for a signature that is written in other letters than `sign` writes."""
    try:
        if signature != signature.lower():
            return False
        VerifyKey(bytes.fromhex(signer)).verify(message, bytes.fromhex(signature))
    except (BadSignatureError, ValueError, TypeError):
        return False
    return True


def signers() -> set[str]:
    """The public keys that this machine knows as the site's own: of its secret ones, and those kept as `.pub`."""
    return {path.stem for path in key_files.folder(KIND).iterdir() if path.suffix in {".key", ".pub"}}


def signs_here() -> bool:
    """Whether this machine holds a secret key: then it counts, and keeps the heads."""
    return any(key_files.folder(KIND).glob("*.key"))


def _newest() -> SigningKey | None:
    paths = sorted(key_files.folder(KIND).glob("*.key"), key=lambda path: path.stat().st_mtime_ns)
    return SigningKey(paths[-1].read_bytes()) if paths else None


def refuse_elsewhere() -> None:
    """Raises Refused where the secret key is kept on another machine, so that no ledger can grow from here."""
    if not signs_here() and any(key_files.folder(KIND).glob("*.pub")):
        raise Refused(_("The signing key of this site is kept on another machine: do this there."))


def _make() -> SigningKey:
    refuse_elsewhere()
    key = SigningKey.generate()
    key_files.keep(key_files.folder(KIND) / f"{_name(key)}.key", bytes(key))
    return key


def _name(key: SigningKey) -> str:
    return bytes(key.verify_key).hex()
