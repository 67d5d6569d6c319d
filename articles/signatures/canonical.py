"""Bring plain text into a canonical form: texts that only harmless differences set apart have the same one.

Whatever no table here knows stays as it was typed, so that a change of it is seen.
"""

import re
import unicodedata
from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

TABLES = Path(__file__).parent / "tables"


def table(file: str) -> list[list[str]]:
    """The words of each line that is no comment."""
    lines = (TABLES / file).read_text(encoding="utf-8").splitlines()
    return [line.split() for line in lines if not line.startswith("#")]


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
NUMBER_WORDS = {word: digits for word, digits in table("numbers.txt")}  # noqa: C416 (dict() has no types)
FRACTIONS = {form: part for *forms, part in table("fractions.txt") for form in forms}
UNITS = {spelling: line[0] for line in table("units.txt") for spelling in line}
MONTHS = {form: number for *forms, number in table("months.txt") for form in forms}
PERIODS = {"hourly": "hour", "daily": "day", "nightly": "night", "weekly": "week", "monthly": "month", "yearly": "year"}
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
LONGEST_NUMBER = 30  # Digits; a longer number stays as it was typed.
LARGEST_BARE = 100  # “116-123” without a unit may be a telephone number.
YEARS = re.compile("(?:19|20)[0-9]{2}")

LETTERS = r"[^\W\d_][\w\u0300-\u036f]*"
NUMBER = r"(?:(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?|(?<![\w.])\.[0-9]+)"
GLYPH = "".join(form for form in FRACTIONS if len(form) == 1)
TOKEN = re.compile(
    rf"""
      (?<![\w-])[12][0-9]{{3}}-[01][0-9]-[0-3][0-9](?![\w-])  # A day as in ISO 8601.
    | [0-9]+(?:\.[0-9]+){{2,}} | [0-9]+(?:[.,][0-9]+)?[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻₀-₉]+
    | (?<![0-9/.,])(?:(?P<whole>[0-9]{{1,3}})(?:[ ](?=[1-9]/)|(?=[{GLYPH}])))?
        (?P<part>[{GLYPH}] | [1-9]/(?:10|[2-9]))(?![\w/]|[.,][0-9])
    | (?P<number>{NUMBER})(?:-?(?P<glued>{LETTERS}(?:['-]{LETTERS})*))?
    | (?P<word>{LETTERS}(?:['-][^\W_][\w\u0300-\u036f]*)*)
    | (?P<range>(?<=[\w%])(?:-|[ ]—[ ])(?=[0-9{GLYPH}]))
    | (?<![\w%])-{NUMBER}                                     # Below zero.
    | \S
    """,
    re.VERBOSE,
)


@lru_cache(maxsize=4_000)
def canonical(text: str) -> tuple[str, ...]:
    """Words, numbers and marks of a plain text, in order. Time is linear in its length. Cached."""
    shaped = unicodedata.normalize("NFC", INVISIBLE.sub("", text.translate(SHAPES)))
    line = " ".join(shaped.replace("--", " — ").split()).replace(" - ", " — ")
    tokens = f" {' '.join(map(_token, TOKEN.finditer(line)))} "
    for pattern, replacement in RULES:
        tokens = pattern.sub(replacement, tokens)
    return tuple(tokens.split())


def _token(match: re.Match[str]) -> str:
    if match["part"]:
        return _fraction(match["whole"], match["part"]) or match[0]
    if match["glued"] and match["glued"] not in UNITS:  # “5HT”, “4G” and “20-year-old” are words.
        return match[0]
    if match["number"]:
        return f"{_digits(match['number'])} {match['glued'] or ''}".strip()
    if match["word"]:
        return _word(match[0])
    return "–" if match["range"] else "—" if match[0] == "-" else match[0]


def _digits(written: str) -> str:
    """“1,000.50” is 1000.5. A zero at the beginning stays: the number may be a telephone's."""
    if len(written) > LONGEST_NUMBER:
        return written
    whole, point, part = written.replace(",", "").partition(".")
    return f"{whole or 0}{point}{part}"


def _without_zeros(match: re.Match[str]) -> str:
    """“5.0 mg” is 5 mg. Without a unit, 2.10 may be the section after 2.9."""
    return f" {match[1].rstrip('0').rstrip('.')}"


def _fraction(whole: str, part: str) -> str:
    """“1” and “1/2” make “1.5”. Empty for a part that is no fraction of the table."""
    shown = FRACTIONS.get(part, "")
    return f"{whole or ('0' if shown.startswith('.') else '')}{shown}" if shown else ""


def _word(word: str) -> str:
    low = word.lower()
    if word not in (low, low.capitalize()):  # “US” is not “us”.
        return word
    if low in NUMBER_WORDS:
        return NUMBER_WORDS[low]
    count, _hyphen, unit = low.rpartition("-")
    is_part = unit.removesuffix("s") in PARTS and count in {"one", *NUMBER_WORDS}
    if is_part or (count in NUMBER_WORDS and unit in UNITS):
        return f"{NUMBER_WORDS.get(count, count)} {unit}"  # “Two-week” is “2-week”, “two-thirds” is “2 thirds”.
    plain = CONTRACTIONS.get(low) or SPELLINGS.get(low) or low
    return plain if word == low else plain[0].upper() + plain[1:]


def _in_scale(match: re.Match[str]) -> str:
    value = Fraction(match[1] or 1) * SCALES[match[2]]
    return f" {value}" if value.denominator == 1 else match[0]


def _part_of(match: re.Match[str]) -> str:
    part = _fraction("", f"{match[1] or 1}/{PARTS[match[2]]}")
    return f" {part} of" if part else match[0]


def _range(match: re.Match[str]) -> str:
    low, high = float(match["low"]), float(match["high"])
    has_unit, is_years = match["unit"] or match["after"], all(map(YEARS.fullmatch, (match["low"], match["high"])))
    is_range = low < high and (has_unit or is_years or high <= LARGEST_BARE)
    return f" {match['low']}{match['unit'] or ''} – {match['high']}" if is_range else match[0]


def _date(match: re.Match[str]) -> str:
    return f" {match['year']}-{MONTHS[match['month']]}-{int(match['day']):02}"


COUNT = r"[0-9]{1,30}(?:\.[0-9]{1,30})?"
UNIT, SCALE, PART = ("|".join(map(re.escape, words)) for words in (UNITS, SCALES, PARTS))
PERIOD = rf"(?:(?P<adverb>{'|'.join(PERIODS)})|(?:a|per|each|every|/) (?P<noun>{'|'.join(PERIODS.values())}))"
DAY, YEAR = "(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?", "(?P<year>[12][0-9]{3})"
MONTH = rf"(?P<month>{'|'.join(MONTHS)})"
# On the tokens with one space around each, in this order.
RULES: list[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]] = [
    (re.compile(f" {pattern}(?= )"), replacement)
    for pattern, replacement in (
        ("per cent", " percent"),
        (rf"([0-9]+\.[0-9]+)(?= (?:(?:–|—|to|or) {COUNT} )?(?:{UNIT}|{SCALE}) )", _without_zeros),
        ("mm Hg", " mmHg"),
        ("international units?", " IU"),
        (rf"(?:({COUNT})|(?i:a|one)) ({SCALE})(?! (?:and )?[0-9]| (?:{SCALE}) )", _in_scale),
        (rf"(?:([1-9])|(?i:a|one)) ({PART})s? of", _part_of),
        (rf"(?i:one)(?= (?:(?:in|of|to|or|–|out of) [0-9]|and a half |(?:{UNIT}) ))", " 1"),
        ("(?i:twice)", " 2 times"),
        (rf"(?i:once)(?= {PERIOD} )", " 1 time"),
        ("([0-9]+) and a half", r" \1.5"),
        (rf"(?i:half)(?= (?:an?|of|the|{UNIT}) )", " 0.5"),
        (rf"(0\.[0-9]+|[⅓⅔])(?: of)? an?(?= (?:{UNIT}) )", r" \1"),
        (rf"({COUNT}|[⅓⅔]) ({UNIT})", lambda match: f" {match[1]} {UNITS[match[2]]}"),
        (
            rf"({COUNT} (?:{UNIT}))((?: (?:per|/) (?:{UNIT}))+)",
            lambda match: " ".join(["", match[1], *(UNITS.get(word, "per") for word in match[2].split())]),
        ),
        (
            rf"({COUNT}(?: (?:{UNIT})(?: per (?:{UNIT}))*)?) {PERIOD}",
            lambda match: f" {match[1]} per {match['noun'] or PERIODS[match['adverb']]}",
        ),
        (f"{DAY} {MONTH} {YEAR}", _date),
        (f"{MONTH} {DAY}(?: ,)? {YEAR}", _date),
        (
            rf"(?P<low>{COUNT})(?P<unit> (?:{UNIT}))? (?:to|–) (?P<high>{COUNT})(?! –)(?=(?P<after> (?:{UNIT}) )?)",
            _range,
        ),
        (rf"({COUNT}) ({UNIT}) – ({COUNT}) \2", r" \1 – \3 \2"),
    )
]
