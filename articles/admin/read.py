"""What somebody who approves or publishes is shown of the text before they do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ..models import Article, Edition, Version
from .checklist import Checklist, checklist


@dataclass(frozen=True)
class ReadText:
    version: Version
    before: Edition | None  # The last edition, whose text they may know.
    checklist: Checklist


def read_text(article: Article, number: int | None, *, user, at: datetime) -> ReadText | None:
    """None for a version that is not there."""
    version = article.versions.filter(number=number or 0).select_related("saved_by").first()
    if version is None:
        return None
    return ReadText(
        version=version,
        before=article.editions.order_by("-number").select_related("version").first(),
        checklist=checklist(version.document, None, article=article, user=user, at=at),
    )
