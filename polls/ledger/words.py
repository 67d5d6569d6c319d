"""Hash the wordings of a poll, so that its ledger covers the question and the labels that votes were given to."""

import hashlib
import json
from typing import Any

from ..models import Poll, Wording


def text(poll: Poll, wording: Wording) -> str:
    """The canonical text of a wording: ASCII JSON with sorted keys and no spaces."""
    return as_canonical(
        {
            "poll": poll.slug,
            "version": wording.version,
            "question": wording.question,
            "labels": wording.labels,
            "from_day": str(wording.from_day),
            "reason": wording.reason,
        }
    )


def texts(poll: Poll) -> list[str]:
    """The canonical texts of all wordings, oldest first. One query, or none where the wordings are prefetched."""
    return [text(poll, wording) for wording in sorted(poll.wordings.all(), key=lambda wording: wording.version)]


def hash_of(texts: list[str]) -> str:
    """SHA-256 of the texts, each followed by a line break."""
    return hashlib.sha256("".join(f"{each}\n" for each in texts).encode("ascii")).hexdigest()


def as_canonical(content: dict[str, Any]) -> str:
    """The one spelling of this content, the input of a hash: ASCII JSON with sorted keys and no spaces."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
