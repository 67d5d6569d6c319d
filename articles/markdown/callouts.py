"""Define the callouts of a body (`::: call-now`, text, `:::`): their titles, and the block rule that parses them.

Why this form: docs/decisions/small-markdown-grammar.md.
"""

import re

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

# In order of urgency, as the desk offers them. Pages, screen readers, search and comparisons use the title.
TITLES = {
    "call-now": _("Call for help now"),
    "see-a-doctor": _("See a doctor"),
    "warning": _("Take care"),
    "note": _("Good to know"),
}
OPENING = re.compile(r":::[ \t]+([a-z-]+)[ \t]*")
CLOSING = re.compile(r":::[ \t]*")
MARKER = ":::"


def title(name: str) -> str:
    """Return the callout's title in the language of the content, of which it is a part."""
    with translation.override(settings.CONTENT_LANGUAGE):
        return str(TITLES[name])


def add_rule(parser: MarkdownIt) -> MarkdownIt:
    """Add the block rule for callouts, which stand between other blocks, never inside a list or each other."""
    parser.block.ruler.before("list", "callout", _callout, {"alt": ["paragraph", "list"]})
    return parser


def is_marker(line: str) -> bool:
    """Whether the line was meant to open or close a callout."""
    return line.lstrip().startswith(MARKER)


def as_words(line: str) -> str:
    """A line of a body as a comparison shows it: the title for an opening marker, "" for a closing one."""
    opening = OPENING.fullmatch(line)
    if opening and opening[1] in TITLES:
        return f"{title(opening[1])}:"
    return "" if CLOSING.fullmatch(line) else line


def _callout(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    opening = OPENING.fullmatch(_line(state, start_line))
    if opening is None or opening[1] not in TITLES or state.level > 0:
        return False
    closing_line = _closing_line(state, start_line + 1, end_line)
    if closing_line is None:
        return False
    if not silent:
        _push(state, opening[1], start_line, closing_line)
    return True


def _closing_line(state: StateBlock, line: int, end_line: int) -> int | None:
    """Number of the closing line, or None if the text ends or another callout begins first."""
    for number in range(line, end_line):
        words = _line(state, number)
        if CLOSING.fullmatch(words):
            return number
        if is_marker(words):
            return None
    return None


def _push(state: StateBlock, name: str, start_line: int, closing_line: int) -> None:
    is_empty = not any(_line(state, number).strip() for number in range(start_line + 1, closing_line))
    opened = state.push("callout_open", "aside", 1)
    opened.map, opened.meta = [start_line, closing_line], {"name": name, "is_empty": is_empty}
    outer_end, state.lineMax = state.lineMax, closing_line
    state.md.block.tokenize(state, start_line + 1, closing_line)
    state.lineMax = outer_end
    state.push("callout_close", "aside", -1).meta = {"name": name}
    state.line = closing_line + 1


def _line(state: StateBlock, number: int) -> str:
    """The line with its indentation: an indented marker doesn't count."""
    return state.src[state.bMarks[number] : state.eMarks[number]]
