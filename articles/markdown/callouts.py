"""Callouts in a body: `::: call-now`, words, `:::`. What they are called, and the parser rule that finds them.

Why this form: docs/decisions/small-markdown-grammar.md.
"""

import re

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

# In order of urgency, as the desk offers them. The title is drawn, read aloud, searched and compared.
TITLES = {
    "call-now": _("Call for help now"),
    "see-a-doctor": _("See a doctor"),
    "warning": _("Take care"),
    "note": _("Good to know"),
}
OPENING = re.compile(r":::[ \t]+([a-z-]+)[ \t]*")
CLOSING = re.compile(r":::[ \t]*")
MARK = ":::"


def title(name: str) -> str:
    """Return the callout's title in the language of the content, of which it is a part."""
    with translation.override(settings.CONTENT_LANGUAGE):
        return str(TITLES[name])


def teach(parser):
    """Callouts stand between other blocks, never inside a list or each other."""
    parser.block.ruler.before("list", "callout", _callout, {"alt": ["paragraph", "list"]})
    return parser


def is_mark(line: str) -> bool:
    """Whether the line was meant to open or close a callout."""
    return line.lstrip().startswith(MARK)


def as_words(line: str) -> str:
    """A line of a body for people who compare two texts: the title where a callout opens, nothing where it closes."""
    opening = OPENING.fullmatch(line)
    if opening and opening[1] in TITLES:
        return f"{title(opening[1])}:"
    return "" if CLOSING.fullmatch(line) else line


def _callout(state, start_line, end_line, silent):
    opening = OPENING.fullmatch(_line(state, start_line))
    if opening is None or opening[1] not in TITLES or state.level > 0:
        return False
    closing_line = _closing_line(state, start_line + 1, end_line)
    if closing_line is None:
        return False
    if not silent:
        _push(state, opening[1], start_line, closing_line)
    return True


def _closing_line(state, line, end_line):
    """Its number, or None where the text ends or another callout begins before it."""
    for number in range(line, end_line):
        words = _line(state, number)
        if CLOSING.fullmatch(words):
            return number
        if is_mark(words):
            return None
    return None


def _push(state, name, start_line, closing_line):
    is_empty = not any(_line(state, number).strip() for number in range(start_line + 1, closing_line))
    opened = state.push("callout_open", "aside", 1)
    opened.map, opened.meta = [start_line, closing_line], {"name": name, "is_empty": is_empty}
    outer_end, state.lineMax = state.lineMax, closing_line
    state.md.block.tokenize(state, start_line + 1, closing_line)
    state.lineMax = outer_end
    state.push("callout_close", "aside", -1).meta = {"name": name}
    state.line = closing_line + 1


def _line(state, number):
    """As it was typed: an indented mark is no mark."""
    return state.src[state.bMarks[number] : state.eMarks[number]]
