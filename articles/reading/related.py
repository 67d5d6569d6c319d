"""List the pages of a topic in the reading order that editors set, and the pages related to one."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from ..models import Edition, Listing, Placement, Topic
from .live.cards import Card, cards_of
from .live.state import PublicState

MOST_RELATED = 3
MOST_TOPICS = 500  # Whose first pages are kept in memory.
ARTICLES_A_PAGE = 24  # Articles of a topic: a multiple of two and three, the numbers of cards in a row.
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


@lru_cache(1)
def _all_topics(state: PublicState) -> list[Topic]:
    return list(Topic.objects.all())


def topic_at(state: PublicState, slug: str) -> Topic | None:
    return next((topic for topic in _all_topics(state) if topic.slug == slug), None)


@lru_cache(MOST_TOPICS)
def page_of_topic(state: PublicState, topic: Topic, number: str) -> Page[int]:
    """Primary keys of the editions on one page of the topic. Raises InvalidPage beyond the last."""
    rows: Any = ReadingOrder(topic, state.at)
    return Paginator(rows, ARTICLES_A_PAGE).page(number)


def topics_of(state: PublicState, keys: Container[int]) -> list[Topic]:
    """The topics with these primary keys, in their order. One query for each state."""
    return [topic for topic in _all_topics(state) if topic.pk in keys]


@lru_cache(MOST_TOPICS)
def _first_of(state: PublicState, topic: Topic) -> list[int]:
    """Keys of the topic's first pages, and of one more. One or two queries for each state."""
    return ReadingOrder(topic, state.at)[: FIRST_OF_A_TOPIC + 1]


@lru_cache(1)
def _first_by_title(state: PublicState) -> list[int]:
    """As many keys as `related_to` may need after it left out what it has. One query for each state."""
    others = Listing.objects.visible(at=state.at).order_by("beginning", "title")
    return list(others.values_list("pk", flat=True)[: 2 * MOST_RELATED])


def related_to(edition: int, topics: Iterable[Topic], state: PublicState) -> list[Card]:
    """At most MOST_RELATED other pages: the first of the edition's topics, then others by title."""
    near = [key for topic in topics for key in _first_of(state, topic)[: MOST_RELATED + 1]]
    found = [key for key in dict.fromkeys(near) if key != edition][:MOST_RELATED]
    if len(found) < MOST_RELATED:
        found += [key for key in _first_by_title(state) if key not in {edition, *found}][: MOST_RELATED - len(found)]
    return cards_of(found)


@dataclass
class TopicPages:
    """A topic, its first pages, and whether it has more than these."""

    topic: Topic
    pages: list[Card]
    has_more: bool


def topics_with_pages(state: PublicState) -> list[TopicPages]:
    """Topics with a visible page, each with its first pages in reading order."""
    first = {topic: keys for topic in _all_topics(state) if (keys := _first_of(state, topic))}
    cards = {card.key: card for card in cards_of({key for keys in first.values() for key in keys})}
    return [
        TopicPages(topic, [cards[key] for key in keys[:FIRST_OF_A_TOPIC]], len(keys) > FIRST_OF_A_TOPIC)
        for topic, keys in first.items()
    ]
