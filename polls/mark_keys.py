"""The secret behind marks. Without it, nobody can tell which permit left which mark."""

import re
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from . import key_files

KEY_LENGTH = 32
LIFETIME = timedelta(days=30)
OUTLIVES_ITS_SUCCESSOR = timedelta(days=3)  # A permit is good for two days, and its mark is kept for three.
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


def find(version: int) -> MarkKey | None:
    return next((key for key in kept() if key.version == version), None)


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


def _make(version: int, day: date) -> MarkKey:
    path = key_files.folder("mark") / f"{version:04d}.{day}.key"
    key_files.keep(path, secrets.token_bytes(KEY_LENGTH))
    return MarkKey(version, day, path)
