"""Split a body into its blocks, each with its canonical form: structure, words, citations and links."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markdown_it.token import Token

from ..markdown.rendering import PARSER
from .tokens import canonical

# Tokens of bold, whose words alone count, and of a paragraph in an item, which white space opens.
BOLD = ("strong_open", "strong_close")
MARK = "\0"  # No text holds it: it begins what isn't text.


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, list, table, callout or the like that stands alone in a body."""

    form: str  # A line for each word, mark and piece of structure.
    markdown: str


def blocks_of(body: str, cited: dict[str, str]) -> list[Block]:
    """The blocks in order. `cited` gives the name by which a citation's key counts."""
    lines = body.split("\n")
    return [
        Block("\n".join(part for token in group for part in _form(token, cited)), _source(group[0], lines))
        for group in _groups(PARSER.parse(body, {}))
    ]


def _groups(tokens: list[Token]) -> Iterator[list[Token]]:
    """The tokens of each block: up to where as many are closed as were opened."""
    group: list[Token] = []
    depth = 0
    for token in tokens:
        group.append(token)
        depth += token.nesting
        if depth == 0:
            yield group
            group = []


def _form(token: Token, cited: dict[str, str]) -> Iterator[str]:
    if token.type != "inline":
        yield _mark(token)
        return
    text = ""
    children = token.children or []
    if _is_label(children):
        yield f"{MARK}label"
    for child in children:
        if child.type in {"text", "text_special", "softbreak"}:
            text += child.content or " "
        elif child.type not in BOLD:
            yield from canonical(text)
            text = ""
            yield from _inline(child, cited)
    yield from canonical(text)


def _inline(token: Token, cited: dict[str, str]) -> Iterator[str]:
    if token.type == "citation":
        (key,) = token.meta["words"]
        yield f"{MARK}[{cited.get(key, key)}]"
    elif token.type == "worded_link":
        words, target = token.meta["words"]
        yield from (f"{MARK}({target})", *canonical(words), f"{MARK}()")
    else:
        yield _mark(token)


def _is_label(children: list[Token]) -> bool:
    """Whether the block begins with bold words and a colon, as “**Risk:**” does, which checks read."""
    said = [child for child in children if child.type != "text" or child.content]
    if not said or said[0].type != "strong_open":
        return False
    end = next(place for place, child in enumerate(said) if child.type == "strong_close")
    after = said[end + 1].content if end + 1 < len(said) else ""
    return said[end - 1].content.rstrip().endswith(":") or after.lstrip().startswith(":")


def _mark(token: Token) -> str:
    """All that a token says besides where it stands and how it was typed."""
    said: list[Any] = [token.type, token.tag, token.attrs, token.meta, token.content, token.info]
    return MARK + json.dumps(said, default=str, sort_keys=True)


def _source(token: Token, lines: list[str]) -> str:
    start, end = token.map or (0, len(lines))
    return "\n".join(lines[start:end]).strip("\n")
