"""Bring plain text into a canonical form: texts that harmless differences alone set apart have the same one.

Whatever no table here knows stays as it was typed, so that a change of it is seen.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from .quantities import FRACTIONS, NUMBER_WORDS, SCALES, UNITS, in_one_writing
from .tables import table

# Quotation marks, dashes and ligatures. A table instead of NFKC, which would turn 10⁹ into 109.
SHAPES = str.maketrans(
    {"‘": "'", "’": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "‟": '"'}
    | {"‐": "-", "‑": "-", "‒": "-", "–": "-", "−": "-", "—": " — ", "―": " — "}
    | {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}
)
# Beside a digit a soft hyphen may look like a dash. Marks that turn the direction of a text are not among these.
INVISIBLE = re.compile("(?<![0-9\u00ad\u200b\u2060\ufeff])[\u00ad\u200b\u2060\ufeff]+(?![0-9])")
CONTRACTIONS = {short: " ".join(long) for short, *long in table("contractions.txt")}
SPELLINGS = {british: american for british, american in table("spellings.txt")}  # noqa: C416 (dict() has no types)
LONGEST_NUMBER = 30  # Digits; a longer number stays as it was typed.

LETTERS = r"[^\W\d_][\w\u0300-\u036f]*"
NUMBER = r"(?:(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?|(?<![\w.])\.[0-9]+)"
TOKEN = re.compile(
    rf"""
      (?P<typed>(?<![\w-])[12][0-9]{{3}}-[01][0-9]-[0-3][0-9](?![\w-])     # A day as in ISO 8601.
        | [0-9]+(?:\.[0-9]+){{2,}} | [0-9]+(?:[.,][0-9]+)?[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻₀-₉]+)
    | (?P<fraction>(?<![0-9/.,])(?:(?P<whole>[0-9]{{1,3}})(?:[ ](?=[1-9]/)|(?=[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])))?
        (?P<part>[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞] | [1-9]/(?:10|[2-9]))(?![\w/]|[.,][0-9]))
    | (?P<glued>(?P<count>{NUMBER})-?(?P<unit>{LETTERS}(?:['-]{LETTERS})*))
    | (?P<number>{NUMBER})
    | (?P<word>{LETTERS}(?:['-][^\W_][\w\u0300-\u036f]*)*)
    | (?P<range>(?<=[\w%])(?:-|[ ]—[ ])(?=[0-9½⅓⅔¼¾]))
    | (?P<minus>(?<![\w%])-{NUMBER})
    | (?P<mark>\S)
    """,
    re.VERBOSE,
)


@lru_cache(maxsize=4_000)
def canonical(text: str) -> tuple[str, ...]:
    """Words, numbers and marks of a plain text, in order. Time is linear in its length. Cached."""
    shaped = unicodedata.normalize("NFC", INVISIBLE.sub("", text.translate(SHAPES)))
    line = " ".join(shaped.replace("--", " — ").split()).replace(" - ", " — ")
    return in_one_writing(_token(match) for match in TOKEN.finditer(line))


def _token(match: re.Match[str]) -> str:
    return READ.get(str(match.lastgroup), lambda found: found[0])(match)


def _digits(written: str) -> str:
    """“1,000.50” is 1000.5. A number that begins with 0 may be a telephone's."""
    if len(written) > LONGEST_NUMBER or re.fullmatch("0[0-9]+", written):
        return written
    whole, point, part = written.replace(",", "").partition(".")
    return f"{whole or 0}{point}{part}".rstrip("0").rstrip(".") if point else whole


def _fraction(match: re.Match[str]) -> str:
    part = FRACTIONS.get(unicodedata.normalize("NFKC", match["part"]).replace("⁄", "/"))
    if part is None:
        return match[0]
    return f"{match['whole'] or ('0' if part.startswith('.') else '')}{part}"


def _glued(match: re.Match[str]) -> str:
    """“10mg” and “10-mg” are a number and its unit; “5HT”, “4G” and “20-year-old” are words."""
    return f"{_digits(match['count'])} {match['unit']}" if match["unit"] in UNITS else match[0]


def _word(match: re.Match[str]) -> str:
    word, low = match[0], match[0].lower()
    if word not in (low, low.capitalize()):  # “US” is not “us”.
        return word
    if low in NUMBER_WORDS:
        return NUMBER_WORDS[low]
    if low in {"one", "half", "once", "twice", *SCALES}:
        return low
    count, _hyphen, unit = low.rpartition("-")
    if count in NUMBER_WORDS and unit in UNITS:  # “Two-week” is “2-week”.
        return f"{NUMBER_WORDS[count]} {unit}"
    plain = CONTRACTIONS.get(low) or SPELLINGS.get(low) or low
    return plain if word == low else plain[0].upper() + plain[1:]


READ: dict[str, Callable[[re.Match[str]], str]] = {
    "fraction": _fraction,
    "glued": _glued,
    "number": lambda match: _digits(match[0]),
    "word": _word,
    "range": lambda _match: "–",
    "mark": lambda match: "—" if match[0] == "-" else match[0],
}
