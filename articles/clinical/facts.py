"""Extract the numbers, doses and medicines of a text, in reading order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from operator import itemgetter

from django.utils.translation import gettext_lazy as _

from ..markdown.unicode_safety import seen
from ..medicines import packed_register
from ..medicines.matching import folded
from ..medicines.stems import HAS_STEM


class Kind(StrEnum):
    DOSE = "dose"
    NUMBER = "number"
    MEDICINE = "medicine"


KIND_WORDS = {Kind.DOSE: _("dose"), Kind.NUMBER: _("number"), Kind.MEDICINE: _("medicine")}


@dataclass(frozen=True)
class Fact:
    kind: Kind
    value: str  # One for all ways to write it: “two weeks” and “2 weeks” are the same.
    shown: str  # As it was written.


DOSE_UNITS = {
    "mg": r"mgs?|milligram(?:me)?s?",
    "mcg": r"mcg|[µμ]g|microgram(?:me)?s?",
    "kg": r"kgs?|kilos?|kilogram(?:me)?s?",
    "g": r"g|grams?|grammes?",
    "ml": r"mls?|millilit(?:er|re)s?",
    "l": r"l|lit(?:er|re)s?",
    "IU": r"iu|international units?",
    "unit": r"units?",
    "mmol": r"mmol(?:es?)?",
    "mEq": r"meq",
    "tablet": r"tablets?|tabs?",
    "capsule": r"capsules?",
    "pill": r"pills?",
    "drop": r"drops?",
    "puff": r"puffs?",
    "spray": r"sprays?",
    "patch": r"patch(?:es)?",
    "dose": r"doses?",
    "injection": r"injections?",
    "drink": r"drinks?",
}
OTHER_UNITS = {
    "%": r"%|percent|per cent",
    "mmHg": r"mm ?hg",
    "Hz": r"hz|hertz",
    "mA": r"ma|milliamp(?:ere)?s?",
    "degree": r"°|degrees?",
    "pound": r"lbs?|pounds?",
    "second": r"seconds?|secs?",
    "minute": r"minutes?|mins?",
    "hour": r"hours?|hrs?",
    "day": r"days?",
    "night": r"nights?",
    "week": r"weeks?|wks?",
    "month": r"months?",
    "year": r"years?|yrs?",
    "session": r"sessions?",
    "treatment": r"treatments?",
    "time": r"times?",
}
UNITS = {**DOSE_UNITS, **OTHER_UNITS}
# How much of a medicine to take. “A pill” and “one tablet” are things, and no dose.
TAKEN = {"mg", "mcg", "g", "ml", "IU", "tablet", "capsule", "pill", "drop", "puff", "spray", "patch"}
# Most texts have none, and looking for all facts takes ten times as long.
A_UNIT = re.compile(rf"(?<![a-z])(?:{'|'.join(DOSE_UNITS[name] for name in sorted(TAKEN))})(?![a-z])", re.IGNORECASE)
ONE_THING = re.compile(r"1 [a-z]+")
A_WORD = re.compile(r"[A-Za-z]+")
GENERATION = re.compile(r"\dG\b")  # 5G: a network.
# What turns a number into its opposite: “under 25” is not “over 25”.
BOUNDS = {
    "<": r"under|below|less than|fewer than|younger than|before|[<]",
    ">": r"over|above|more than|older than|after|[>]",
    "≤": r"up to|at most|no more than|not more than|a maximum of|within|by|[≤]",
    "≥": r"at least|no less than|no fewer than|a minimum of|from|[≥]",
    "every": r"every|each",
    "±": r"[±]",
}
SMALL = (
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
TENS = ("thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMBER_WORDS = {word: value for value, word in enumerate(SMALL, start=2)} | dict(
    zip(TENS, range(30, 100, 10), strict=True)
)
AMOUNT_WORDS = (
    "hundred", "thousand", "million", "dozen", "half", "twice", "thrice", "double", "doubled", "triple", "tripled",
    "quarter", "third", "thirds",
)  # fmt: skip
A_TIME = r"kg|day|night|morning|evening|week|fortnight|month|year|hour|dose|session|minute|meal|person"
ADVERBS = {"daily": "day", "nightly": "night", "hourly": "hour", "weekly": "week", "monthly": "month", "yearly": "year"}


def _spaced(pattern: str) -> str:
    """Where a verbose expression takes it, a space of the pattern must be escaped to count."""
    return pattern.replace(" ", "\\ ")


def _any_of(table: dict[str, str]) -> str:
    return _spaced("|".join(table.values()))


FACT = re.compile(
    rf"""
    (?:(?P<bound>(?<![a-z])(?:{_any_of(BOUNDS)})(?:[ ]the[ ]age[ ]of)?)[ ]?)?
    (?:
        (?P<number>\d+(?:,\d{{3}})+(?:\.\d+)?|\d*\.?\d+[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]*|[½¼¾⅓⅔⅛])
      | (?<![a-z])(?P<word>{"|".join([*NUMBER_WORDS, *AMOUNT_WORDS])})(?![a-z])
      | (?<![a-z])(?P<one>one|a|an)(?=[ ](?:{_any_of(DOSE_UNITS)})(?![a-z]))
      | (?<![a-z])(?P<once>one(?=[ ](?:person[ ])?in[ ])|once(?=[ ](?:a|every|each|{"|".join(ADVERBS)})(?![a-z])))
    )
    (?:[ ]?-?(?P<unit>{_any_of(UNITS)})(?![a-z]))?
    (?:
        (?:[ ]?/[ ]?|[ ](?:a|an|per|each|every)[ ])(?P<per>{A_TIME})(?![a-z])
      | [ ](?P<adverb>{"|".join(ADVERBS)})(?![a-z])
    )?
    """,
    re.IGNORECASE | re.VERBOSE,
)


def facts(text: str) -> Iterator[Fact]:
    text = seen(text)
    quantities = ((match.start(), _quantity(match)) for match in FACT.finditer(text))
    yield from (fact for _start, fact in sorted([*quantities, *_medicines(text)], key=itemgetter(0)))


def _medicines(text: str) -> Iterator[tuple[int, Fact]]:
    """Names of the register, and words that look like one. A plural is the same medicine."""
    looking_like = {word.start(): word[0] for word in A_WORD.finditer(text) if HAS_STEM.fullmatch(word[0].lower())}
    known = {mention.start: mention.words for mention in packed_register().mentions(text)}
    for start, words in (looking_like | known).items():
        yield start, Fact(Kind.MEDICINE, " ".join(folded(words)).removesuffix("s"), words)


def doses(text: str) -> Iterator[Fact]:
    """How much to take, and no other figures: for a check that must not cry wolf."""
    for fact in facts(text) if A_UNIT.search(text) else ():
        is_taken = fact.kind == Kind.DOSE and TAKEN.intersection(fact.value.split())
        if is_taken and not ONE_THING.fullmatch(fact.value) and not GENERATION.search(fact.shown):
            yield fact


def _quantity(match: re.Match[str]) -> Fact:
    unit = _named(UNITS, match["unit"])
    per = (match["per"] or ADVERBS.get((match["adverb"] or "").lower(), "")).lower()
    parts = [_named(BOUNDS, match["bound"]), _amount(match), unit, f"per {per}" if per else ""]
    kind = Kind.DOSE if unit in DOSE_UNITS else Kind.NUMBER
    return Fact(kind, " ".join(part for part in parts if part), match[0].strip())


def _amount(match: re.Match[str]) -> str:
    if match["number"]:
        return match["number"].replace(",", "")
    word = (match["word"] or "1").lower()
    return str(NUMBER_WORDS.get(word, word))


def _named(table: dict[str, str], written: str | None) -> str:
    if not written:
        return ""
    written = written.lower().removesuffix(" the age of")
    return next((name for name, pattern in table.items() if re.fullmatch(pattern, written)), written)
