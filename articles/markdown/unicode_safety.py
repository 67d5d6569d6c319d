"""Normalise look-alike and invisible characters, and remove those that XML 1.0 forbids (section 2.2)."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from desk.readable_text import FORBIDDEN_IN_XML, SHOWN_BEFORE

# Cyrillic and Greek letters that look like Latin ones: the common part of Unicode's confusables.txt (UTS 39).
LOOK_ALIKES = dict(
    zip("аеорсухіјѕһԁԛԝАВЕКМНОРСТХІЈЅοανιΑΒΕΖΗΙΚΜΝΟΡΤΧ", "aeopcyxijshdqwABEKMHOPCTXIJSoaviABEZHIKMNOPTX", strict=True)
)
PLAIN = {"’": "'", "‘": "'", "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-"}
# Soft hyphens, zero-width characters, direction and variation marks: Word, PDF files and web pages leave them in text.
INVISIBLE: dict[int, str | None] = dict.fromkeys(
    (0xAD, 0x34F, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF)
)
# Of these, those that no text needs: they part words, turn the direction, or carry hidden letters. Soft hyphens,
# joiners of scripts and emoji, and the plain direction marks of Arabic and Hebrew may stay.
UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u180e\u200b\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)
ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")
# PDF files contain ligatures. A table instead of NFKC, which would turn 10⁹ into 109.
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}
AS_READ = INVISIBLE | str.maketrans(LOOK_ALIKES | PLAIN | LIGATURES)


def fit_for_xml(text: str) -> str:
    """Remove the characters that an XML 1.0 document may not contain."""
    return FORBIDDEN_IN_XML.sub("", text)


def as_read(text: str) -> str:
    """NFKC, with look-alikes normalised and single spaces: to search for words. Changes figures: 10⁹ becomes 109."""
    return seen(unicodedata.normalize("NFKC", text))


def seen(text: str) -> str:
    """As `as_read`, without NFKC, so that figures stay as they are: to compare texts."""
    return " ".join(text.translate(AS_READ).split())


def invisible_mark(text: str) -> str:
    """The first mark that readers can't see and that may turn or hide words, or ""."""
    found = UNSEEN.search(text)
    return found[0] if found else ""


def name_of(mark: str) -> str:
    """“U+202E RIGHT-TO-LEFT OVERRIDE”."""
    return f"U+{ord(mark):04X} {unicodedata.name(mark, '')}".strip()


def why_not_plain(text: str) -> str:
    """The reason why a title or plain words can't be shown as typed, or "": an invisible mark, or a code (&nbsp;)."""
    if mark := invisible_mark(text):
        before = text[: text.index(mark)][-SHOWN_BEFORE:]
        words = _("An invisible mark (%(name)s) stands after “%(before)s”: take it out.")
        return words % {"name": name_of(mark), "before": before}
    code = ENTITY.search(text)
    return _("“%(code)s” is shown as it is: type the character itself.") % {"code": code[0]} if code else ""


def refuse_invisible(text: str) -> None:
    """The validator of all titles and plain words. Raises ValidationError with `why_not_plain`."""
    if reason := why_not_plain(text):
        raise ValidationError(reason)
