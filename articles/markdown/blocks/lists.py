"""Define lists: two levels, items of several lines, steps that keep their numbers."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import list_block as commonmark_list
from markdown_it.token import Token

from .block import Block, Fault, Reader, Tokens, line_of

OPENING, CLOSING = ("bullet_list_open", "ordered_list_open"), ("bullet_list_close", "ordered_list_close")
MARKS = {"-", "."}  # Of “- item” and “1. item”. A star often marks a footnote.
MOST_LEVELS = 2
INDENT = 2  # Spaces, at least, before a further line of an item.
# “1986. A great year” begins a sentence: no list on a page about health has a hundred steps.
YEAR = re.compile(r"\d{3,}[.)]")


def _rule(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    start = state.bMarks[start_line] + state.tShift[start_line]
    if YEAR.match(state.src, start, state.eMarks[start_line]):
        return False
    return commonmark_list(state, start_line, end_line, silent)


def _words(tokens: Tokens, reader: Reader) -> Iterator[str]:
    """The item's words, with its mark where marks are shown."""
    item = tokens[0]
    mark = "" if not reader.has_marks else f"{item.info}. " if item.info else "• "
    for words in reader.within(tokens[1:-1]):
        yield mark + words
        mark = ""


def _faults(tokens: Tokens) -> Iterator[Fault]:
    depth = 0
    for token in tokens:
        if token.type in OPENING:
            depth += 1
            if depth > MOST_LEVELS:
                yield Fault(line_of(token), _("A list has two levels at most: make this a list of its own."))
            if token.markup not in MARKS:
                yield Fault(
                    line_of(token), _("A list item begins with “- ” or “1. ”; a star that marks a note is \\*.")
                )
        depth -= token.type in CLOSING
    yield from _wrong_numbers(tokens)


def _wrong_numbers(tokens: Tokens) -> Iterator[Fault]:
    """Numbers that pages would show otherwise. All “1.” is a way to let them be counted.

    The first list of a text begins at 1; a later one may go on from the list before it.
    """
    lists: list[list[Token]] = []
    last = 0
    for token in tokens:
        if token.type in OPENING:
            lists.append([])
        elif token.type == "list_item_open" and token.info:
            lists[-1].append(token)
        elif token.type in CLOSING:
            items = lists.pop()
            if items:
                yield from _wrong_in(items, goes_on_from=last)
                last = int(items[0].info) + len(items) - 1


def _wrong_in(items: list[Token], *, goes_on_from: int) -> Iterator[Fault]:
    first = int(items[0].info)
    if first not in {1, goes_on_from + 1}:
        words = _(
            "A numbered list begins with “1.” or goes on from the one before it. A number that begins a sentence is "
            "written “%(number)s\\.”."
        )
        yield Fault(line_of(items[0]), words % {"number": items[0].info})
    is_counted = all(item.info == items[0].info for item in items)
    for place, item in enumerate(items):
        if not is_counted and int(item.info) != first + place:
            words = _("Readers see this step as number %(number)d: write “%(number)d.”.")
            yield Fault(line_of(item), words % {"number": first + place})


def stray_lines(tokens: Tokens, lines: list[str]) -> Iterator[Fault]:
    """Lines that CommonMark joins to an item although they look as if they stood after it."""
    marks: list[int] = []  # Columns of the marks of the items that are open.
    for token in tokens:
        if token.type == "list_item_open" and token.map:
            marks.append(_indent(lines[token.map[0]]))
        elif token.type == "list_item_close":
            marks.pop()
        elif token.type == "inline" and marks and token.map:
            for number in range(token.map[0] + 1, token.map[1]):
                if _indent(lines[number]) < marks[-1] + INDENT:
                    yield Fault(
                        number + 1,
                        _("Indent this line further if it belongs to the item above it; else leave an empty line."),
                    )


def _indent(line: str) -> int:
    whole = line.expandtabs(4)  # As CommonMark counts a tab.
    return len(whole) - len(whole.lstrip())


BLOCK = Block(
    name="list",
    label=gettext_lazy("a list"),
    rule=_rule,
    ends=("paragraph", "reference", "blockquote"),
    replaces_a_rule=True,
    words={"list_item_open": _words},
    faults=_faults,
    holds=("paragraph", "list"),
)
