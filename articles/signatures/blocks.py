"""Split a document into blocks, each with its canonical form: all that a clinician's signature vouches for."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Any

from django.utils.translation import gettext as _
from markdown_it.token import Token

from ..markdown.grammar import drawn_tokens
from ..models import Aspect
from ..schema.definition import ARTICLE, Document
from .canonical import canonical

# No clinician's word rests on these. Every other field counts, also one that is added later.
HARMLESS = {"slug", "topics", "poll", "reviewed_on", "facts_checked_on", "review_due_on"}
CRISIS_TAGS = {"depression", "suicide-risk"}  # Each brings the help lines onto the page.
LABEL = re.compile(r"(\*\*|__)(?:(?!\1).)+?(?::\s*\1|\1\s*:)")  # “**Risk:**”, which checks read, is no mere bold.
BOLD = {"strong_open", "strong_close"}
MARK = "\0"  # No text holds it: it begins a line of a form that isn't text.


@dataclass(frozen=True)
class Block:
    """A value of a field; of a section its heading with its aspect, and each paragraph, list, table or callout."""

    field: str
    place: str
    form: str  # A line for each word, mark and piece of structure.
    value: Any  # To be shown. A part of a body is Markdown.


def blocks_of(document: Document, names: Mapping[str, str]) -> Iterator[Block]:
    """In reading order, sources in one of their own. `names` gives another key by which a citation's key counts."""
    for field in ARTICLE:
        value = document[field.name]
        if field.name in PARTS:
            yield from PARTS[field.name](value, names)
        elif field.name not in HARMLESS:
            for one in value if isinstance(value, list) else [value]:
                words = canonical(one) if isinstance(one, str) else [json.dumps(one, sort_keys=True)]
                yield Block(field.name, str(field.label), _form(field.name, *words), one)


def content_of(source: Document) -> str:
    """The form of a source, whatever its key and whenever it was read."""
    return _form("source", json.dumps({**source, "key": "", "accessed_on": ""}, sort_keys=True))


def _form(kind: str, *lines: str) -> str:
    return "\n".join([f"{MARK}{kind}", *lines])


def _tags(tags: list[str], _names: Mapping[str, str]) -> Iterator[Block]:
    for tag in sorted(CRISIS_TAGS.intersection(tags)):
        yield Block("tags", _("tags that bring the help lines"), _form("tag", tag), tag)


def _sources(sources: list[Document], _names: Mapping[str, str]) -> Iterator[Block]:
    for source in sorted(sources, key=content_of):
        yield Block("sources", _("source [%(key)s]") % {"key": source["key"]}, content_of(source), source)


def _sections(sections: list[Document], names: Mapping[str, str]) -> Iterator[Block]:
    for section in sections:
        place, aspect = section["heading"], section["aspect"]
        shown = f"{place} ({Aspect(aspect).label if aspect in Aspect.values else aspect})"
        yield Block("heading", place, _form("heading", MARK + aspect, *canonical(place)), shown)
        for form, markdown in _body(section["body"], tuple(names.items())):
            yield Block("sections", place, form, markdown)


PARTS: dict[str, Callable[[Any, Mapping[str, str]], Iterator[Block]]] = {
    "tags": _tags,
    "sections": _sections,
    "sources": _sources,
}


@lru_cache(maxsize=256)
def _body(body: str, names: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    """(form, Markdown) of each block of a body."""
    tokens = drawn_tokens(body)
    ends = [place for place, depth in enumerate(accumulate(token.nesting for token in tokens), start=1) if depth == 0]
    groups = [tokens[low:high] for low, high in pairwise([0, *ends])]
    lines = body.split("\n")
    starts = [*((group[0].map or [0])[0] for group in groups), len(lines)]
    forms = (_form("block", *(line for token in group for line in _lines(token, dict(names)))) for group in groups)
    return list(zip(forms, ("\n".join(lines[low:high]).strip("\n") for low, high in pairwise(starts)), strict=True))


def _lines(token: Token, names: dict[str, str]) -> Iterator[str]:
    if token.type != "inline":
        yield _said(token)
        return
    if LABEL.match(token.content):
        yield f"{MARK}label"
    text = ""
    for child in token.children or []:
        if child.type in {"text", "text_special", "softbreak"}:
            text += child.content or " " * (child.type == "softbreak")
        elif child.type not in BOLD:
            yield from canonical(text)
            text = ""
            key = child.meta["words"][0] if child.type == "citation" else ""
            yield f"{MARK}[{names.get(key, key)}]" if key else _said(child)
    yield from canonical(text)


def _said(token: Token) -> str:
    """All that a token says besides where it stands and how it was typed."""
    said = [token.type, token.tag, token.attrs, token.meta, token.content, token.info]
    return MARK + json.dumps(said, default=str, sort_keys=True)
