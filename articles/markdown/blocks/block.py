"""Define what a block of the grammar is, and the blocks that stand between `::: name` and `:::`."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy
from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from ...schema.definition import Label

MARK = ":::"
OPENING = re.compile(r":::[ \t]+([a-z-]+)((?:[ \t].*)?)")
CLOSING = re.compile(r":::[ \t]*")

Rule: TypeAlias = Callable[[StateBlock, int, int, bool], bool]
Tokens: TypeAlias = Sequence[Token]


@dataclass(frozen=True)
class Fault:
    """One place that breaks the grammar, with a message for the editor that says what to do instead."""

    line: int
    message: str


@dataclass(frozen=True)
class Reader:
    """What a block needs to be read as words. `inline` reads one inline token; `within` the tokens inside a block."""

    inline: Callable[[Token], str]
    within: Callable[[Tokens], Iterator[str]]
    has_marks: bool  # Whether list items get their marks and blocks their names, as a comparison shows them.
    statements: Mapping[str, str] = field(default_factory=dict)  # Plain text of each statement by its name.
    alternatives: Mapping[str, str] = field(default_factory=dict)  # The library's text alternatives, by picture.


Words: TypeAlias = Callable[[Tokens, Reader], Iterator[str]]
Html: TypeAlias = Callable[[Tokens, int, Any], str]  # (tokens, place, environment of the drawing).


@dataclass(frozen=True)
class Block:
    """One block of the grammar. Its tokens are `<name>` or `<name>_open` to `<name>_close`."""

    name: str
    label: Label  # As a fault names it.
    rule: Rule
    html: Mapping[str, Html] = field(default_factory=dict)  # By type of token; others are drawn as tag.
    words: Mapping[str, Words] = field(default_factory=dict)  # By type of token that begins it.
    faults: Callable[[Tokens], Iterable[Fault]] = lambda _tokens: ()
    holds: tuple[str, ...] = ()  # Names of blocks that may stand inside.
    is_for_articles: bool = False  # Notices have none.
    fence_names: tuple[str, ...] = ()  # What may follow “:::”, as an editor types it.
    ends: tuple[str, ...] = ("paragraph", "list")  # Blocks that it ends without an empty line.
    replaces_a_rule: bool = False  # Of CommonMark, with the same name.

    def add_to(self, parser: MarkdownIt) -> None:
        ruler = parser.block.ruler
        options: RuleOptionsType = {"alt": list(self.ends)}
        if self.replaces_a_rule:
            ruler.at(self.name, self.rule, options)
        else:
            ruler.before("list", self.name, self.rule, options)


def line_of(token: Token) -> int:
    """The first line of the block, from 1."""
    return token.map[0] + 1 if token.map else 1


def in_content_language(label: Label) -> str:
    """The words in the language of the content, of which they are a part."""
    with translation.override(settings.CONTENT_LANGUAGE):
        return str(label)


def fence(name: str, names: Iterable[str], *, takes_words: bool) -> Rule:
    """A block rule for `::: name [words]`, inner blocks, `:::`, which stands inside no other block.

    Its opening token has the meta {"name", "words", "is_empty"}.
    """
    known = frozenset(names)

    def rule(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
        opening = OPENING.fullmatch(whole_line(state, start_line))
        if opening is None or opening[1] not in known or state.level > 0:
            return False
        words = opening[2].strip()
        if bool(words) != takes_words:
            return False
        closing_line = _closing_line(state, start_line + 1, end_line)
        if closing_line is None:
            return False
        if not silent:
            is_empty = not any(whole_line(state, line).strip() for line in range(start_line + 1, closing_line))
            meta = {"name": opening[1], "words": words, "is_empty": is_empty}
            _push(state, name, meta, start_line, closing_line)
        return True

    return rule


def push_words(state: StateBlock, name: str, tag: str, words: str, line: int) -> None:
    """Push a block that holds one line of inline text."""
    state.push(f"{name}_open", tag, 1).map = [line, line + 1]
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = words, [line, line + 1], []
    state.push(f"{name}_close", tag, -1)


def whole_line(state: StateBlock, number: int) -> str:
    """The line with its indentation: an indented mark doesn't count."""
    return state.src[state.bMarks[number] : state.eMarks[number]]


def closing_place(tokens: Tokens, start: int) -> int:
    """Place of the token that closes the block; `start` itself for a block of one token."""
    depth = 0
    for place in range(start, len(tokens)):
        depth += tokens[place].nesting
        if depth <= 0:
            return place
    return len(tokens) - 1


def holds_only(tokens: Tokens, start: int, types: Iterable[str]) -> bool:
    """Whether the block that `start` opens holds exactly one block, which begins with one of these types."""
    first = start + 1
    return tokens[first].type in types and tokens[closing_place(tokens, first) + 1].nesting == -1


def _closing_line(state: StateBlock, line: int, end_line: int) -> int | None:
    """Number of the closing line, or None if the text ends or another block begins first."""
    for number in range(line, end_line):
        words = whole_line(state, number)
        if CLOSING.fullmatch(words):
            return number
        if words.lstrip().startswith(MARK):
            return None
    return None


def _push(state: StateBlock, name: str, meta: dict[str, Any], start_line: int, closing_line: int) -> None:
    opened = state.push(f"{name}_open", "", 1)
    opened.map, opened.meta = [start_line, closing_line], meta
    if meta["words"]:
        push_words(state, f"{name}_words", "", meta["words"], start_line)
    outer_end, state.lineMax = state.lineMax, closing_line
    state.md.block.tokenize(state, start_line + 1, closing_line)
    state.lineMax = outer_end
    state.push(f"{name}_close", "", -1).meta = meta
    state.line = closing_line + 1


EMPTY = gettext_lazy("This block is empty.")
