"""Read a body as words: plain text for search and checks, and lines for a comparison."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from markdown_it.token import Token

from . import inline
from .blocks import BLOCKS
from .blocks.block import Reader, Tokens, closing_place
from .grammar import CACHED_BODIES, drawn_tokens

WORDS = {type_name: words for block in BLOCKS for type_name, words in block.words.items()}


@lru_cache(maxsize=CACHED_BODIES)
def blocks(body: str) -> tuple[str, ...]:
    """Plain text of each heading, callout's title, paragraph, item, row of a table and picture. Cached.

    Without markup and citations; a row is "Header: cell; Header: cell". A statement is its name alone here, so it has
    no words.
    """
    return tuple(_read(body, inline.plain, has_marks=False))


def plain(
    body: str, *, statements: Mapping[str, str] | None = None, alternatives: Mapping[str, str] | None = None
) -> str:
    """Plain text of a body, one block on each line.

    `statements`: the text of each by its name. `alternatives`: the library's text alternative of each picture.
    """
    if not statements and not alternatives:
        return "\n".join(blocks(body))
    return "\n".join(
        _read(body, inline.plain, has_marks=False, statements=statements or {}, alternatives=alternatives or {})
    )


def compared_lines(body: str) -> list[str]:
    """The lines of a body as a comparison shows them: with citations, targets of links, marks of items."""
    return [line for words in _read(body, inline.marked, has_marks=True) for line in words.split("\n") if line.strip()]


def _read(
    body: str, read_inline: Callable[[Token], str], *, has_marks: bool, **mappings: Mapping[str, str]
) -> Iterator[str]:
    def within(tokens: Tokens) -> Iterator[str]:
        place = 0
        while place < len(tokens):
            token = tokens[place]
            if token.type in WORDS:
                end = closing_place(tokens, place)
                yield from WORDS[token.type](tokens[place : end + 1], reader)
                place = end
            elif token.type == "inline":
                yield reader.inline(token)
            place += 1

    reader = Reader(inline=read_inline, within=within, has_marks=has_marks, **mappings)
    return (words for words in within(drawn_tokens(body)) if words)
