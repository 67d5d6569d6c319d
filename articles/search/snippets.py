"""Cut the passage of a text that tells most of what was asked, for a template to render. No HTML is made here."""

import re
from collections.abc import Set
from itertools import islice

from .folding import Word, words_with

LONGEST = 220  # Characters of a passage, without the words that it cuts.
BEFORE = 50  # Characters before the first match.
MOST_MATCHES = 60  # That are compared; a page that has more begins with those.
ELLIPSIS = "…"
# The end of a line without punctuation, such as a heading or a list item: it needs a separator from the next line.
END_OF_A_HEADING = re.compile(r"(?<![.?!:…\s])\n+")
Fragments = list[tuple[str, bool]]


def fragments(text: str, terms: Set[str]) -> Fragments:
    """(words, is it a match), in order, of the best passage; of the beginning where nothing matches."""
    matches = _matches(text, terms)
    first = _best_start(matches, terms) if matches else 0
    start = _word_boundary(text, first - BEFORE)
    end = _word_boundary(text, start + LONGEST, after=True)
    pieces: Fragments = [(ELLIPSIS, False)] if start else []
    for match in matches:
        if start <= match.start and match.end <= end:
            pieces += [(text[start : match.start], False), (text[match.start : match.end], True)]
            start = match.end
    pieces += [(text[start:end], False), (ELLIPSIS if end < len(text) else "", False)]
    return [(END_OF_A_HEADING.sub(" · ", words).replace("\n", " "), is_match) for words, is_match in pieces if words]


def _matches(text: str, terms: Set[str]) -> list[Word]:
    """The first MOST_MATCHES; of a single term only those near the first, from where its passage is cut."""
    found: list[Word] = []
    for match in islice(words_with(text, terms), MOST_MATCHES if terms else 0):
        if len(terms) == 1 and found and match.start > found[0].start + 2 * LONGEST:
            break
        found.append(match)
    return found


def _best_start(matches: list[Word], terms: Set[str]) -> int:
    """Where the passage begins that holds most of the terms; of several, the first."""
    best, most = matches[0].start, 0
    for place, match in enumerate(matches):
        held: set[str] = set()
        for other in matches[place:]:
            if other.end > match.start + LONGEST - BEFORE:
                break
            held.update(each for each in other.terms if each in terms)
        if len(held) > most:
            best, most = match.start, len(held)
    return best


def _word_boundary(text: str, place: int, *, after: bool = False) -> int:
    if place <= 0 or place >= len(text):
        return min(max(place, 0), len(text))
    found = text.find(" ", place) if after else text.rfind(" ", 0, place)
    return (len(text) if after else 0) if found < 0 else found + (not after)
