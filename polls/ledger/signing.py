"""Sign the heads of ledgers with the site's Ed25519 key, and check such signatures.

Keys are files in POLL_KEY_DIR/signing, each named by its public half.
"""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from ..ballots import key_files
from ..errors import Refused

FOLDER = "signing"


@dataclass(frozen=True)
class Signature:
    """The public key of the signer and the signature, both in lower-case hexadecimal digits."""

    signer: str
    signature: str


def head_message(poll_id: UUID, sequence: int, entry_hash: str) -> bytes:
    """The bytes that are signed for an entry; its hash covers all its content."""
    return f"PsyWeb ledger head\n{poll_id}\n{sequence}\n{entry_hash}\n".encode()


def sign(message: bytes) -> Signature:
    """Sign with the newest key of this machine. The first signature of a site makes the key.

    Raises Refused where the secret key is kept on another machine.
    """
    key = _newest() or _make()
    return Signature(_name(key), key.sign(message).signature.hex())


def is_good(message: bytes, signer: str, signature: str) -> bool:
    """Whether the signature fits. False in upper-case digits too: a signature has one spelling, that of `sign`."""
    try:
        if signature != signature.lower():
            return False
        VerifyKey(bytes.fromhex(signer)).verify(message, bytes.fromhex(signature))
    except (BadSignatureError, ValueError, TypeError):
        return False
    return True


def signers() -> set[str]:
    """The site's public keys as this machine knows them: of its secret keys (`.key`), and public ones (`.pub`)."""
    return {path.stem for path in key_files.folder(FOLDER).iterdir() if path.suffix in {".key", ".pub"}}


def signs_here() -> bool:
    """Whether this machine holds a secret key, and so appends entries and writes anchors."""
    return any(key_files.folder(FOLDER).glob("*.key"))


def _newest() -> SigningKey | None:
    paths = sorted(key_files.folder(FOLDER).glob("*.key"), key=lambda path: path.stat().st_mtime_ns)
    return SigningKey(paths[-1].read_bytes()) if paths else None


def refuse_elsewhere() -> None:
    """Raise Refused if the secret key is kept on another machine, as this one can then append to no ledger."""
    if not signs_here() and any(key_files.folder(FOLDER).glob("*.pub")):
        raise Refused(_("The signing key of this site is kept on another machine: do this there."))


def _make() -> SigningKey:
    refuse_elsewhere()
    key = SigningKey.generate()
    key_files.write_once(key_files.folder(FOLDER) / f"{_name(key)}.key", bytes(key))
    return key


def _name(key: SigningKey) -> str:
    return bytes(key.verify_key).hex()
