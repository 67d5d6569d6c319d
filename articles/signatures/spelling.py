"""Decide whether one word in place of another is no more than a mended spelling."""

import lzma
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import groupby
from string import ascii_lowercase

from .quantities import MONTHS, NUMBER_WORDS, PARTS, PERIODS, SCALES, UNITS
from .tables import TABLES

SHORTEST = 5  # Letters: shorter words have too many neighbours (“nto” is “not” and “now”).
# What makes a word its opposite, and how many letters of a word must follow: “a” is a prefix in “atypical”, not in
# “about”.
PREFIXES = {"a": 6} | dict.fromkeys((
    "un", "in", "im", "ir", "il", "non", "dis", "de", "mis", "hypo", "hyper", "over", "under", "anti", "ante", "pre",
    "pro", "post", "ab", "ad", "inter", "intra", "up", "down",
), 4)  # fmt: skip
DENYING = (
    "never", "nothing", "nobody", "nowhere", "neither", "none", "cannot", "without", "except", "hardly", "barely",
    "scarcely", "rarely", "seldom", "avoid", "avoids", "avoided", "avoiding", "refuse", "refrain", "stop", "stops",
)  # fmt: skip
HOW_OFTEN = ("always", "often", "sometimes", "once", "twice", "every", "other", "another", "annual", "annually")
# Nobody mends one of these, or a word one edit away, under a signature.
GUARDED = frozenset(
    word.lower()
    for words in (NUMBER_WORDS, PARTS, SCALES, UNITS, PERIODS, PERIODS.values(), MONTHS, DENYING, HOW_OFTEN)
    for word in words
) | frozenset(f"{part}s" for part in PARTS)
VOWELS = frozenset("aeiouy")
FAR, NEAR = 2, 1  # Nearer are a doubled letter, two letters that changed places, and a vowel for a vowel.


def is_mended(old: str, new: str, is_medicine_word: Callable[[str], bool]) -> bool:
    """Whether `old`, which is no word, can only have been meant for `new`, and neither is a word that must be sure.

    Both are in small letters. The dictionary is english_words.txt.xz; it holds words of five letters or more.
    """
    if not (min(len(old), len(new)) >= SHORTEST and _are_letters(old + new) and is_word(new) and not is_word(old)):
        return False
    known = _neighbours(old)
    nearest = [word for word, distance in known.items() if distance == min(known.values())]
    if nearest != [new] or any(map(_has_prefix, {new, *known, *_neighbours(new)})):
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


def _are_letters(word: str) -> bool:
    return word.isascii() and word.isalpha() and word.islower()


def _has_prefix(word: str) -> bool:
    """Whether the word without its prefix is one too, and may be the opposite: “unsafe”, “hypertension”."""
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
        beside = {head[-1:], tail[:1]}
        for letter in ascii_lowercase:
            yield head + letter + tail, NEAR if letter in beside else FAR
        if tail:
            yield head + tail[1:], NEAR if tail[0] in {head[-1:], tail[1:2]} else FAR
            for letter in ascii_lowercase:
                yield head + letter + tail[1:], NEAR if {letter, tail[0]} <= VOWELS else FAR
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:], NEAR
