"""Secrets as files in POLL_KEY_DIR: whole or not there at all, readable by their owner alone."""

import os
import tempfile
from pathlib import Path

from django.conf import settings

OWNER_READS = 0o400
OWNER_ENTERS = 0o700


def folder(kind: str) -> Path:
    """POLL_KEY_DIR/`kind`, made when it is not there."""
    settings.POLL_KEY_DIR.mkdir(mode=OWNER_ENTERS, parents=True, exist_ok=True)
    path = settings.POLL_KEY_DIR / kind
    path.mkdir(mode=OWNER_ENTERS, exist_ok=True)
    return path


def keep(path: Path, secret: bytes) -> bytes:
    """Write the file, on the disk before this returns. Returns what is kept: another process's, if it came first."""
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".draft-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(secret)
            file.flush()
            os.fchmod(file.fileno(), OWNER_READS)
            os.fsync(file.fileno())
        os.link(draft, path)  # Unlike a rename, this never replaces a file.
    except FileExistsError:
        return path.read_bytes()
    finally:
        Path(draft).unlink()
    _settle(path.parent)
    return secret


def destroy(path: Path) -> None:
    """Overwrite and remove. A flash disk may keep the old cells, which is why backups leave this folder out."""
    if not path.exists():
        return
    length = path.stat().st_size
    path.chmod(0o600)
    with path.open("r+b") as file:
        file.write(bytes(length))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
    _settle(path.parent)


def _settle(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
