"""Encrypt files for recipients with age, so that the machine that writes backups can't read them."""

from collections.abc import Sequence
from pathlib import Path

import pyrage
from pyrage import x25519

from .refusal import Refused

SUFFIX = ".age"
OWNER_READS = 0o400


def new_identity(path: Path) -> str:
    """Write a private key to a new file that its owner alone can read. Returns the recipient to encrypt for."""
    identity = x25519.Identity.generate()
    path.touch(mode=0o600, exist_ok=False)
    path.write_text(f"# public key: {identity.to_public()}\n{identity}\n")
    path.chmod(OWNER_READS)
    return str(identity.to_public())


def recipients_in(path: Path) -> list[x25519.Recipient]:
    try:
        found = [x25519.Recipient.from_str(line) for line in _lines(path)]
    except (OSError, pyrage.RecipientError) as error:
        raise Refused(f"{path} does not hold recipients, one a line, such as age1…: {error}") from error
    if not found:
        raise Refused(f"{path} holds no recipient.")
    return found


def identities_in(path: Path) -> list[x25519.Identity]:
    try:
        return [x25519.Identity.from_str(line) for line in _lines(path)]
    except (OSError, pyrage.IdentityError) as error:
        raise Refused(f"{path} does not hold identities, one a line, such as AGE-SECRET-KEY-…: {error}") from error


def _lines(path: Path) -> list[str]:
    return [line.strip() for line in path.read_text().splitlines() if line.strip() and not line.startswith("#")]


def encrypt_folder(folder: Path, recipients: Sequence[x25519.Recipient]) -> None:
    """Replace each file by its encrypted copy; without recipients, leave them as they are."""
    for path in list(folder.iterdir()) if recipients else []:
        pyrage.encrypt_file(str(path), f"{path}{SUFFIX}", recipients)
        path.unlink()


def decrypted(path: Path, identities: Sequence[x25519.Identity], folder: Path) -> Path:
    """Return the file in clear: itself, or a copy in `folder`. `path` is its name without SUFFIX."""
    sealed = Path(f"{path}{SUFFIX}")
    if not sealed.exists():
        return path
    try:
        pyrage.decrypt_file(str(sealed), str(folder / path.name), identities)
    except pyrage.DecryptError as error:
        raise Refused(f"{sealed.name} cannot be decrypted with this identity: {error}") from error
    return folder / path.name
