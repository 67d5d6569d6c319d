"""Extract the text of a document, block by block, for the checks that search for words."""

import re
from functools import lru_cache

from ..documents import Document, all_blocks
from ..markdown import rendering
from ..markdown.grammar import CACHED_BODIES
from ..markdown.unicode_safety import as_read

# The full stop of an abbreviation doesn't end a sentence.
ABBREVIATIONS = ("e.g.", "i.e.", "St.", "Dr.", "Mr.", "Mrs.", "Ms.", "vs.", "approx.")
SENTENCE_END = re.compile("".join(rf"(?<!\b{re.escape(short)})" for short in ABBREVIATIONS) + r"(?<=[.!?])\s+")
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
    """The sentences of a block, in order."""
    return SENTENCE_END.split(block)


def said(document: Document) -> list[str]:
    """Each sentence of the sections as it stands there, without marks; a heading or a table's row is one, too."""
    blocks = (block for section in document["sections"] for block in rendering.blocks(section["body"]))
    return list(dict.fromkeys(sentence for block in blocks for sentence in sentences(block)))


def says_something(text: str) -> bool:
    """Whether a field has a real value: a letter or a digit, and not a placeholder such as “n/a”."""
    said = re.sub(r"[\W_]+", "", as_read(text)).casefold()
    return said != "" and said not in PLACEHOLDERS
