"""The working copy as one frozen document, and back. The document is what versions keep and all else is made from."""

from datetime import date
from typing import Any

from django.db import transaction

from .models import Article, Picture, Placement, Section, Source, Topic

Document = dict[str, Any]

TEXT_FIELDS = ("slug", "title", "summary", "author", "clinical_reviewer")
LIST_FIELDS = ("tags", "key_points", "questions")
DATE_FIELDS = ("reviewed_on", "facts_checked_on", "review_due_on")
SECTION_FIELDS = ("heading", "aspect", "body")
SOURCE_FIELDS = ("key", "publisher", "title", "url", "kind", "published", "seen")
# Names of the parts that readers read beside the sections; they hold plain words.
PLAIN_PARTS = SUMMARY, KEY_POINTS, QUESTIONS = ("summary", "key points", "questions")


def freeze(article: Article) -> Document:
    """Shape: docs/architecture.md, "The document". Four queries."""
    return {
        **{name: getattr(article, name) for name in TEXT_FIELDS},
        **{name: list(getattr(article, name)) for name in LIST_FIELDS},
        **{name: iso(getattr(article, name)) for name in DATE_FIELDS},
        "topics": list(article.topics.order_by("position", "name").values_list("slug", flat=True)),
        "poll": article.poll_slug,
        "picture": frozen_picture(article.picture),
        "sections": [{name: getattr(section, name) for name in SECTION_FIELDS} for section in article.sections.all()],
        "sources": [
            {**{name: getattr(source, name) for name in SOURCE_FIELDS}, "accessed_on": iso(source.accessed_on)}
            for source in article.sources.all()
        ],
    }


def blank() -> Document:
    """The document of an article of which nothing has been written."""
    texts = dict.fromkeys((*TEXT_FIELDS, "poll"), "")
    lists: Document = {name: [] for name in (*LIST_FIELDS, "topics", "sections", "sources")}
    return {**texts, **lists, **dict.fromkeys(DATE_FIELDS), "picture": None}


@transaction.atomic
def thaw(document: Document, article: Article) -> Article:
    """Write the document into the working copy. Topics and pictures that are gone by now are left out."""
    for name in (*TEXT_FIELDS, *LIST_FIELDS):
        setattr(article, name, document[name])
    for name in DATE_FIELDS:
        setattr(article, name, _date(document[name]))
    article.poll_slug = document["poll"]
    picture = document["picture"]
    article.picture = Picture.objects.filter(pk=picture["id"]).first() if picture else None
    article.save()
    place_in_topics(article, document["topics"])
    article.sections.all().delete()
    Section.objects.bulk_create(
        Section(article=article, position=place, **section)
        for place, section in enumerate(document["sections"], start=1)
    )
    article.sources.all().delete()
    Source.objects.bulk_create(
        Source(article=article, position=place, **{**source, "accessed_on": _date(source["accessed_on"])})
        for place, source in enumerate(document["sources"], start=1)
    )
    return article


def renumber(article: Article) -> None:
    """Places 1, 2, 3 … in the order that the sections and sources have."""
    for rows in (article.sections.all(), article.sources.all()):
        for place, (pk, position) in enumerate(rows.values_list("pk", "position"), start=1):
            if position != place:
                rows.filter(pk=pk).update(position=place)


def all_blocks(document: Document) -> list[tuple[str, str]]:
    """(where, text) of everything that readers read: summary, key points, questions, and the Markdown of sections."""
    return [
        (SUMMARY, document["summary"]),
        *((KEY_POINTS, point) for point in document["key_points"]),
        *((QUESTIONS, question) for question in document["questions"]),
        *((section["heading"], section["body"]) for section in document["sections"]),
    ]


def place_in_topics(article: Article, slugs: list[str]) -> None:
    """A new topic takes the article at its end; a topic that keeps it keeps its place."""
    article.placements.exclude(topic__slug__in=slugs).delete()
    placed = set(article.placements.values_list("topic__slug", flat=True))
    for topic in Topic.objects.filter(slug__in=set(slugs) - placed):
        Placement.objects.create(topic=topic, article=article, position=topic.placements.count())


def frozen_picture(picture: Picture | None) -> Document | None:
    if picture is None:
        return None
    names = ("id", "width", "height", "alt", "is_decorative", "credit", "licence")
    return {**{name: getattr(picture, name) for name in names}, "file": picture.file.name}


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
