"""articles/*.md: one edition of one article each."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from articles import grammar, markup
from articles.models import Aspect, ChangeClass, Seen, SourceKind
from articles.schema.definition import PACKED, Field, RowField
from articles.schema.definition import SOURCE as SOURCE_FIELDS

from . import fields, text_files
from .faults import FaultList

FRONT_REQUIRED = {
    "slug": fields.slug,
    "edition": fields.whole_number,
    "title": fields.text_up_to(160),
    "topic": fields.slug,
    "summary": fields.text,
    "author": fields.text_up_to(200),
    "change_class": fields.one_of(ChangeClass.values),
    "change_note": fields.text,
    "sources": fields.anything,
}
FRONT_OPTIONAL = {
    "tags": fields.list_of(fields.slug),
    "clinical_reviewer": fields.optional(fields.text_up_to(200)),
    "reviewed_on": fields.optional(fields.day),
    "facts_checked_on": fields.optional(fields.day),
    "review_due_on": fields.optional(fields.day),
    "key_points": fields.list_of(fields.text),
    "questions": fields.list_of(fields.text),
    "image": fields.anything,
    "poll": fields.optional(fields.slug),
}
ARTICLE = fields.Shape("an article", FRONT_REQUIRED, FRONT_OPTIONAL)
SOURCE_REQUIRED: dict[str, fields.Reader] = {
    "key": fields.slug,
    "publisher": fields.text_up_to(160),
    "title": fields.text_up_to(300),
    "url": fields.web_address,
    "kind": fields.one_of(SourceKind.values),
}
SOURCE_OPTIONAL = {
    "published": fields.optional(fields.partial_date),
    "seen": fields.optional(fields.one_of(Seen.values)),
    "accessed_on": fields.optional(fields.day),
}
SOURCE = fields.Shape("a source", SOURCE_REQUIRED, SOURCE_OPTIONAL)
IMAGE = fields.Shape(
    "an image",
    {"file": fields.text, "credit": fields.text_up_to(200), "licence": fields.text_up_to(100)},
    {"alt": fields.text_up_to(300), "decorative": fields.true_or_false, "note": fields.text},
)


@dataclass(frozen=True)
class PackedArticle:
    file: str
    lines: dict[str, int]  # Of the front matter's fields.
    slug: str
    edition: int
    topic: str
    change_class: str
    change_note: str
    image: dict[str, Any] | None
    poll: str
    links: tuple[tuple[int, str, str], ...]  # (line, article or notice, slug)
    content: dict[str, Any]  # The document, but for topics and picture.


def read_article(text: str, file: str) -> tuple[PackedArticle | None, list]:
    faults = FaultList(file)
    front, body, first_line = text_files.split(text, faults)
    if front is None:
        return None, faults.faults
    values = fields.read_mapping(front, ARTICLE, faults)
    sources = _sources(front, faults)
    image = _image(front, faults)
    sections = _sections(body, first_line, faults)
    if "sources" in front:
        _match_citations(sections, sources, faults)
    if faults.faults:
        return None, faults.faults
    content = _content(values, [source for source, _line in sources], [section for section, _line in sections])
    links = tuple(
        (body_line + line - 1, kind, slug)
        for section, body_line in sections
        for line, kind, slug in grammar.internal_links(section["body"])
    )
    packed = PackedArticle(
        file, front.lines, values["slug"], values["edition"], values["topic"], values["change_class"],
        values["change_note"], image, values.get("poll") or "", links, content,
    )  # fmt: skip
    return packed, []


def _sources(front, faults):
    if "sources" not in front:
        return []
    rows = fields.read_rows(front["sources"], SOURCE, faults, line=front.line_of("sources"))
    fields.refuse_twice(rows, "key", faults, what="The source")
    return rows


def _image(front, faults):
    if front.get("image") is None:
        return None
    line = front.line_of("image")
    image = fields.read_mapping(front["image"], IMAGE, faults, line=line)
    if bool(image.get("alt")) == bool(image.get("decorative")):
        faults.add(line, "An image needs either “alt” or “decorative: true”.")
    return image


def _sections(body, first_line, faults):
    """(section, line of its body) of each; faults for aspects and for what the grammar does not allow."""
    found = []
    for heading, mark, words, body_line, line in text_files.sections(body, first_line, faults):
        aspect = (mark or "").removeprefix("aspect=")
        if mark is None or not mark.startswith("aspect="):
            faults.add(line, "A section begins with “## Heading {aspect=…}”.")
        elif aspect not in Aspect.values:
            faults.add(line, f"“{aspect}” is not an aspect; use one of: {', '.join(Aspect.values)}.")
        if not words:
            faults.add(line, f"The section “{heading}” is empty.")
        for fault in markup.article_faults(words):
            faults.add(body_line + fault.line - 1, fault.message)
        found.append(({"heading": heading, "aspect": aspect, "body": words}, body_line))
    if not found:
        faults.add(first_line, "The article has no section.")
    return found


def _match_citations(sections, sources, faults):
    known = {source.get("key") for source, _line in sources}
    cited = set()
    for section, body_line in sections:
        for line, key in grammar.citations(section["body"]):
            cited.add(key)
            if key not in known:
                faults.add(body_line + line - 1, f"“[{key}]” is cited, and no source has this key.")
    for source, line in sources:
        if source.get("key") and source["key"] not in cited:
            faults.add(line, f"No section cites the source “{source['key']}”.")


def _content(values, sources, sections):
    return {
        **{field.name: _packed(values, field) for field in PACKED},
        "sections": sections,
        "sources": [{field.name: _packed(source, field) for field in SOURCE_FIELDS} for source in sources],
    }


def _packed(values: dict[str, Any], field: Field | RowField) -> Any:
    """As the document has it: null and what is not there are the default."""
    value = values.get(field.name)
    if value is None:
        return field.empty()
    return value.isoformat() if isinstance(value, date) else value
