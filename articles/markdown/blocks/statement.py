"""Define statements (`::: statement name`): a line that stands for a text of the register, which many pages carry.

The HTML is a placeholder; rendering.with_statements fills it with the version in force.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

PATTERN = r"[a-z0-9]+(?:-[a-z0-9]+)*"
LINE = re.compile(rf":::[ \t]+statement[ \t]+({PATTERN})[ \t]*")
PLACEHOLDER = re.compile(rf'<div class="statement" data-statement="({PATTERN})"></div>')


def add_rule(parser: MarkdownIt) -> MarkdownIt:
    parser.block.ruler.before("callout", "statement", _rule, {"alt": ["paragraph", "list"]})
    return parser


def _rule(state: StateBlock, start_line: int, _end_line: int, silent: bool) -> bool:
    named = LINE.fullmatch(state.src[state.bMarks[start_line] : state.eMarks[start_line]])
    if named is None or state.level > 0:
        return False
    if not silent:
        token = state.push("statement", "", 0)
        token.map, token.meta = [start_line, start_line + 1], {"name": named[1]}
        state.line = start_line + 1
    return True
