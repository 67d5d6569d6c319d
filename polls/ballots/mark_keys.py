"""Make, rotate and destroy the keys of the hash that turns permits into marks.

Without the key, nobody can tell which permit left which mark.
"""

import re
import secrets
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from time import monotonic

from django.conf import settings

from .. import retention
from . import key_files

KEY_LENGTH = 32
NAME = re.compile(r"(\d{4})\.(\d{4}-\d{2}-\d{2})\.key")


@dataclass(frozen=True)
class MarkKey:
    """A key file. Its name holds the version and the UTC day on which it was made."""

    version: int
    made_on: date
    path: Path

    def secret(self) -> bytes:
        return self.path.read_bytes()


def all_versions() -> list[MarkKey]:
    """All versions in the folder, oldest first.

    Two processes may have made the same version on two days. The older file is then the version, because a version's
    secret must not change while one of its permits is valid.
    """
    names = ((NAME.fullmatch(path.name), path) for path in key_files.folder("mark").iterdir())
    found = [MarkKey(int(match[1]), date.fromisoformat(match[2]), path) for match, path in names if match]
    by_version = {key.version: key for key in sorted(found, key=lambda key: key.made_on, reverse=True)}
    return [by_version[version] for version in sorted(by_version)]


def for_minting(*, at: datetime) -> MarkKey:
    """The newest version that every web server has had time to receive; else the oldest. Makes the first version."""
    keys = all_versions() or [_make(1, at.date())]
    settled = [key for key in keys if at.date() - key.made_on >= retention.MARK_KEY_SETTLES_IN]
    return settled[-1] if settled else keys[0]


_secret_cache: dict[tuple[Path, int], tuple[bytes, float]] = {}
"""By folder and version: the secret, and the moment of `monotonic` at which it was read."""


def secret_of(version: int) -> bytes | None:
    """None for a version that was destroyed or never made. Cached for MARK_KEY_CACHED_FOR, as every vote needs it."""
    name = (settings.POLL_KEY_DIR, version)
    secret, read_at = _secret_cache.get(name, (b"", 0.0))
    if secret and monotonic() - read_at < retention.MARK_KEY_CACHED_FOR.total_seconds():
        return secret
    key = next((key for key in all_versions() if key.version == version), None)
    if key is None:
        return None
    _secret_cache[name] = (key.secret(), monotonic())
    return _secret_cache[name][0]


def rotate(*, at: datetime) -> None:
    """Make a new version when the newest is old, and destroy each version whose last permit has expired.

    A version's last permit depends on its own successor alone, so several versions may exist at once.
    """
    keys = all_versions()
    if not keys:
        return
    newest = keys[-1]
    if at.date() - newest.made_on >= retention.MARK_KEY_RENEWED_AFTER:
        _make(newest.version + 1, at.date())
    for key, successor in pairwise(keys):
        if at.date() - successor.made_on > retention.MARK_KEY_OUTLIVES_SUCCESSOR:
            key_files.destroy(key.path)
            _secret_cache.clear()


def _make(version: int, day: date) -> MarkKey:
    path = key_files.folder("mark") / f"{version:04d}.{day}.key"
    key_files.write_once(path, secrets.token_bytes(KEY_LENGTH))
    return MarkKey(version, day, path)
