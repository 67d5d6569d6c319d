"""A snippet as pieces that a template can draw: (words, is it a match). No HTML is made here."""

from __future__ import annotations

import re

# Control characters, which no text of an edition holds.
MATCH_BEGINS, MATCH_ENDS = "\x02", "\x03"
ELLIPSIS = "…"
# A heading or a point of a list, which would run on into what follows it.
END_OF_A_HEADING = re.compile(r"(?<![.?!:…])\n")


def fragments(snippet: str) -> list[tuple[str, bool]]:
    pieces: list[tuple[str, bool]] = []
    lines = END_OF_A_HEADING.sub(" · ", snippet).replace("\n", " ")
    for number, part in enumerate(lines.split(MATCH_BEGINS)):
        match, ends, rest = part.partition(MATCH_ENDS) if number else ("", "", part)
        pieces += [(match, True)] if ends else []
        pieces += [(rest if ends or not number else part, False)]
    return [(words, is_match) for words, is_match in pieces if words]
