"""Convert the working copy to one frozen document, and back. Versions store the document."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Manager
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from .markdown.grammar import pictures
from .models import Article, Picture, Placement, Section, Source, Topic
from .schema.definition import (
    ARTICLE,
    NAMED_PICTURE,
    PICTURE,
    PLAIN_WORDS,
    ROWS,
    SECTION,
    SOURCE,
    Document,
    Field,
    RowField,
    ValueKind,
    blank,
    field_named,
)

__all__ = [
    "KEY_POINTS", "PLAIN_PARTS", "QUESTIONS", "SUMMARY", "Document", "all_blocks", "apply_document", "blank", "freeze",
    "frozen_picture", "iso", "place_in_topics", "renumber", "texts_of", "why_too_large", "with_pictures",
]  # fmt: skip

# Characters: some 10,000 words, nearly an hour's reading. Checks of the worst text of that size take under a second.
LARGEST_DOCUMENT = 60_000
SHORTEST_LINE = 40  # Characters that a shorter line counts for: each line costs time, however short it is.

# Names of the parts with plain text. Readers see them beside the sections.
SUMMARY, KEY_POINTS, QUESTIONS = (field_named(name).part for name in ("summary", "key_points", "questions"))
PLAIN_PARTS = tuple(field.part for field in PLAIN_WORDS)


def freeze(article: Article) -> Document:
    """The document of the stored working copy, with every field of schema/definition.py.

    Four queries; five where a text names pictures.
    """
    return with_pictures({field.name: FROZEN[field.kind](getattr(article, field.on_article)) for field in ARTICLE})


def with_pictures(document: Document) -> Document:
    """The document with the pictures that its sections name, as the library has them now. One query, if any."""
    bodies = (section["body"] for section in document["sections"])
    names = list(dict.fromkeys(name for body in bodies for _line, name, _words in pictures(body)))
    stored = {picture.name: picture for picture in Picture.objects.filter(name__in=names)} if names else {}
    return {**document, "pictures": [_frozen_row(NAMED_PICTURE, stored[name]) for name in names if name in stored]}


@transaction.atomic
def apply_document(document: Document, article: Article) -> Article:
    """Write the document into the working copy and save it. Skips topics and pictures that no longer exist."""
    for field in ARTICLE:
        if field.kind in FROM_DOCUMENT:
            setattr(article, field.on_article, FROM_DOCUMENT[field.kind](document[field.name]))
    article.save()
    place_in_topics(article, document["topics"])
    article.sections.all().delete()
    Section.objects.bulk_create(
        Section(article=article, position=place, **_row_from_document(SECTION, row))
        for place, row in enumerate(document["sections"], start=1)
    )
    article.sources.all().delete()
    Source.objects.bulk_create(
        Source(article=article, position=place, **_row_from_document(SOURCE, row))
        for place, row in enumerate(document["sources"], start=1)
    )
    return article


def renumber(article: Article) -> None:
    """Set the positions of sections and sources to 1, 2, 3 … and keep their order."""
    for rows in (article.sections.all(), article.sources.all()):
        for place, (pk, position) in enumerate(rows.values_list("pk", "position"), start=1):
            if position != place:
                rows.filter(pk=pk).update(position=place)


def all_blocks(document: Document) -> list[tuple[str, str]]:
    """(where, text) of everything on the page: plain text (PLAIN_PARTS), then the Markdown of each section."""
    return [
        *((field.part, text) for field in PLAIN_WORDS for text in texts_of(document, field)),
        *((section["heading"], section["body"]) for section in document["sections"]),
    ]


def size_of(document: Document) -> int:
    """Characters of all texts and sources; a line of less than SHORTEST_LINE counts as one of that length.

    Empty lines count for their end alone.
    """
    texts = [document["title"], *(text for _where, text in all_blocks(document))]
    texts += [" ".join(str(value) for value in source.values() if value) for source in document["sources"]]
    lines = [line for text in texts for line in text.split("\n")]
    return sum(max(len(line), SHORTEST_LINE if line.strip() else 1) for line in lines)


def why_too_large(document: Document) -> str:
    """The reason for an editor, or "" for a document that may be stored, checked and published."""
    size = size_of(document)
    if size <= LARGEST_DOCUMENT:
        return ""
    words = _(
        "This page has %(size)s characters, where %(most)s are the most (a line shorter than %(shortest)d counts as "
        "%(shortest)d). Divide it into two pages."
    )
    numbers = {
        "size": number_format(size, force_grouping=True),
        "most": number_format(LARGEST_DOCUMENT, force_grouping=True),
    }
    return words % {**numbers, "shortest": SHORTEST_LINE}


def texts_of(document: Document, field: Field) -> list[str]:
    """The value of a field of kind TEXT or TEXTS, as a list."""
    value = document[field.name]
    return value if field.kind == ValueKind.TEXTS else [value]


def place_in_topics(article: Article, slugs: list[str]) -> None:
    """Make these the article's topics. It keeps its position in the topics that it has, and is last in new ones."""
    article.placements.exclude(topic__slug__in=slugs).delete()
    placed = set(article.placements.values_list("topic__slug", flat=True))
    for topic in Topic.objects.filter(slug__in=set(slugs) - placed):
        Placement.objects.create(topic=topic, article=article, position=topic.placements.count())


def frozen_picture(picture: Picture | None) -> Document | None:
    """The picture as a document holds it, with the fields of PICTURE."""
    return None if picture is None else _frozen_row(PICTURE, picture)


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _unchanged(value: Any) -> Any:
    return value


def _frozen_rows(kind: ValueKind) -> Callable[[Manager[Section] | Manager[Source]], list[Document]]:
    return lambda rows: [_frozen_row(ROWS[kind], row) for row in rows.all()]


def _frozen_row(fields: tuple[RowField, ...], row: Section | Source | Picture) -> Document:
    return {field.name: FROZEN[field.kind](getattr(row, field.name)) for field in fields}


def _row_from_document(fields: tuple[RowField, ...], row: Document) -> Document:
    return {field.name: FROM_DOCUMENT[field.kind](row[field.name]) for field in fields}


def _picture(frozen: Document | None) -> Picture | None:
    return Picture.objects.filter(pk=frozen["id"]).first() if frozen else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


# Converts a value of the working copy to its value in the document, by kind.
FROZEN: dict[ValueKind, Callable[[Any], Any]] = {
    ValueKind.TEXT: _unchanged,
    ValueKind.TEXTS: list,
    ValueKind.DAY: iso,
    ValueKind.NUMBER: _unchanged,
    ValueKind.FLAG: _unchanged,
    ValueKind.FILE: lambda file: file.name,
    ValueKind.TOPICS: lambda topics: list(topics.order_by("position", "name").values_list("slug", flat=True)),
    ValueKind.PICTURE: frozen_picture,
    ValueKind.PICTURES: lambda _sections: [],  # with_pictures fills it from the frozen sections.
    ValueKind.SECTIONS: _frozen_rows(ValueKind.SECTIONS),
    ValueKind.SOURCES: _frozen_rows(ValueKind.SOURCES),
}
# Converts back, for the kinds that one column holds.
FROM_DOCUMENT: dict[ValueKind, Callable[[Any], Any]] = {
    ValueKind.TEXT: _unchanged,
    ValueKind.TEXTS: _unchanged,
    ValueKind.DAY: _date,
    ValueKind.NUMBER: _unchanged,
    ValueKind.FLAG: _unchanged,
    ValueKind.PICTURE: _picture,
}
