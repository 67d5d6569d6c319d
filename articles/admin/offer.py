"""What somebody typed another day and did not save, offered with what it would change."""

from dataclasses import dataclass
from datetime import datetime

from ..changes import Changes, compare
from ..documents import blank, freeze
from ..models import Scratch
from ..scratches import as_form_data
from .typed import typed_document


@dataclass(frozen=True)
class Offer:
    kept_at: datetime
    mark: str
    changes: Changes


def offer(scratch: Scratch | None) -> Offer | None:
    """None where nothing was kept, or nothing in it differs from what is stored."""
    if scratch is None:
        return None
    article = scratch.article
    stored = freeze(article) if article else blank()
    changes = compare(stored, typed_document(as_form_data(scratch.typed), article))
    return Offer(scratch.kept_at, scratch.mark, changes) if changes else None
