"""Characters that XML 1.0 forbids (section 2.2), and those that a reader takes for another or does not see at all."""

import unicodedata

from desk.readable_text import FORBIDDEN_IN_XML

# Cyrillic and Greek letters that are drawn as Latin ones: the common part of Unicode's confusables.txt (UTS 39).
LOOK_ALIKES = dict(
    zip("аеорсухіјѕһԁԛԝАВЕКМНОРСТХІЈЅοανιΑΒΕΖΗΙΚΜΝΟΡΤΧ", "aeopcyxijshdqwABEKMHOPCTXIJSoaviABEZHIKMNOPTX", strict=True)
)
PLAIN = {"’": "'", "‘": "'", "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-"}
# Soft hyphens, zero-width characters, direction and variation marks: what Word, PDF files and web pages leave behind.
UNSEEN: dict[int, str | None] = dict.fromkeys(
    (0xAD, 0x34F, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF)
)
# Ligatures, which PDF files have. Not all of NFKC: 10⁹ is not 109.
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}
AS_READ = UNSEEN | str.maketrans(LOOK_ALIKES | PLAIN | LIGATURES)


def fit_for_xml(text: str) -> str:
    return FORBIDDEN_IN_XML.sub("", text)


def as_read(text: str) -> str:
    """One spelling for what looks the same, and single spaces: for whoever looks for words."""
    return seen(unicodedata.normalize("NFKC", text))


def seen(text: str) -> str:
    """The same with its figures as they are: for whoever compares."""
    return " ".join(text.translate(AS_READ).split())
