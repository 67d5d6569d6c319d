"""The secret behind marks. Without it, nobody can tell which permit left which mark."""

import re
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from time import monotonic

from django.conf import settings

from . import key_files

KEY_LENGTH = 32
LIFETIME = timedelta(days=30)
OUTLIVES_ITS_SUCCESSOR = timedelta(days=3)  # A permit is good for two days, and its mark is kept for three.
REMEMBERED_FOR = timedelta(minutes=1)
NAME = re.compile(r"(\d{4})\.(\d{4}-\d{2}-\d{2})\.key")


@dataclass(frozen=True)
class MarkKey:
    version: int
    made_on: date
    path: Path

    def secret(self) -> bytes:
        return self.path.read_bytes()


def kept() -> list[MarkKey]:
    """All versions in the folder, oldest first."""
    found = ((NAME.fullmatch(path.name), path) for path in key_files.folder("mark").iterdir())
    return sorted(
        (MarkKey(int(match[1]), date.fromisoformat(match[2]), path) for match, path in found if match),
        key=lambda key: key.version,
    )


def for_minting(*, at: datetime) -> MarkKey:
    """The newest version that is a day old, so that every web server has been given it; else the oldest there is."""
    keys = kept() or [_make(1, at.date())]
    settled = [key for key in keys if key.made_on < at.date()]
    return settled[-1] if settled else keys[0]


_remembered: dict[tuple[Path, int], tuple[bytes, float]] = {}


def secret_of(version: int) -> bytes | None:
    """None for a version that was destroyed or never made. Each vote asks, so the files are read once a minute."""
    name = (settings.POLL_KEY_DIR, version)
    secret, read_at = _remembered.get(name, (b"", 0.0))
    if secret and monotonic() - read_at < REMEMBERED_FOR.total_seconds():
        return secret
    key = next((key for key in kept() if key.version == version), None)
    if key is None:
        return None
    _remembered[name] = (key.secret(), monotonic())
    return _remembered[name][0]


def rotate(*, at: datetime) -> None:
    """Make a new version when the newest is old, and destroy those that no valid permit needs."""
    keys = kept()
    if not keys:
        return
    newest = keys[-1]
    if at.date() - newest.made_on >= LIFETIME:
        _make(newest.version + 1, at.date())
    for key, successor in pairwise(keys):
        if at.date() - successor.made_on > OUTLIVES_ITS_SUCCESSOR:
            key_files.destroy(key.path)
            _remembered.clear()


def _make(version: int, day: date) -> MarkKey:
    path = key_files.folder("mark") / f"{version:04d}.{day}.key"
    key_files.keep(path, secrets.token_bytes(KEY_LENGTH))
    return MarkKey(version, day, path)
