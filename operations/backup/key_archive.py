"""Keep copies of the polls' keys and of SECRET_KEY, apart from those of the database.

A copy replaces the one before it: the site destroys keys on purpose (docs/decisions/ballots-nobody-can-read.md).
"""

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import pyrage
from django.conf import settings
from pyrage import x25519

from polls.ballots import key_files

from .encryption import SUFFIX
from .refusal import Refused

NAME = "keys.zip"
SECRET_KEY = "secret_key"  # noqa: S105  (the name of its file)
OWNER_WRITES = 0o600


def read_keys() -> dict[str, bytes]:
    """Return each key file's content by its path in POLL_KEY_DIR, oldest first, without those destroyed meanwhile."""
    found = []
    for path in settings.POLL_KEY_DIR.rglob("*"):
        if path.is_file() and not path.name.startswith(".draft-"):
            with suppress(FileNotFoundError):
                name = str(path.relative_to(settings.POLL_KEY_DIR))
                found.append((path.stat().st_mtime_ns, name, path.read_bytes()))
    return {name: content for _, name, content in sorted(found)}


def write(folder: Path, keys: dict[str, bytes], recipients: Sequence[x25519.Recipient]) -> str:
    """Write the archive, and return its SHA-256. With recipients, no key is written in clear."""
    archive = BytesIO()
    with ZipFile(archive, "w") as file:
        for name, content in {**keys, SECRET_KEY: settings.SECRET_KEY.encode()}.items():
            file.writestr(name, content)
    content = pyrage.encrypt(archive.getvalue(), recipients) if recipients else archive.getvalue()
    draft = folder / f".{NAME}.new"
    draft.touch(mode=OWNER_WRITES)
    draft.write_bytes(content)
    for name in (NAME, NAME + SUFFIX):
        (folder / name).unlink(missing_ok=True)
    draft.rename(folder / (NAME + SUFFIX if recipients else NAME))
    return hashlib.sha256(content).hexdigest()


def archive_in(folder: Path) -> Path:
    """The encrypted one where there is one."""
    sealed = folder / (NAME + SUFFIX)
    return sealed if sealed.exists() else folder / NAME


def read(folder: Path, identities: Sequence[x25519.Identity]) -> dict[str, bytes]:
    """Return what `write` was given, with SECRET_KEY."""
    archive = archive_in(folder)
    try:
        content = archive.read_bytes()
        if archive.suffix == SUFFIX:
            content = pyrage.decrypt(content, identities)
        with ZipFile(BytesIO(content)) as file:
            return {name: file.read(name) for name in file.namelist()}
    except (OSError, BadZipFile, pyrage.DecryptError) as error:
        raise Refused(f"The keys in {folder} cannot be read: {error}") from error


def refuse_other_keys(keys: dict[str, bytes]) -> None:
    """Raises Refused where POLL_KEY_DIR has keys that are not these."""
    if any(keys.get(name) != content for name, content in read_keys().items()):
        raise Refused(f"{settings.POLL_KEY_DIR} holds keys of another site, or of another day. Move it away first.")


def put_back(keys: dict[str, bytes]) -> None:
    """Write the keys where the site reads them, oldest first: the newest signing key is the one in use."""
    for name, content in keys.items():
        if name != SECRET_KEY:
            path = key_files.folder(str(Path(name).parent)) / Path(name).name
            path.unlink(missing_ok=True)
            key_files.write_once(path, content)
            path.chmod(key_files.OWNER_READS if path.suffix == ".key" else OWNER_WRITES)


def put_secret_key_back(content: bytes) -> bool:
    """Write VAR_DIR/secret_key, and keep the one before it beside it. False where the environment sets another one."""
    path = settings.VAR_DIR / SECRET_KEY
    if settings.SECRET_KEY.encode() == content:
        return True
    if not path.is_file() or path.read_bytes().strip() != settings.SECRET_KEY.encode():
        return False
    path.rename(path.with_name(f"{SECRET_KEY}.before-restore"))
    key_files.write_once(path, content)
    return True
