"""Fold words for search: one function for pages and for questions, on both databases, in all scripts."""

import re
import unicodedata
from collections.abc import Iterator, Set
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import snowballstemmer

from ..markdown.unicode_safety import INVISIBLE

CACHED_WORDS = 1 << 16
LONGEST_TERM = 64  # Letters; the rest is cut off.
APOSTROPHES = "'’‘ʼ＇`´"
HYPHENS = "-\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"
# Marks that belong to the letter before them: accents of any script, and the vowels of Indic ones. \w has no marks.
MARKS = "".join(
    chr(code)
    for first, last in ((0x300, 0x3100), (0xA66F, 0xABEE), (0xFB1E, 0xFB1F), (0xFE20, 0xFE30))
    for code in range(first, last)
    if unicodedata.category(chr(code)).startswith("M")
)
UNSEEN = "".join(map(chr, INVISIBLE))
INNER = UNSEEN + MARKS + APOSTROPHES
# A word with its hyphens. An apostrophe at its end is a quotation mark.
WORD = re.compile(rf"[^\W_](?:[{INNER}]*+[{HYPHENS}]?[{INNER}]*+[^\W_])*+[{UNSEEN}{MARKS}]*")
# Accents that people leave out when they type: of Latin, Greek and Cyrillic, Hebrew and Arabic. Marks of kana and of
# Indic scripts make another letter, so they stay.
LEFT_OUT = re.compile("[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]")
DROPPED = INVISIBLE | dict.fromkeys(map(ord, APOSTROPHES)) | dict.fromkeys(range(0xFE00, 0xFE10))
# Letters without a decomposition, and Arabic ones that are typed for each other.
LETTERS = str.maketrans("øłđħıðىةکی", "oldhidيهكي") | {ord("æ"): "ae", ord("œ"): "oe", ord("þ"): "th"}
# Where the parts of a word meet: at hyphens, and between letters and digits, as in 20mg.
SEAM = re.compile(rf"[{HYPHENS}]|(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)")
# Scripts that write no spaces, or join endings to words: searched by pairs of letters.
UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]+"
)
# British spellings become American ones. Where a rule turns an unrelated word into a misspelling, it does so on the
# page and in the question alike.
AMERICAN = {
    re.compile(
        r"(?<=h)ae(?=m)|ae(?=mi[ac])|(?<=p)ae(?=d)|(?<=n)ae(?=c|sth)|^ae(?=ti)|(?<=f)ae(?=c)|(?<=c)ae(?=s)"
        r"|^oe(?=str|so|de)|(?<=f)oe(?=t)|(?<=rrh)oe|(?<=c)oe(?=li)|(?<=pn)oe"
    ): "e",
    re.compile(r"(?<=[a-z]{3})our"): "or",
    re.compile(r"(?<=[a-z]{3})is(?=(?:e[drs]?|ing|ations?|ational)$)"): "iz",
    re.compile(r"(?<=[a-z]{2})ys(?=(?:e[drs]?|ing)$)"): "yz",
    re.compile(r"(?<=[a-z]{2}[bt])re(?=s?$)"): "er",
    re.compile(r"(?<=ogram)me(?=s?$)"): "",
    re.compile(r"ulph"): "ulf",
}
# Left out, so that a whole question finds the same pages as its keywords.
STOP_WORDS_FILE = Path(__file__).with_name("stop_words.txt")
STOP_WORDS = frozenset(STOP_WORDS_FILE.read_text(encoding="utf-8").split())
_stemmer = snowballstemmer.stemmer("english")


class Word(NamedTuple):
    """A word of a text, at [start, end), and the terms that it is found by."""

    start: int
    end: int
    terms: tuple[str, ...]


@lru_cache(CACHED_WORDS)
def folded(text: str) -> str:
    """Without case, accents, apostrophes, invisible marks, ligatures and other forms of the same letters."""
    spread = unicodedata.normalize("NFKD", text.translate(DROPPED))
    bare = LEFT_OUT.sub("", unicodedata.normalize("NFKD", spread.casefold()))
    return unicodedata.normalize("NFC", bare).translate(LETTERS)


def parts(text: str) -> list[str]:
    """The folded words of a text, in order. Hyphens, and the seams of letters and digits, part words."""
    return [part for found in WORD.finditer(text) for part in SEAM.split(folded(found[0])) if part]


@lru_cache(CACHED_WORDS)
def term(part: str) -> str:
    """The stem of a folded word, in American spelling."""
    for pattern, letters in AMERICAN.items() if part.isascii() else ():
        part = pattern.sub(letters, part)
    return _stemmer.stemWord(part)[:LONGEST_TERM]


@lru_cache(CACHED_WORDS)
def terms_of_part(part: str) -> tuple[str, ...]:
    """One stem; of a word in a script without spaces, its pairs of letters."""
    if not UNSPACED.search(part):
        return (term(part),)
    runs = UNSPACED.findall(part)
    pairs = [run[place : place + 2] for run in runs for place in range(max(1, len(run) - 1))]
    return (*pairs, *(term(rest) for rest in UNSPACED.split(part) if rest))


@lru_cache(CACHED_WORDS)
def terms_of_word(word: str) -> tuple[str, ...]:
    """The terms of a word as it is written: of each part, and of all of them joined."""
    of_word = [part for part in SEAM.split(folded(word)) if part]
    joined = [term("".join(of_word))] if len(of_word) > 1 else []
    return (*(each for part in of_word for each in terms_of_part(part)), *joined)


def words_in(text: str) -> Iterator[Word]:
    """The words of a text, in order, with their places."""
    for found in WORD.finditer(text):
        yield Word(found.start(), found.end(), terms_of_word(found[0]))


def words_with(text: str, terms: Set[str]) -> Iterator[Word]:
    """Words that have one of the terms, or the part of a word that has it. Reads only what begins as a term does."""
    begins, place = _beginnings(frozenset(terms)), 0
    while first := begins.search(text, place):
        found = WORD.match(text, first.start())
        place = found.end() if found else first.end()
        if found and not terms.isdisjoint(of_word := terms_of_word(found[0])):
            yield Word(found.start(), place, of_word)


@lru_cache(256)
def _beginnings(terms: frozenset[str]) -> re.Pattern[str]:
    """Where a word may have one of the terms: after no letter, its first two letters; or any that folding changes.

    It begins with all the characters that count, so a search skips the others several times as fast.
    """
    changed = "\\x80-\U0010ffff"
    first = sorted({each[:2] for each in terms})
    letters = "".join(f"{each[0]}{each[0].upper()}" for each in first)
    starts = [rf"|(?<=[{each[0]}{each[0].upper()}]){_second(each[1:], changed)}" for each in first]
    return re.compile(
        rf"[{letters}0-9{changed}](?:(?<![^\W\d_].)(?:(?<=[{changed}]){''.join(starts)})"
        rf"|(?<=\d)(?<!\d.)|(?<={UNSPACED.pattern[:-1]}))"
    )


def _second(letter: str, changed: str) -> str:
    return f"[{letter}{letter.upper()}{changed}'`-]" if letter else ""
