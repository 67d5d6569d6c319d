"""A text that is not public, as it would be: what the public page's own template needs to draw it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from . import editions, quality, signatures
from .documents import Document
from .models import Article, Topic
from .pages import article_page


def preview_of(article: Article, document: Document, *, at: datetime) -> dict[str, Any]:
    """The article need not be saved yet."""
    context = quality.context_for(article, document, at=at)
    edition = editions.unsaved(article, document, at=at)
    edition.checks |= {
        "found": [finding.as_dict() for finding in quality.review(document, context)],
        "signature": signatures.for_the_record(context.signature),
    }
    return {
        "page": article_page(edition, at=at),
        "topics": Topic.objects.filter(slug__in=document["topics"]),
        "first": (article.editions.order_by("number").first() if article.pk else None) or edition,
        "related": [],
    }
