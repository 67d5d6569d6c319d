"""Write and check the manifest of a backup: its files with their SHA-256, and digests of the public pages."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path
from typing import Self

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from pydantic import BaseModel, ValidationError

from .refusal import Refused

NAME = "manifest.json"


class Manifest(BaseModel):
    """`site` is the moment of the database's first migration, in microseconds: no two sites share it."""

    made_at: datetime
    engine: str
    site: str
    keys: str = ""  # SHA-256 of the archive of the keys that was written with this backup.
    files: dict[str, str] = {}
    pages: dict[str, str] = {}

    @classmethod
    def of_folder(cls, folder: Path, **known: object) -> Self:
        """Read the sums of the files in the folder, and write the manifest beside them."""
        files = {path.name: sha256_of(path) for path in sorted(folder.iterdir()) if path.name != NAME}
        manifest = cls.model_validate({**known, "files": files})
        (folder / NAME).write_text(manifest.model_dump_json(indent=1))
        return manifest

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Raises Refused where a file is missing or isn't the one that was written."""
        try:
            manifest = cls.model_validate_json((folder / NAME).read_text())
            changed = [name for name, digest in manifest.files.items() if sha256_of(folder / name) != digest]
        except (OSError, ValidationError) as error:
            raise Refused(f"{folder} is not a whole backup: {error}") from error
        if changed:
            raise Refused(f"{folder} is damaged: {', '.join(changed)} has another SHA-256 than its manifest says.")
        return manifest


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def site_of_database() -> str:
    """Return when the first migration of this database ran; empty for a database without tables."""
    if MigrationRecorder.Migration._meta.db_table not in connection.introspection.table_names():
        return ""
    applied = MigrationRecorder(connection).migration_qs.order_by("pk").values_list("applied", flat=True).first()
    return applied.isoformat() if applied else ""
