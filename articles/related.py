"""Pages of a topic, in the order its editors gave them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber

from .models import Edition, Placement, Topic
from .pages import ArticlePage, article_page

MOST_RELATED = 3
FIRST_OF_A_TOPIC = 6  # On the front page, which leads to the others.


def in_reading_order(topic: Topic, *, at: datetime) -> QuerySet[Edition]:
    place = Placement.objects.filter(topic=topic, article=OuterRef("article")).values("position")[:1]
    visible = Edition.objects.visible(at=at).filter(topics=topic).select_related("version")
    return (
        visible.annotate(place=Subquery(place)).order_by(F("place").asc(nulls_last=True), "title", "pk").defer("html")
    )


def related_to(edition: Edition, *, at: datetime) -> list[ArticlePage]:
    """Other pages, those of the edition's topics first. Two queries: all are ordered, and three are read."""
    shared = Edition.topics.through.objects.filter(edition=OuterRef("pk"), topic__in=edition.topics.values("pk"))
    place = Placement.objects.filter(article=OuterRef("article")).order_by("position").values("position")
    others = Edition.objects.visible(at=at).exclude(article=edition.article_id)
    ordered = others.annotate(is_near=Exists(shared), place=Subquery(place[:1])).order_by(
        "-is_near", F("place").asc(nulls_last=True), "title"
    )
    nearest = list(ordered.values_list("pk", flat=True)[:MOST_RELATED])
    found = Edition.objects.select_related("version").defer("html").in_bulk(nearest)
    return [article_page(found[pk], at=at) for pk in nearest]


@dataclass
class TopicPages:
    """`pages` are the first of `number`."""

    topic: Topic
    pages: list[ArticlePage]
    number: int


def topics_with_pages(*, at: datetime) -> list[TopicPages]:
    """Topics that have a live page, each with its first pages in reading order. Three queries."""
    links = Edition.topics.through.objects.filter(edition__in=Edition.objects.visible(at=at).order_by().values("pk"))
    place = Placement.objects.filter(topic=OuterRef("topic"), article=OuterRef("edition__article")).values("position")
    placed = links.annotate(
        place=Subquery(place[:1]),
        nth=Window(
            RowNumber(),
            partition_by="topic",
            order_by=[F("place").asc(nulls_last=True), F("edition__title"), F("edition")],
        ),
        number=Window(Count("pk"), partition_by="topic"),
    )
    first = list(placed.filter(nth__lte=FIRST_OF_A_TOPIC).order_by("nth").values_list("topic", "edition", "number"))
    editions = Edition.objects.select_related("version").defer("html").in_bulk([edition for _, edition, _ in first])
    return [
        TopicPages(topic, [article_page(editions[pk], at=at) for pk, _ in rows], rows[0][1])
        for topic in Topic.objects.all()
        if (rows := [(edition, number) for of, edition, number in first if of == topic.pk])
    ]
