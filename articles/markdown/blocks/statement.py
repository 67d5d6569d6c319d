"""Define statements (`::: statement name`): a line that stands for a text of the register, which many pages carry.

The HTML is a placeholder; rendering.with_statements fills it with the version in force.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markdown_it.rules_block import StateBlock

from ...schema.short_names import PATTERN
from .block import Block, Reader, Tokens, whole_line

LINE = re.compile(rf":::[ \t]+statement[ \t]+({PATTERN})[ \t]*")
PLACEHOLDER = re.compile(rf'<div class="statement" data-statement="({PATTERN})"></div>')


def names(tokens: Tokens) -> list[str]:
    """The statements that the text names, in reading order."""
    return [token.meta["name"] for token in tokens if token.type == "statement"]


def _rule(state: StateBlock, start_line: int, _end_line: int, silent: bool) -> bool:
    named = LINE.fullmatch(whole_line(state, start_line))
    if named is None or state.level > 0:
        return False
    if not silent:
        token = state.push("statement", "", 0)
        token.map, token.meta = [start_line, start_line + 1], {"name": named[1]}
        state.line = start_line + 1
    return True


def _html(tokens: Tokens, place: int, _env: Any) -> str:
    return format_html('<div class="statement" data-statement="{}"></div>\n', tokens[place].meta["name"])


def _words(tokens: Tokens, reader: Reader) -> Iterator[str]:
    name = tokens[0].meta["name"]
    if reader.has_marks:
        yield _("Statement: %(name)s") % {"name": name}
    else:
        yield from reader.statements.get(name, "").split("\n")


BLOCK = Block(
    name="statement",
    label=gettext_lazy("a statement"),
    rule=_rule,
    html={"statement": _html},
    words={"statement": _words},
    is_for_articles=True,
    fence_names=("statement …",),
)
