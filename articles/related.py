"""Pages of a topic, in the order its editors gave them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, Min, OuterRef, QuerySet, Subquery

from .models import Edition, Placement, Topic
from .pages import ArticlePage, article_page

MOST_RELATED = 3


def in_reading_order(topic: Topic, *, at: datetime) -> QuerySet[Edition]:
    place = Placement.objects.filter(topic=topic, article=OuterRef("article")).values("position")[:1]
    visible = Edition.objects.visible(at=at).filter(topics=topic).select_related("version")
    return visible.annotate(place=Subquery(place)).order_by(F("place").asc(nulls_last=True), "title")


def related_to(edition: Edition, *, at: datetime) -> list[ArticlePage]:
    """Other pages, those of the edition's topics first. One query."""
    shared = Edition.topics.through.objects.filter(edition=OuterRef("pk"), topic__in=edition.topics.values("pk"))
    others = Edition.objects.visible(at=at).exclude(article=edition.article_id).annotate(is_near=Exists(shared))
    ordered = others.annotate(place=Min("article__placements__position")).order_by("-is_near", "place", "title")
    return [article_page(other, at=at) for other in ordered.select_related("version").defer("html")[:MOST_RELATED]]


@dataclass
class TopicPages:
    topic: Topic
    pages: list[ArticlePage]


def topics_with_pages(*, at: datetime) -> list[TopicPages]:
    """Topics that have a live page, each with its pages in reading order. Four queries."""
    editions = Edition.objects.visible(at=at).select_related("version").defer("html").prefetch_related("topics")
    places = {(row.topic_id, row.article_id): row.position for row in Placement.objects.all()}
    topics: dict[Topic, list[Edition]] = {topic: [] for topic in Topic.objects.all()}
    for edition in editions:
        for topic in edition.topics.all():
            topics[topic].append(edition)
    return [TopicPages(topic, _pages(topic, found, places, at)) for topic, found in topics.items() if found]


def _pages(topic: Topic, editions: Iterable[Edition], places: dict, at: datetime) -> list[ArticlePage]:
    last = len(places)
    ordered = sorted(editions, key=lambda edition: (places.get((topic.pk, edition.article_id), last), edition.title))
    return [article_page(edition, at=at) for edition in ordered]
