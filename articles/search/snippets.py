"""Split a snippet at its matches, for a template to render. No HTML is made here."""

from __future__ import annotations

import re

# Control characters, which the text of an edition never holds.
MATCH_BEGINS, MATCH_ENDS = "\x02", "\x03"
ELLIPSIS = "…"
# The end of a line without punctuation, such as a heading or a list item: it needs a separator from the next line.
END_OF_A_HEADING = re.compile(r"(?<![.?!:…])\n")


def fragments(snippet: str) -> list[tuple[str, bool]]:
    """(words, is it a match), in order, without empty ones. A match that the snippet cut off counts as plain words."""
    pieces: list[tuple[str, bool]] = []
    lines = END_OF_A_HEADING.sub(" · ", snippet).replace("\n", " ")
    for number, part in enumerate(lines.split(MATCH_BEGINS)):
        match, ends, rest = part.partition(MATCH_ENDS) if number else ("", "", part)
        pieces += [(match, True)] if ends else []
        pieces += [(rest if ends or not number else part, False)]
    return [(words, is_match) for words, is_match in pieces if words]
