"""Render a frozen document for the public: sections as HTML, numbered sources, plain text for search."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import translation

from ..documents import all_blocks
from ..markdown import rendering
from ..models import Article, Edition, Version
from ..schema.definition import SOURCE, Document
from ..statements import in_force, names_in
from ..statements.drawing import words_of
from ..statements.in_force import Statements

# HTML ids that the page itself uses. The id of a section “Sources” becomes sources-2.
PAGE_IDS = {"main", "contents", "sources", "poll", "results", "key-points", "questions", "help", "search", "how-made"}


def render(document: Document) -> dict[str, list[dict[str, Any]]]:
    """The value of Edition.html: {"sections": [{id, heading, aspect, html}], "sources": [{number, id, …, back_links}]}.

    Titles of callouts and other fixed words are in CONTENT_LANGUAGE, because they are frozen with the text.
    """
    with translation.override(settings.CONTENT_LANGUAGE):
        return _rendered(document)


def _rendered(document: Document) -> dict[str, list[dict[str, Any]]]:
    citations = rendering.Citations(source["key"] for source in document["sources"])
    taken = set(PAGE_IDS)
    sections = [
        {
            "id": rendering.unique_id(section["heading"], taken),
            "heading": section["heading"],
            "aspect": section["aspect"],
            "html": str(rendering.article_html(section["body"], citations, document["pictures"])),
        }
        for section in document["sections"]
    ]
    return {"sections": sections, "sources": numbered(document["sources"], citations)}


def text_of(document: Document, statements: Statements | None = None) -> str:
    """Plain text of the whole page, for search, with the words of the `statements` that it carries."""
    words = {"statements": words_of(statements or {}), "alternatives": rendering.alternatives(document["pictures"])}
    parts = [document["title"], *(rendering.plain(body, **words) for _where, body in all_blocks(document))]
    parts += [section["heading"] for section in document["sections"]]
    return "\n".join(part for part in parts if part)


def unsaved(article: Article, document: Document, *, at: datetime) -> Edition:
    """An unsaved edition of the document, with the next number, for a preview. One query for a saved article."""
    last = article.editions.order_by("-number").first() if article.pk else None
    return Edition(
        article=article,
        number=last.number + 1 if last else 1,
        version=Version(article=article, document=document),
        slug=document["slug"],
        title=document["title"],
        summary=document["summary"],
        html=render(document),
        text=text_of(document, in_force(names_in(document), on=at.date())),
        checks={"found": [], "overrides": [], "approval": ""},
        made_at=at,
        publish_at=at,
    )


def numbered(sources: list[Document], citations: rendering.Citations) -> list[dict[str, Any]]:
    """Sources in the order of their first citation, then those that no section cites."""
    cited = len(citations.numbers)
    uncited = [source["key"] for source in sources if source["key"] not in citations.numbers]
    numbers = {**citations.numbers, **{key: cited + place for place, key in enumerate(uncited, start=1)}}
    shown = [
        {
            "number": numbers[source["key"]],
            "id": f"source-{numbers[source['key']]}",
            **{field.name: source[field.name] for field in SOURCE if field.is_shown},
            "back_links": citations.places.get(source["key"], []),
        }
        for source in sources
    ]
    return sorted(shown, key=lambda source: source["number"])
