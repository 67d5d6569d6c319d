"""Write one backup: a folder with database, media and manifest; the keys into another folder."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone
from pyrage import x25519

from . import databases, encryption, key_archive, pages
from .manifest import Manifest, site_of_database
from .refusal import Refused

DATABASE, MEDIA = "database", "media"


def make(folder: Path, key_folder: Path, recipients: Sequence[x25519.Recipient]) -> Path:
    """Return the new folder in `folder`. It has its name only once it is whole."""
    if key_folder.resolve().is_relative_to(folder.resolve()):
        raise Refused("The keys go into a folder outside that of the backups: both together can open ballots.")
    at = timezone.now()
    place = folder / f"psyweb-{at:%Y-%m-%dT%H%M%SZ}"
    draft = folder / f".{place.name}"
    for new in (draft, key_folder):
        new.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Keys before the database, for ballots that a count opens meanwhile; after it, for keys that are made meanwhile.
    keys, drawn = key_archive.read_keys(), pages.digests()
    databases.dump(draft / DATABASE)
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    shutil.make_archive(str(draft / MEDIA), "zip", settings.MEDIA_ROOT)
    keys |= {name: content for name, content in key_archive.read_keys().items() if name not in keys}
    encryption.encrypt_folder(draft, recipients)
    Manifest.of_folder(
        draft,
        made_at=at,
        engine=connection.vendor,
        site=site_of_database(),
        keys=key_archive.write(key_folder, keys, recipients),
        # Without pages that changed while this ran.
        pages=dict(drawn.items() & pages.digests().items()),
    )
    return draft.rename(place)
