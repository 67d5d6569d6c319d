"""Pages of a topic, in the order its editors gave them."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, Min, OuterRef, QuerySet, Subquery

from .models import Edition, Placement, Topic

MOST_RELATED = 4


def in_reading_order(topic: Topic, *, at: datetime) -> QuerySet[Edition]:
    place = Placement.objects.filter(topic=topic, article=OuterRef("article")).values("position")[:1]
    visible = Edition.objects.visible(at=at).filter(topics=topic).select_related("version")
    return visible.annotate(place=Subquery(place)).order_by(F("place").asc(nulls_last=True), "title")


def related_to(edition: Edition, *, at: datetime) -> QuerySet[Edition]:
    """Other pages of the edition's topics. One query."""
    topics = edition.topics.values("pk")
    others = Edition.objects.visible(at=at).filter(topics__in=topics).exclude(article=edition.article_id)
    ordered = others.annotate(place=Min("article__placements__position")).order_by("place", "title")
    return ordered.select_related("version")[:MOST_RELATED]
