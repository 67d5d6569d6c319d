"""Normalise look-alike and invisible characters, and remove those that XML 1.0 forbids (section 2.2)."""

import unicodedata

from desk.readable_text import FORBIDDEN_IN_XML

# Cyrillic and Greek letters that look like Latin ones: the common part of Unicode's confusables.txt (UTS 39).
LOOK_ALIKES = dict(
    zip("аеорсухіјѕһԁԛԝАВЕКМНОРСТХІЈЅοανιΑΒΕΖΗΙΚΜΝΟΡΤΧ", "aeopcyxijshdqwABEKMHOPCTXIJSoaviABEZHIKMNOPTX", strict=True)
)
PLAIN = {"’": "'", "‘": "'", "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-"}
# Soft hyphens, zero-width characters, direction and variation marks: Word, PDF files and web pages leave them in text.
INVISIBLE: dict[int, str | None] = dict.fromkeys(
    (0xAD, 0x34F, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF)
)
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
