"""The secret behind marks. Without it, nobody can tell which permit left which mark."""

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
    version: int
    made_on: date
    path: Path

    def secret(self) -> bytes:
        return self.path.read_bytes()


def kept() -> list[MarkKey]:
    """All versions in the folder, oldest first.

    Where two processes made one version on two days, the older file is that version: it must not change its secret
    while a permit of it is good.
    """
    names = ((NAME.fullmatch(path.name), path) for path in key_files.folder("mark").iterdir())
    found = [MarkKey(int(match[1]), date.fromisoformat(match[2]), path) for match, path in names if match]
    by_version = {key.version: key for key in sorted(found, key=lambda key: key.made_on, reverse=True)}
    return [by_version[version] for version in sorted(by_version)]


def for_minting(*, at: datetime) -> MarkKey:
    """The newest version that has settled; else the oldest there is."""
    keys = kept() or [_make(1, at.date())]
    settled = [key for key in keys if at.date() - key.made_on >= retention.MARK_KEY_SETTLES_IN]
    return settled[-1] if settled else keys[0]


_remembered: dict[tuple[Path, int], tuple[bytes, float]] = {}


def secret_of(version: int) -> bytes | None:
    """None for a version that was destroyed or never made. Each vote asks, so what a file holds is cached."""
    name = (settings.POLL_KEY_DIR, version)
    secret, read_at = _remembered.get(name, (b"", 0.0))
    if secret and monotonic() - read_at < retention.MARK_KEY_CACHED_FOR.total_seconds():
        return secret
    key = next((key for key in kept() if key.version == version), None)
    if key is None:
        return None
    _remembered[name] = (key.secret(), monotonic())
    return _remembered[name][0]


def rotate(*, at: datetime) -> None:
    """Make a new version when the newest is old, and destroy each whose last permit is no longer good.

    A version's last permit depends on its own successor alone, so several versions may be kept at once.
    """
    keys = kept()
    if not keys:
        return
    newest = keys[-1]
    if at.date() - newest.made_on >= retention.MARK_KEY_RENEWED_AFTER:
        _make(newest.version + 1, at.date())
    for key, successor in pairwise(keys):
        if at.date() - successor.made_on > retention.MARK_KEY_OUTLIVES_SUCCESSOR:
            key_files.destroy(key.path)
            _remembered.clear()


def _make(version: int, day: date) -> MarkKey:
    path = key_files.folder("mark") / f"{version:04d}.{day}.key"
    key_files.keep(path, secrets.token_bytes(KEY_LENGTH))
    return MarkKey(version, day, path)
