"""Find names in a text: a tree of folded words, walked from each word of the text; time is linear in the text."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ..markdown.unicode_safety import AS_READ, INVISIBLE

# What may stand inside a word without parting it: marks that nobody sees, accents apart from their letter, apostrophes.
INNER = "".join(map(chr, INVISIBLE)) + "\u0300-\u036f'’‘ʼ`´"
WORD = re.compile(rf"[^\W_]++(?:[{INNER}]++[^\W_]++)*+")
HYPHENS = "-\u2010\u2011\u2012\u2013\u2212"
# Between two words of one name: “St. John's wort”, “serotonin–norepinephrine”, a line's end, but no empty line.
SPACE = r"[^\S\n]{0,3}\n?[^\S\n]{0,3}"
GAP = re.compile(rf"\.?{SPACE}(?:[{HYPHENS}/]{SPACE})?")
HYPHEN = re.compile(rf"[{HYPHENS}][{''.join(map(chr, INVISIBLE))}]*\n?")
# A word, and the next one where a hyphen joins them. It never fails after a word: that would read a long one again.
PAIR = re.compile(rf"({WORD.pattern})(?:(?={HYPHEN.pattern}({WORD.pattern}))|)")
APOSTROPHES = str.maketrans("", "", "'’‘ʼ`´")
SIBILANTS = ("s", "x", "z", "ch", "sh")
MIDDLE_OF_SENTENCE = re.compile(r"(?:[a-z0-9,;)]|\b[A-Z]{2,})\s+[\"'“‘(]?$")


class Kind(StrEnum):
    SUBSTANCE = "substance"
    TRADE_NAME = "trade name"
    CLASS = "class"


@dataclass(frozen=True)
class Name:
    """What one name means. `classes`: the closest first; `only_as`: its exact spelling, or empty."""

    kind: Kind
    substances: frozenset[str]
    classes: tuple[str, ...]
    only_as: str = ""


@dataclass(frozen=True)
class Mention:
    """A name in a text, at [start, end). `class_line`: its class, then each one around it."""

    start: int
    end: int
    words: str  # As they are written.
    substances: frozenset[str]
    class_line: tuple[str, ...]
    kind: Kind

    @property
    def classes(self) -> frozenset[str]:
        return frozenset(self.class_line)


def folded(text: str) -> list[str]:
    """The words of a text or a name: small letters without accents, apostrophes and invisible marks."""
    return [_fold(word) for word in WORD.findall(text)]


def _fold(word: str) -> str:
    if word.isascii() and word.isalnum():  # Nearly all words of nearly all texts.
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.translate(AS_READ))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(APOSTROPHES).casefold()


class NameTree:
    """Holds names by their words. The last word is found in the plural and with a possessive s, too."""

    def __init__(self) -> None:
        self.root: dict[str, Any] = {}  # Word -> tree of what may follow; None -> the Name that ends here.

    def add(self, name: str, meaning: Name) -> None:
        """The first meaning of a name stays."""
        *before, last = folded(name)
        node = self.root
        for word in before:
            node = node.setdefault(word, {})
        endings = ("", "s", "es") if last.endswith(SIBILANTS) else ("", "s")
        for ending in endings:
            node.setdefault(last + ending, {}).setdefault(None, meaning)

    def find(self, text: str) -> Iterator[tuple[int, int, Name]]:
        """Yield (start, end, meaning) of the longest name at each place, in order, without overlaps."""
        starts = self._words_that_begin_names(text)
        after = 0
        for found in WORD.finditer(text) if starts else ():
            if found[0] in starts and found.start() >= after:
                end, meaning = self._longest(text, found)
                if meaning is not None:
                    after = end
                    yield found.start(), end, meaning

    def _words_that_begin_names(self, text: str) -> set[str]:
        """As the text has them. Most texts have few, and folding each word once is cheaper than walking from each."""
        pairs = set(PAIR.findall(text))
        return {word for word, joined in pairs if _fold(word) in self.root or _fold(word + joined) in self.root}

    def _longest(self, text: str, first: re.Match[str]) -> tuple[int, Name | None]:
        """(end, meaning) of the longest name that begins with this word; meaning None without one."""
        best: tuple[int, Name | None] = (first.end(), None)
        walks = [(self.root, first)]
        while walks:
            node, word = walks.pop()
            for folded_word, last in _readings(text, word):
                following = node.get(folded_word, {})
                meaning = following.get(None)
                is_longer = best[1] is None or last.end() > best[0]
                if meaning is not None and is_longer and _is_meant(text, first.start(), last.end(), meaning):
                    best = last.end(), meaning
                after = _next(text, last, GAP) if following else None
                if after is not None:
                    walks.append((following, after))
        return best


def _readings(text: str, word: re.Match[str]) -> Iterator[tuple[str, re.Match[str]]]:
    """(folded, its last part): the word, and with the next one where a hyphen joins them, as in “anti-depressant”."""
    yield _fold(word[0]), word
    second = _next(text, word, HYPHEN)
    if second is not None:
        yield _fold(word[0] + second[0]), second


def _next(text: str, word: re.Match[str], gap: re.Pattern[str]) -> re.Match[str] | None:
    """The next word, where nothing but the gap is between."""
    between = gap.match(text, word.end())
    return WORD.match(text, between.end()) if between else None


def _is_meant(text: str, start: int, end: int, meaning: Name) -> bool:
    """A name that is also a common word counts as it is spelled, where no sentence or title begins."""
    if not meaning.only_as:
        return True
    return text[start:end] == meaning.only_as and bool(MIDDLE_OF_SENTENCE.search(text[max(start - 8, 0) : start]))
