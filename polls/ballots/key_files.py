"""Write and destroy secrets as files in POLL_KEY_DIR, atomically, readable by their owner alone."""

import os
import tempfile
from pathlib import Path

from django.conf import settings

OWNER_READS = 0o400
OWNER_ENTERS = 0o700


def folder(kind: str) -> Path:
    """Return the path of POLL_KEY_DIR/`kind`, and create the folder if it does not exist."""
    settings.POLL_KEY_DIR.mkdir(mode=OWNER_ENTERS, parents=True, exist_ok=True)
    path = settings.POLL_KEY_DIR / kind
    path.mkdir(mode=OWNER_ENTERS, exist_ok=True)
    return path


def write_once(path: Path, secret: bytes) -> bytes:
    """Create the file and sync it to disk. Returns its content: another process's secret, if that came first."""
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".draft-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(secret)
            file.flush()
            os.fchmod(file.fileno(), OWNER_READS)
            os.fsync(file.fileno())
        os.link(draft, path)  # Unlike a rename, a link never replaces a file.
    except FileExistsError:
        return path.read_bytes()
    finally:
        Path(draft).unlink()
    _sync_directory(path.parent)
    return secret


def destroy(path: Path) -> None:
    """Overwrite and delete the file, if it exists. A flash disk may keep the old cells: exclude it from backups."""
    if not path.exists():
        return
    length = path.stat().st_size
    path.chmod(0o600)
    with path.open("r+b") as file:
        file.write(bytes(length))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
    _sync_directory(path.parent)


def _sync_directory(directory: Path) -> None:
    """Without it, a power cut could undo a new or deleted name in the directory."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
