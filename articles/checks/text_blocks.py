"""The words of a document as readers see them, for the checks that look for words."""

import re
from functools import lru_cache

from ..clinical.warnings import SENTENCE_END
from ..documents import Document, all_blocks
from ..markdown import rendering
from ..markdown.grammar import CACHED_BODIES
from ..markdown.unicode_safety import as_read

# Their full stop ends no sentence.
ABBREVIATION = re.compile(r"\b(e\.g|i\.e|St|Dr|Mrs?|Ms|vs|approx)\.")
# What people type into a field that must not be empty.
NOTHING = {"na", "nil", "no", "none", "unknown", "anonymous", "tba", "tbc", "tbd", "xxx"}


@lru_cache(maxsize=CACHED_BODIES)
def blocks_of(body: str) -> tuple[str, ...]:
    return tuple(block for block in map(as_read, rendering.blocks(body)) if block)


def all_words(document: Document) -> list[tuple[str, str]]:
    """(where, block) of all that readers read: title, headings, and each paragraph and list item."""
    texts = [("title", document["title"]), *all_blocks(document)]
    headings = [(section["heading"], as_read(section["heading"])) for section in document["sections"]]
    return [*headings, *((where, block) for where, text in texts for block in blocks_of(text))]


def sentences(block: str) -> list[str]:
    return SENTENCE_END.split(ABBREVIATION.sub(lambda found: found[1].replace(".", ""), block))


def says_something(text: str) -> bool:
    """Whether a field was filled in: with a letter or digit, and not to say that there is nothing."""
    said = re.sub(r"[\W_]+", "", as_read(text)).casefold()
    return said != "" and said not in NOTHING
