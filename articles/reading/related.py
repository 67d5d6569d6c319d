"""List the pages of a topic in the reading order that editors set, and the pages related to one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from ..models import Edition, Listing, Placement, Topic
from .article_page import ArticlePage, article_page

MOST_RELATED = 3
FIRST_OF_A_TOPIC = 6  # Pages of each topic on the front page, which links to the others.


@dataclass(frozen=True)
class ReadingOrder:
    """Primary keys of a topic's visible editions: first those with a place in its order, then the others by title.

    An article loses its place as soon as an editor takes it out of the topic; its live edition stays in the topic until
    the next edition. A slice reads only the rows that it returns, except where it crosses into the unplaced ones.
    """

    topic: Topic
    at: datetime

    def count(self) -> int:
        """The number of visible editions of the topic. One query; makes the order fit for a Paginator."""
        return self._in_topic.filter(Exists(self._visible.filter(pk=OuterRef("edition")))).count()

    def __getitem__(self, part: slice) -> list[int]:
        """The keys of a slice with an end and without a step. One to three queries."""
        start, stop = part.start or 0, part.stop
        found = list(self._placed[start:stop])
        if start + len(found) < stop:
            before = max(0, start - self._placed.count()) if start and not found else 0
            found += self._unplaced[before : before + stop - start - len(found)]
        return found

    @property
    def _in_topic(self) -> QuerySet[Any]:
        return Edition.topics.through.objects.filter(topic=self.topic)

    @property
    def _visible(self) -> QuerySet[Listing]:
        return Listing.objects.visible(at=self.at)

    @property
    def _placed(self) -> QuerySet[Placement, Any]:
        """Keys in order of their place. Subqueries, because the planner may start a join at the wrong end."""
        is_in_topic = Exists(self._in_topic.filter(edition=OuterRef("pk")))
        of_article = self._visible.filter(is_in_topic, article=OuterRef("article")).values("pk")[:1]
        places = Placement.objects.filter(topic=self.topic).annotate(edition=Subquery(of_article))
        return places.exclude(edition=None).order_by("position", "pk").values_list("edition", flat=True)

    @property
    def _unplaced(self) -> QuerySet[Listing, Any]:
        is_placed = Exists(Placement.objects.filter(topic=self.topic, article=OuterRef("article")))
        is_in_topic = Exists(self._in_topic.filter(edition=OuterRef("pk")))
        others = self._visible.filter(is_in_topic, ~is_placed)
        return others.order_by("title", "pk").values_list("pk", flat=True)


def pages_of(keys: Iterable[int], *, at: datetime) -> list[ArticlePage]:
    """Pages of the editions with these primary keys, in this order. One query."""
    keys = list(keys)
    editions = Edition.objects.select_related("version").defer("html").in_bulk(keys)
    return [article_page(editions[key], at=at) for key in keys]


def related_to(edition: Edition, topics: Iterable[Topic], *, at: datetime) -> list[ArticlePage]:
    """At most MOST_RELATED other pages: the first of the edition's topics, then others by title.

    One or two queries for each topic, and two more.
    """
    near = [key for topic in topics for key in ReadingOrder(topic, at)[: MOST_RELATED + 1]]
    found = [key for key in dict.fromkeys(near) if key != edition.pk][:MOST_RELATED]
    if len(found) < MOST_RELATED:
        others = Listing.objects.visible(at=at).exclude(pk__in=[edition.pk, *found]).order_by("beginning", "title")
        found += others.values_list("pk", flat=True)[: MOST_RELATED - len(found)]
    return pages_of(found, at=at)


@dataclass
class TopicPages:
    """A topic, its first pages, and whether it has more than these."""

    topic: Topic
    pages: list[ArticlePage]
    has_more: bool


def topics_with_pages(*, at: datetime) -> list[TopicPages]:
    """Topics with a visible page, each with its first pages in reading order. One or two queries for each, and two."""
    topics = list(Topic.objects.all())
    first = {topic.pk: ReadingOrder(topic, at)[: FIRST_OF_A_TOPIC + 1] for topic in topics}
    pages = {page.edition.pk: page for page in pages_of({key for keys in first.values() for key in keys}, at=at)}
    return [
        TopicPages(topic, [pages[key] for key in keys[:FIRST_OF_A_TOPIC]], len(keys) > FIRST_OF_A_TOPIC)
        for topic in topics
        if (keys := first[topic.pk])
    ]
