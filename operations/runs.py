"""Remember when each command of a timer last succeeded, as the time of a file in VAR_DIR/runs."""

from collections.abc import Sequence
from datetime import UTC, datetime

from django.conf import settings

REMEMBERED = ("backup", "check_links", "count_votes", "review_due", "verify_polls")


def remember(words: Sequence[str]) -> None:
    """Called by manage.py with its arguments, after a command that did not fail."""
    name = next(iter(words[1:2]), "")
    if name in REMEMBERED and not {"--help", "-h"} & set(words):
        folder = settings.VAR_DIR / "runs"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


def last_success(name: str) -> datetime | None:
    try:
        return datetime.fromtimestamp((settings.VAR_DIR / "runs" / name).stat().st_mtime, UTC)
    except FileNotFoundError:
        return None
