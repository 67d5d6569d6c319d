"""Restore a backup into an empty database. Nothing is written before all of it was read and fits."""

import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from django.conf import settings
from django.db import connections
from pyrage import x25519

from psyweb.startup import steps

from . import databases, key_archive
from .creation import DATABASE, MEDIA
from .encryption import decrypted
from .manifest import NAME, Manifest, sha256_of
from .refusal import Refused
from .verification import verify


def restore(folder: Path, key_folder: Path, identities: Sequence[x25519.Identity], say: Callable[[str], None]) -> None:
    """Raises Refused, also where the restored site isn't the one that was kept."""
    manifest = Manifest.read(folder)
    steps.check_database()
    databases.refuse_wrong_database(manifest)
    keys = key_archive.read(key_folder, identities)
    key_archive.refuse_other_keys(keys)
    with tempfile.TemporaryDirectory(dir=settings.VAR_DIR) as clear:
        parts = [decrypted(folder / name, identities, Path(clear)) for name in (DATABASE, f"{MEDIA}.zip")]
        key_archive.put_back(keys)
        shutil.unpack_archive(parts[1], settings.MEDIA_ROOT, "zip")
        databases.load(parts[0])
    connections.close_all()
    if not key_archive.put_secret_key_back(keys[key_archive.SECRET_KEY]):
        say("SECRET_KEY is another one in the environment: second factors work with that of the backup alone.")
    if sha256_of(key_archive.archive_in(key_folder)) != manifest.keys:
        say(f"The keys were kept after this backup of {manifest.made_at:%Y-%m-%d %H:%M} UTC: counts since are missing.")
    if not verify(folder / NAME):
        raise Refused("The restored site is not the one that was kept; see the lines above.")
