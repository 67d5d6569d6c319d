"""Prepare an unpublished text for the public page's template, as it would look when published."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from .. import checks
from ..documents import Document
from ..models import Article, Topic
from ..publishing import edition_content
from ..publishing.review import own_words_for_the_record
from ..signatures.standing import for_the_record
from .article_page import article_page


def preview_of(article: Article, document: Document, *, at: datetime) -> dict[str, Any]:
    """The template's context: {page, topics, first, related, poll}. The article need not be saved yet."""
    context = checks.context_for(article, document, at=at)
    edition = edition_content.unsaved(article, document, at=at)
    edition.checks |= {
        "found": [finding.as_dict() for finding in checks.review(document, context)],
        "signature": for_the_record(context.signature),
        "own_words": own_words_for_the_record(document, context),
    }
    return {
        "page": article_page(edition, at=at),
        "topics": Topic.objects.filter(slug__in=document["topics"]),
        "first": (article.editions.order_by("number").first() if article.pk else None) or edition,
        "related": [],
        "poll": document["poll"],
    }
