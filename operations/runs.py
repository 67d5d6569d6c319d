"""Remember when each command of a timer last succeeded, in a file of VAR_DIR/runs."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.utils import timezone

REMEMBERED = ("backup", "check_links", "count_votes", "review_due", "verify_polls")


def remember(words: Sequence[str]) -> None:
    """Called by manage.py with its arguments, after a command that did not fail."""
    name = next(iter(words[1:2]), "")
    if name in REMEMBERED and not {"--help", "-h"} & set(words):
        folder = settings.VAR_DIR / "runs"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(timezone.now().isoformat())


def last_success(name: str) -> datetime | None:
    try:
        return datetime.fromisoformat((settings.VAR_DIR / "runs" / name).read_text())
    except FileNotFoundError:
        return None
