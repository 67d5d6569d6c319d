"""Extract the text of a document, block by block, for the checks that search for words."""

import re
from functools import lru_cache

from ..documents import Document, all_blocks
from ..markdown import rendering
from ..markdown.grammar import CACHED_BODIES
from ..markdown.unicode_safety import as_read

SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
# The full stop of an abbreviation doesn't end a sentence.
ABBREVIATION = re.compile(r"\b(e\.g|i\.e|St|Dr|Mrs?|Ms|vs|approx)\.")
# What people type into a required field that they have no value for.
PLACEHOLDERS = {"na", "nil", "no", "none", "unknown", "anonymous", "tba", "tbc", "tbd", "xxx"}


@lru_cache(maxsize=CACHED_BODIES)
def blocks_of(body: str) -> tuple[str, ...]:
    """Plain text of each block of a body, with look-alike characters normalised. Cached."""
    return tuple(block for block in map(as_read, rendering.blocks(body)) if block)


def all_words(document: Document) -> list[tuple[str, str]]:
    """(where, block) of all text on the page: headings first, then title, paragraphs and list items."""
    texts = [("title", document["title"]), *all_blocks(document)]
    headings = [(section["heading"], as_read(section["heading"])) for section in document["sections"]]
    return [*headings, *((where, block) for where, text in texts for block in blocks_of(text))]


def sentences(block: str) -> list[str]:
    """The sentences of a block, in order. Abbreviations lose their full stops."""
    return SENTENCE_END.split(ABBREVIATION.sub(lambda found: found[1].replace(".", ""), block))


def says_something(text: str) -> bool:
    """Whether a field has a real value: a letter or a digit, and not a placeholder such as “n/a”."""
    said = re.sub(r"[\W_]+", "", as_read(text)).casefold()
    return said != "" and said not in PLACEHOLDERS
