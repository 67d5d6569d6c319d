"""Decide whether one word in place of another is no more than a mended spelling."""

import lzma
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import groupby
from string import ascii_lowercase

from .canonical import NUMBER_WORDS, TABLES, UNITS, table

SHORTEST = 5  # Letters: shorter words have too many neighbours (“nto” is “not” and “now”).
PREFIXES = {prefix: int(least) for prefix, least in table("prefixes.txt")}
NO_OPPOSITES = {word for line in table("no_opposites.txt") for word in line}
GUARDED = {word for line in table("guarded.txt") for word in line} | NUMBER_WORDS.keys() | UNITS.keys()
VOWELS = frozenset("aeiouy")
FAR, NEAR = 2, 1  # Nearer are a doubled letter, two letters that changed places, and a vowel for a vowel.


def is_mended(old: str, new: str, is_medicine_word: Callable[[str], bool]) -> bool:
    """Whether `old`, which is no word, can only have been meant for `new`, and neither is a word that must be sure.

    The dictionary is english_words.txt.xz: small letters, words of four or more.
    """
    if not (min(len(old), len(new)) >= SHORTEST and (old + new).isascii() and is_word(new) and not is_word(old)):
        return False
    known = _neighbours(old)
    nearest = [word for word, distance in known.items() if distance == min(known.values())]
    if not old.isalpha() or nearest != [new] or any(map(_has_prefix, {old, new, *known, *_neighbours(new)})):
        return False
    around = {old, new, *dict(_edits(old)), *dict(_edits(new))}
    return not (new.endswith("less") or around & GUARDED or any(map(is_medicine_word, around)))


@cache
def _shelves() -> dict[str, str]:
    """The dictionary by its words' first two letters: a tenth of the memory that a set of them takes."""
    words = lzma.decompress((TABLES / "english_words.txt.xz").read_bytes()).decode().split()
    return {start: "\n".join(["", *found, ""]) for start, found in groupby(words, key=lambda word: word[:2])}


def is_word(word: str) -> bool:
    return f"\n{word}\n" in _shelves().get(word[:2], "")


def _has_prefix(word: str) -> bool:
    """Whether the word without its prefix is one too, and may be the opposite: “unsafe”, “hypertension”."""
    if word in NO_OPPOSITES:
        return False
    rests = ((word.removeprefix(prefix), least) for prefix, least in PREFIXES.items() if word.startswith(prefix))
    return any(len(rest) >= least and is_word(rest) for rest, least in rests)


@lru_cache(maxsize=1_000)
def _neighbours(word: str) -> dict[str, int]:
    """{word of the dictionary: FAR or NEAR}, those one edit away."""
    found: dict[str, int] = {}
    for other, distance in _edits(word):
        if other != word and found.get(other, FAR) >= distance and is_word(other):
            found[other] = distance
    return found


def _edits(word: str) -> Iterator[tuple[str, int]]:
    """Each string one edit away (Damerau), some more than once, and how far it is."""
    for place in range(len(word) + 1):
        head, tail = word[:place], word[place:]
        for letter in ascii_lowercase:
            yield head + letter + tail, NEAR if letter in {head[-1:], tail[:1]} else FAR
            if tail:
                yield head + letter + tail[1:], NEAR if {letter, tail[0]} <= VOWELS else FAR
        if tail:
            yield head + tail[1:], NEAR if tail[0] in {head[-1:], tail[1:2]} else FAR
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:], NEAR
