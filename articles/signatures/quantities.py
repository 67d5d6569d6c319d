"""Bring numbers, units, ranges, frequencies and dates into one writing each, by tables."""

import re
from collections.abc import Callable, Iterable
from fractions import Fraction
from math import gcd

from .tables import table

SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
# As people write them, and how they stand behind a whole number. “120/80” and “24/7” are none, and “2/4” is a day.
FRACTIONS = {"1/3": "⅓", "2/3": "⅔", "1/6": "⅙", "5/6": "⅚"} | {
    f"{top}/{part}": str(top / part)[1:] for part in (2, 4, 5, 8, 10) for top in range(1, part) if gcd(top, part) == 1
}
NUMBER_WORDS = (
    {word: str(value) for value, word in enumerate(SMALL) if word != "one"}  # It may be a pronoun: RULES.
    | {word: str(ten) for ten, word in zip(range(20, 100, 10), TENS, strict=True)}
    | {f"{word}-{SMALL[unit]}": str(10 * ten + unit) for ten, word in enumerate(TENS, start=2) for unit in range(1, 10)}
)
ORDINALS = {
    "1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth", "5th": "fifth", "6th": "sixth", "7th": "seventh",
    "8th": "eighth", "9th": "ninth", "10th": "tenth",
}  # fmt: skip
UNITS = {spelling: line[0] for line in table("units.txt") for spelling in line}
PERIODS = {"hourly": "hour", "daily": "day", "nightly": "night", "weekly": "week", "monthly": "month", "yearly": "year"}
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
MONTH_NUMBERS = {form: number for number, name in enumerate(MONTHS, start=1) for form in (name, name[:3])}
ONE = dict.fromkeys(("a", "A", "one"), "1")
LONGEST_RANGE = 1_000  # “988 to 1234” may be a telephone number.


def in_one_writing(tokens: Iterable[str]) -> tuple[str, ...]:
    """The tokens, with those that mean the same quantity in the same writing."""
    line = f" {' '.join(tokens)} "
    for pattern, replacement in RULES:
        line = pattern.sub(replacement, line)
    return tuple(line.split())


def _in_scale(match: re.Match[str]) -> str:
    value = Fraction(ONE.get(match[1], match[1])) * SCALES[match[2]]
    return f" {value}" if value.denominator == 1 else match[0]


def _part_of(match: re.Match[str]) -> str:
    part = FRACTIONS.get(f"{ONE.get(match[1], match[1])}/{PARTS[match[2]]}")
    return f" {'0' if part.startswith('.') else ''}{part} of" if part else match[0]


def _range(match: re.Match[str]) -> str:
    low, high = float(match["low"]), float(match["high"])
    is_range = low < high and (high <= LONGEST_RANGE or len(match["low"]) == len(match["high"]))
    return f" {match['low']}{match['unit'] or ''} – {match['high']}" if is_range else match[0]


def _day(match: re.Match[str]) -> str:
    return f" {match['year']}-{MONTH_NUMBERS[match['month']]:02}-{int(match['day']):02}"


NUMBER = r"[0-9]{1,30}(?:\.[0-9]{1,30})?"
UNIT = "|".join(map(re.escape, UNITS))
PERIOD = "|".join(f"{adverb}|(?:a|per|each|every|/) {period}" for adverb, period in PERIODS.items())
MONTH = "|".join(MONTH_NUMBERS)
SCALE, PART = "|".join(SCALES), "|".join(PARTS)
DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
# On the tokens with one space around each, in this order. “(?= )” leaves the space to the next token.
RULES: list[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]] = [
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r" per cent(?= )", " percent"),
        (r" mm Hg(?= )", " mmHg"),
        (r" international units?(?= )", " IU"),
        (rf" ({NUMBER}|[Aa]|one) ({SCALE})(?= )(?! (?:and )?[0-9]| (?:{SCALE}) )", _in_scale),
        (rf" ([Aa]|one|[1-9]) ({PART})s? of(?= )", _part_of),
        (rf" one(?= (?:(?:in|of|to|or|–|out of) [0-9]|and a half |(?:{UNIT}) ))", " 1"),
        (r" twice(?= )", " 2 times"),
        (rf" once(?= (?:{PERIOD}) )", " 1 time"),
        (r" ([0-9]+) and a half(?= )", r" \1.5"),
        (rf" half(?= (?:an?|of|the|{UNIT}) )", " 0.5"),
        (rf" (0\.[0-9]+|[⅓⅔]) an?(?= (?:{UNIT}) )", r" \1"),
        (rf" ({NUMBER}|[⅓⅔]) ({UNIT})(?= )", lambda match: f" {match[1]} {UNITS[match[2]]}"),
        (rf" ({NUMBER} (?:{UNIT}))((?: (?:per|/) (?:{UNIT}))+)(?= )", lambda match: f" {match[1]}{_rates(match[2])}"),
        (
            rf" ({NUMBER}(?: (?:{UNIT})(?: per (?:{UNIT}))*)?) (?:(?P<adverb>{'|'.join(PERIODS)})"
            rf"|(?:a|per|each|every|/) (?P<noun>{'|'.join(PERIODS.values())}))(?= )",
            lambda match: f" {match[1]} per {match['noun'] or PERIODS[match['adverb']]}",
        ),
        (rf" {DAY} (?P<month>{MONTH}) (?P<year>[12][0-9]{{3}})(?= )", _day),
        (rf" (?P<month>{MONTH}) {DAY}(?: ,)? (?P<year>[12][0-9]{{3}})(?= )", _day),
        (rf"(?<!–) (?P<low>{NUMBER})(?P<unit> (?:{UNIT}))? (?:to|–) (?P<high>{NUMBER})(?= )(?! –)", _range),
        (rf" ({NUMBER}) ({UNIT}) – ({NUMBER}) \2(?= )", r" \1 – \3 \2"),
        (rf" ({'|'.join(ORDINALS)})(?= )", lambda match: f" {ORDINALS[match[1]]}"),
    )
]


def _rates(units: str) -> str:
    return "".join(f" per {UNITS[unit]}" for unit in units.split() if unit in UNITS)
