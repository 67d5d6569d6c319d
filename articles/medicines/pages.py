"""Find the live pages that name a medicine, for the desk: who has to know of a safety alert."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from ..documents import Document, all_blocks
from ..markdown import rendering
from ..markdown.unicode_safety import AS_READ, LOOK_ALIKES
from ..models import Edition
from .matching import Kind, Mention
from .register import Register

TEXTS_AT_ONCE = 500  # In memory, while those of all live pages are read.
BEFORE, AFTER = 60, 90  # Characters of the text around a name: enough to see what the page says of it.
MOST_PLACES = 5  # Of each page.
NO_LETTERS = re.compile(r"[\W_]+")
LOOK_ALIKE = re.compile(f"[{''.join(LOOK_ALIKES)}]")


@dataclass(frozen=True)
class Asked:
    """What the person asked for: a substance, or several that share a trade name, or a class."""

    name: str
    itself: frozenset[str]  # Substances, or one class.
    around: frozenset[str]  # The classes that it belongs to.

    def is_named_by(self, mention: Mention) -> bool:
        """By any of its names; a class also by its medicines."""
        return bool(self.itself & (mention.substances | mention.classes))

    def is_included_in(self, mention: Mention) -> bool:
        """Whether the page speaks of a whole class that it belongs to."""
        return mention.kind == Kind.CLASS and mention.class_line[0] in self.around


@dataclass(frozen=True)
class Place:
    """Where a page names it: a section's heading or the name of a part, and the words around the name."""

    where: str
    before: str
    words: str
    after: str


@dataclass(frozen=True)
class NamingPage:
    """A live edition with the first places that name the medicine, or else its class."""

    edition: Edition
    is_by_class: bool
    places: list[Place]


def asked_for(name: str, register: Register) -> Asked | None:
    """None for a name that the register doesn't know."""
    found = next((mention for mention in register.mentions(name) if mention.words == name.strip()), None)
    if found is None:
        return None
    if found.kind == Kind.CLASS:
        closest, *broader = found.class_line
        return Asked(closest, frozenset([closest]), frozenset(broader))
    return Asked(", ".join(sorted(found.substances)), found.substances, found.classes)


def live_pages(asked: Asked, register: Register, *, at: datetime | None = None) -> list[tuple[int, bool]]:
    """(edition's key, whether it names only a class around it): those that name it first, each by title. One query.

    Reads the text of every live page: no index of words finds a name that has a soft hyphen in it.
    """
    at = at or timezone.now()
    searches = [
        (asked.is_named_by, set(map(_letters, register.names_within(asked.itself)))),
        (asked.is_included_in, {_letters(name) for around in asked.around for name in register.names(around)}),
    ]
    found: tuple[list[int], list[int]] = [], []
    texts = Edition.objects.visible(at=at).order_by("title", "pk").values_list("pk", "text")
    for pk, text in texts.iterator(chunk_size=TEXTS_AT_ONCE):
        letters = _letters(text)
        for keys, (wanted, names) in zip(found, searches, strict=True):
            if any(name in letters for name in names) and any(map(wanted, register.each_mention(text))):
                keys.append(pk)
                break
    by_name, by_class = found
    return [*((pk, False) for pk in by_name), *((pk, True) for pk in by_class)]


def with_places(keys: list[tuple[int, bool]], asked: Asked, register: Register) -> list[NamingPage]:
    """These pages, in the same order. One query."""
    editions = Edition.objects.select_related("version", "article__owner").defer("html", "text", "checks")
    by_key = editions.in_bulk([key for key, _is_by_class in keys])
    return [
        NamingPage(
            by_key[key],
            is_by_class,
            _places(by_key[key].version.document, asked.is_included_in if is_by_class else asked.is_named_by, register),
        )
        for key, is_by_class in keys
    ]


def _places(document: Document, wanted: Callable[[Mention], bool], register: Register) -> list[Place]:
    found = [
        Place(where, _cut(text[: mention.start], -BEFORE), mention.words, _cut(text[mention.end :], AFTER))
        for where, text in _texts(document)
        for mention in register.mentions(text)
        if wanted(mention)
    ]
    return found[:MOST_PLACES]


def _texts(document: Document) -> Iterator[tuple[str, str]]:
    yield "title", document["title"]
    for section in document["sections"]:
        yield section["heading"], section["heading"]
    for where, body in all_blocks(document):
        for block in rendering.blocks(body):
            yield where, block


def _cut(text: str, length: int) -> str:
    """So many characters from the start; from the end, where the length is negative."""
    if len(text) <= abs(length):
        return text
    return f"{text[:length]}…" if length > 0 else f"…{text[length:]}"


def _letters(text: str) -> str:
    """The text in one run of small letters. A name is in it where the text has the name, and at times by chance."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = text.translate(AS_READ) if LOOK_ALIKE.search(text) else text
    return NO_LETTERS.sub("", text).casefold()
