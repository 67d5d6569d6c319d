"""Load the articles of a pack and publish their editions in the name of the user `content-pack`."""

from datetime import datetime
from itertools import groupby
from typing import Any

from django.contrib.auth.models import User

from articles import publishing
from articles.documents import apply_document, blank
from articles.models import Article, Picture, Placement

from .faults import Fault, PackRefused
from .markdown_file import PackedArticle
from .pack import Pack
from .summary import Outcome, Summary

HISTORY_REASON = "carried over, kept as history"


def load_articles(pack: Pack, pictures: dict[str, Picture], user: User, summary: Summary, *, at: datetime) -> None:
    """Publish each edition that is new. An article that somebody else saved stays as it is.

    `pictures`: by file name. Raises PackRefused when an edition does not pass the blocking checks.
    """
    slugs = frozenset(packed.front.slug for packed in pack.articles)
    for slug, group in groupby(pack.articles, key=lambda packed: packed.front.slug):
        editions = list(group)
        article = Article.objects.filter(slug=slug).first() or Article(slug=slug)
        is_new = article.pk is None
        for packed in editions:
            outcome = _reason_to_keep(article, packed, user)
            if outcome is None:
                apply_document(_document(packed, pack, pictures), article)
                reason = "" if packed is editions[-1] else HISTORY_REASON
                _publish(article, packed, by=user, history_reason=reason, also_published=slugs, at=at)
                outcome = Outcome.CREATED
            summary.add("editions", f"{slug}, edition {packed.front.edition}", outcome)
        if is_new:
            _order_in_topics(article, pack)


def _reason_to_keep(article: Article, packed: PackedArticle, user: User) -> Outcome | None:
    """Return why this edition must not be published now, or None."""
    if article.pk is None:
        return None
    if article.versions.exclude(saved_by=user).exists():
        return Outcome.KEPT_CHANGED
    edition = article.editions.filter(number=packed.front.edition).select_related("version").first()
    if edition is None:
        return None
    is_same = all(edition.document[name] == value for name, value in packed.content.items())
    return Outcome.KEPT if is_same else Outcome.KEPT_PUBLIC


def _document(packed: PackedArticle, pack: Pack, pictures: dict[str, Picture]) -> dict[str, Any]:
    listed = [topic.slug for topic in pack.topics.topics if packed.front.slug in topic.articles]
    image = packed.front.image
    return {
        **blank(),
        **packed.content,
        "topics": list(dict.fromkeys([packed.front.topic, *listed])),
        "picture": {"id": pictures[image.file].pk} if image else None,
    }


def _publish(article: Article, packed: PackedArticle, **circumstances: Any) -> None:
    front = packed.front
    try:
        publishing.publish_loaded(
            article, change_class=front.change_class, change_note=front.change_note, **circumstances
        )
    except publishing.Refused as refused:
        raise PackRefused(Fault(packed.yaml.report.file, 1, reason) for reason in str(refused).split("\n")) from refused


def _order_in_topics(article: Article, pack: Pack) -> None:
    for topic in pack.topics.topics:
        if article.slug in topic.articles:
            placements = Placement.objects.filter(article=article, topic__slug=topic.slug)
            placements.update(position=topic.articles.index(article.slug))
