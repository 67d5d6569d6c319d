"""An article's text for people who do not write it: who decides on it, and who may only look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from ...documents import freeze
from ...models import Article, Edition, Topic, Version
from ...reading.article_page import ArticlePage
from ...reading.preview import preview_of
from .checklist import Checklist, checklist


@dataclass(frozen=True)
class ReadText:
    """What somebody who approves or publishes is shown before they do."""

    version: Version
    before: Edition | None  # The last edition, of another text, which they may know.
    checklist: Checklist


def read_text(article: Article, number: int | None, *, user, at: datetime) -> ReadText | None:
    """None for a version that is not there."""
    version = article.versions.filter(number=number or 0).select_related("saved_by").first()
    if version is None:
        return None
    return ReadText(
        version=version,
        before=article.editions.exclude(version=version).order_by("-number").select_related("version").first(),
        checklist=checklist(version.document, None, article=article, user=user, at=at),
    )


@dataclass(frozen=True)
class Reading:
    """The stored working copy, drawn."""

    page: ArticlePage
    topics: QuerySet[Topic]
    checklist: Checklist


def reading(article: Article, *, user, at: datetime) -> Reading:
    document = freeze(article)
    drawn = preview_of(article, document, at=at)
    return Reading(drawn["page"], drawn["topics"], checklist(document, None, article=article, user=user, at=at))
