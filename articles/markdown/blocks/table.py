"""Define tables: rows of cells between “|”, with a header row and a first column that names each row.

    | Medicine   | Dose  |
    |------------|-------|
    | sertraline | 50 mg |

`::: table Caption` before it and `:::` after it give it a caption. An own rule instead of markdown-it's, which drops
the cells that a row has too many.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markdown_it.rules_block import StateBlock

from ..inline import plain
from .block import Block, Fault, Reader, Tokens, closing_place, fence, holds_only, line_of, push_words

DELIMITER = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?")
# Between two cells. A backslash before it makes it a part of the words.
BORDER = re.compile(r"(?<!\\)\|")
MOST_COLUMNS = 8
WITHOUT_SCROLLING = 2  # Columns that fit the narrowest screen.


def is_delimiter(line: str) -> bool:
    """Whether the line was meant to part a table's header from its rows."""
    return "|" in line and DELIMITER.fullmatch(line.strip()) is not None


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return [cell.replace("\\|", "|").strip() for cell in BORDER.split(inner)]


def _rule(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    if start_line + 1 >= end_line or state.sCount[start_line + 1] < state.blkIndent:
        return False
    delimiter = _line(state, start_line + 1)
    if not is_delimiter(delimiter) or "|" not in _line(state, start_line):
        return False
    header = _cells(_line(state, start_line))
    if len(header) != len(_cells(delimiter)) or len(header) > MOST_COLUMNS:
        return False
    if not silent:
        state.line = _push_table(state, header, start_line, end_line)
    return True


def _push_table(state: StateBlock, header: list[str], start_line: int, end_line: int) -> int:
    """Push the tokens of the table, and return the number of the line after it."""
    opened = state.push("table_open", "table", 1)
    state.push("thead_open", "thead", 1)
    _push_row(state, header, start_line, columns=len(header), is_header=True)
    state.push("thead_close", "thead", -1)
    line = start_line + 2
    state.push("tbody_open", "tbody", 1)
    while line < end_line and state.sCount[line] >= state.blkIndent and "|" in _line(state, line):
        _push_row(state, _cells(_line(state, line)), line, columns=len(header), is_header=False)
        line += 1
    state.push("tbody_close", "tbody", -1)
    state.push("table_close", "table", -1)
    opened.map, opened.meta = [start_line, line], {"columns": len(header)}
    return line


def _push_row(state: StateBlock, cells: list[str], line: int, *, columns: int, is_header: bool) -> None:
    """Cells that are too many stay in the last one, so that no words are lost. An empty corner names nothing."""
    row = state.push("tr_open", "tr", 1)
    row.map, row.meta = [line, line + 1], {"cells": len(cells), "columns": columns}
    kept = [*cells[: columns - 1], " | ".join(cells[columns - 1 :])]
    for place, words in enumerate([*kept, *[""] * (columns - len(kept))]):
        scope = "col" if is_header and (words or place) else "row" if place == 0 and not is_header else ""
        push_words(state, "th" if scope else "td", "th" if scope else "td", words, line)
        if scope:
            state.tokens[-3].attrs = {"scope": scope}
    state.push("tr_close", "tr", -1)


def _captioned(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A fence whose words become the caption of the table in it."""
    first = len(state.tokens)
    if not FENCE(state, start_line, end_line, silent):
        return False
    words, table = state.tokens[first + 1 : first + CAPTION], state.tokens[first + CAPTION :][:1]
    if words and table[0].type == "table_open":
        state.tokens[first + 1 : first + CAPTION + 1] = [*table, *words]
    return True


FENCE = fence("captioned", ["table"], takes_words=True)
CAPTION = 4  # Tokens before the table: the fence's opening, and the three of its words.


def _open_html(tokens: Tokens, place: int, _env: Any) -> str:
    """A table that may be too wide for a small screen scrolls in a region, which the keyboard reaches by its name."""
    if tokens[place].meta["columns"] <= WITHOUT_SCROLLING:
        return '<div class="table">\n<table>\n'
    # The first row names the table that has no caption.
    end = next(at for at in range(place, len(tokens)) if tokens[at].type in {"captioned_words_close", "tr_close"})
    names = [plain(token) for token in tokens[place:end] if token.type == "inline"]
    label = ", ".join(name for name in names if name)
    return format_html('<div class="table table-wide" role="region" tabindex="0" aria-label="{}">\n<table>\n', label)


def _faults(tokens: Tokens) -> Iterator[Fault]:
    is_header = False
    for place, token in enumerate(tokens):
        if token.type in {"thead_open", "tbody_open"}:
            is_header = token.type == "thead_open"
        if token.type == "tr_open":
            yield from _faults_of_row(tokens, place, is_header=is_header)
        elif token.type == "tbody_open" and tokens[place + 1].type == "tbody_close":
            yield Fault(line_of(tokens[place - 2]), _("This table has only a header: add its rows."))
        elif token.type == "captioned_open" and not holds_only(tokens, place, {"table_open"}):
            yield Fault(line_of(token), _("“::: table …” holds one table, which begins on the next line."))


def _faults_of_row(tokens: Tokens, place: int, *, is_header: bool) -> Iterator[Fault]:
    row, line = tokens[place], line_of(tokens[place])
    cells = [token.content for token in tokens[place : closing_place(tokens, place)] if token.type == "inline"]
    if row.meta["cells"] != row.meta["columns"]:
        words = _("This row has %(cells)d cells, its table %(columns)d columns. “|” among words is written “\\|”.")
        yield Fault(line, words % row.meta)
    elif is_header and not all(cells[1:]):
        yield Fault(line, _("Each column but the first needs a name in the table's first row."))
    elif not is_header and not cells[0]:
        yield Fault(line, _("The first cell of a row says what the row is about: fill it in."))


def _words(tokens: Tokens, reader: Reader) -> Iterator[str]:
    """The caption, then each row as "Header: cell; Header: cell", so that a figure keeps its meaning."""
    header: list[str] = []
    row: list[str] = []
    for token in tokens:
        if token.type == "inline":
            row.append(reader.inline(token).replace("\n", " ").strip())
        elif token.type == "captioned_words_close":
            yield row.pop()
        elif token.type == "tr_close":
            if header:
                named = zip(header, row, strict=True)
                yield "; ".join(f"{name}: {cell}" if name else cell for name, cell in named if cell)
            header, row = header or row, []


BLOCK = Block(
    name="table",
    label=gettext_lazy("a table"),
    rule=_rule,
    html={"table_open": _open_html, "table_close": lambda _tokens, _place, _env: "</table>\n</div>\n"},
    words={"table_open": _words},
    faults=_faults,
    ends=("paragraph",),
)
CAPTIONED = Block(
    name="captioned",
    label=gettext_lazy("a table with a caption"),
    rule=_captioned,
    html={
        "captioned_open": lambda _tokens, _place, _env: "",
        "captioned_close": lambda _tokens, _place, _env: "",
        "captioned_words_open": lambda _tokens, _place, _env: "<caption>",
        "captioned_words_close": lambda _tokens, _place, _env: "</caption>\n",
    },
    holds=("table",),
    fence_names=("table …",),
)


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]
