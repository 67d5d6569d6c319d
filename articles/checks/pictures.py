"""Check that a picture has a text alternative (WCAG 1.1.1), a credit and a licence."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from ..documents import Document
from ..markdown import grammar
from ..markdown.unicode_safety import as_read
from .findings import Complaint, Context, Level, check
from .text_blocks import says_something
from .wording import GRAMMAR

# WCAG failure F30: a file name, or a word that fits any picture.
NO_ALTERNATIVE = re.compile(
    r"\S+\.(?:jpe?g|png|webp|gif|svg|avif|heic|tiff?)|(?:IMG|DSCN?|P)[_-]?\d+"
    r"|(?:an? )?(?:image|picture|photo|photograph|drawing|graphic|illustration|alt(?: text)?)[ \d.]*",
    re.IGNORECASE,
)


@check(Level.BLOCK, "WCAG 2.2, 1.1.1: non-text content")
def picture_has_a_text_alternative(document: Document, _context: Context) -> Iterator[Complaint]:
    for where, picture, words in _shown(document):
        is_decorative = picture["is_decorative"] and not words
        if not is_decorative and not _is_alternative(words or picture["alt"]):
            yield Complaint(_("Say in words what the picture shows, or mark it as decorative."), where)


@check(Level.BLOCK, "JAMA benchmarks: attribution")
def picture_has_its_rights(document: Document, _context: Context) -> Iterator[Complaint]:
    for where, picture, _words in _shown(document):
        if not (says_something(picture["credit"]) and says_something(picture["licence"])):
            yield Complaint(_("The picture needs a credit and a licence; a credit alone is no licence."), where)


@check(Level.BLOCK, GRAMMAR)
def picture_is_in_the_library(document: Document, _context: Context) -> Iterator[Complaint]:
    known = {picture["name"] for picture in document["pictures"]}
    for section in document["sections"]:
        for line, name, _words in grammar.pictures(section["body"]):
            if name not in known:
                message = _("Line %(line)d: the library has no picture “%(name)s”. Its pictures' page names them.")
                yield Complaint(message % {"line": line, "name": name}, section["heading"])


def _shown(document: Document) -> Iterator[tuple[str, Document, str]]:
    """(where, picture, the words that the text gives it) of the page's picture and of those in its sections."""
    if document["picture"]:
        yield "picture", document["picture"], ""
    library = {picture["name"]: picture for picture in document["pictures"]}
    for section in document["sections"]:
        for _line, name, words in grammar.pictures(section["body"]):
            if name in library:
                yield section["heading"], library[name], words


def _is_alternative(alt: str) -> bool:
    return says_something(alt) and not NO_ALTERNATIVE.fullmatch(as_read(alt))
