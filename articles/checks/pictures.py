"""Check that a picture has a text alternative (WCAG 1.1.1), a credit and a licence."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from ..documents import Document
from ..markdown.unicode_safety import as_read
from .findings import Complaint, Context, Level, check
from .text_blocks import says_something

# WCAG failure F30: a file name, or a word that fits any picture.
NO_ALTERNATIVE = re.compile(
    r"\S+\.(?:jpe?g|png|webp|gif|svg|avif|heic|tiff?)|(?:IMG|DSCN?|P)[_-]?\d+"
    r"|(?:an? )?(?:image|picture|photo|photograph|drawing|graphic|illustration|alt(?: text)?)[ \d.]*",
    re.IGNORECASE,
)


@check(Level.BLOCK, "WCAG 2.2, 1.1.1: non-text content")
def picture_has_a_text_alternative(document: Document, _context: Context) -> Iterator[Complaint]:
    picture = document["picture"]
    if picture and not picture["is_decorative"] and not _is_alternative(picture["alt"]):
        yield Complaint(_("Say in words what the picture shows, or mark it as decorative."), "picture")


@check(Level.BLOCK, "JAMA benchmarks: attribution")
def picture_has_its_rights(document: Document, _context: Context) -> Iterator[Complaint]:
    picture = document["picture"]
    if picture and not (says_something(picture["credit"]) and says_something(picture["licence"])):
        yield Complaint(_("The picture needs a credit and a licence; a credit alone is no licence."), "picture")


def _is_alternative(alt: str) -> bool:
    return says_something(alt) and not NO_ALTERNATIVE.fullmatch(as_read(alt))
