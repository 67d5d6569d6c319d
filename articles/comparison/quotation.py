"""Find quoted words in an article's text, as readers see it.

A quotation is a TextQuoteSelector of the W3C's Web Annotation Data Model: exact, prefix, suffix. Words alone are
compared, by their letters and digits: punctuation, bold, links and citations may change around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from ..documents import Document, texts_of
from ..markdown import rendering
from ..schema.definition import PLAIN_WORDS

CONTEXT = 60  # Characters of prefix and of suffix.
WORD = re.compile(r"[^\W_]+")
# As a copy of the page has it: beside the word before it, with brackets or, where a style draws them, without.
NUMBER_OF_A_SOURCE = re.compile(r"\[\d+\]|(?<=[^\s\d])\d+(?=[\s.,;:]|$)")
SIGNS = re.compile(r"[^\w\s]*")


@dataclass(frozen=True)
class Quotation:
    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class Place:
    """Where quoted words stand: the name of a plain part or the number of a section, and the text's own words."""

    part: str | int
    quotation: Quotation


class ReadableText:
    """All words of a document in one line, to be searched for quotations."""

    def __init__(self, document: Document) -> None:
        parts: list[tuple[str | int, str]] = [("title", document["title"])]
        parts += [(field.part, text) for field in PLAIN_WORDS for text in texts_of(document, field)]
        sections = [f"{section['heading']}\n{rendering.plain(section['body'])}" for section in document["sections"]]
        self.text = ""
        self.parts: list[tuple[int, str | int]] = []  # (its first character, name)
        parts += enumerate(sections)
        for part, text in parts:
            self.parts.append((len(self.text), part))
            self.text += f"{text}\n"
        self.words = list(WORD.finditer(self.text))
        self.line = _line(word.group() for word in self.words)

    def places(self, quotation: Quotation) -> list[Place]:
        """Where its words stand: of several places, those whose words around are most like its prefix and suffix."""
        readings = (quotation.exact, NUMBER_OF_A_SOURCE.sub(" ", quotation.exact))
        wanted = next((line for line in map(_words_of, readings) if line in self.line), "")
        if not wanted.strip():
            return []
        before, after = (WORD.findall(around.casefold()) for around in (quotation.prefix, quotation.suffix))
        before.reverse()
        found = {}
        for start in _starts(self.line, wanted):
            behind = self.line[max(0, start - 2 * CONTEXT) : start].split()[::-1]
            ahead = self.line[start + len(wanted) :][: 2 * CONTEXT].split()
            found[start] = _alike(before, behind) + _alike(after, ahead)
        most = max(found.values(), default=0)
        return [self._place(start, wanted) for start, likeness in found.items() if likeness == most]

    def _place(self, start: int, wanted: str) -> Place:
        number = self.line.count(" ", 0, start)
        first, last = self.words[number], self.words[number + wanted.count(" ") - 2]
        begin = first.start()
        signs = SIGNS.match(self.text, last.end())
        end = signs.end() if signs else last.end()
        part = next(name for place, name in reversed(self.parts) if place <= begin)
        around = self.text[max(0, begin - CONTEXT) : begin], self.text[end : end + CONTEXT]
        return Place(part, Quotation(self.text[begin:end], *around))


def _line(words: Iterator[str] | list[str]) -> str:
    """The words with a space before and after each."""
    return f" {' '.join(words)} ".casefold()


def _words_of(text: str) -> str:
    return _line(WORD.findall(text))


def _starts(line: str, wanted: str) -> Iterator[int]:
    start = line.find(wanted)
    while start >= 0:
        yield start
        start = line.find(wanted, start + 1)


def _alike(one: list[str], other: list[str]) -> int:
    """How many words both begin with."""
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
