"""Find the doses of a text: how much of a medicine to take."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..markdown.unicode_safety import seen

UNITS = {
    "mg": r"mgs?|milligram(?:me)?s?",
    "mcg": r"mcg|[µμ]g|microgram(?:me)?s?",
    "g": r"g|grams?|grammes?",
    "ml": r"mls?|millilit(?:er|re)s?",
    "IU": r"iu|international units?",
    "tablet": r"tablets?|tabs?",
    "capsule": r"capsules?",
    "pill": r"pills?",
    "drop": r"drops?",
    "puff": r"puffs?",
    "spray": r"sprays?",
    "patch": r"patch(?:es)?",
}
NUMBER_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "half", "twice")
VALUES = {word: str(value) for value, word in enumerate(NUMBER_WORDS[:9], start=2)}
DOSE = re.compile(
    rf"(?<![a-z\d.,])(?P<number>\d+(?:,\d{{3}})*(?:\.\d+)?|\.\d+|[½¼¾⅓⅔]|{'|'.join(NUMBER_WORDS)})[ -]?"
    rf"(?:an? )?(?P<unit>{'|'.join(UNITS.values())})(?![a-z])",
    re.IGNORECASE,
)
ONE_THING = re.compile(r"1 [a-z]+")  # “1 tablet” is a thing, and no dose.
GENERATION = re.compile(r"\dG\b")  # 5G: a network.


@dataclass(frozen=True)
class Dose:
    value: str  # One for all ways to write it.
    shown: str  # As it was written.


def doses(text: str) -> Iterator[Dose]:
    """In reading order."""
    for match in DOSE.finditer(seen(text)):
        unit = next(name for name, pattern in UNITS.items() if re.fullmatch(pattern, match["unit"], re.IGNORECASE))
        number = match["number"].replace(",", "").lower()
        dose = Dose(f"{VALUES.get(number, number)} {unit}", match[0])
        if not ONE_THING.fullmatch(dose.value) and not GENERATION.search(dose.shown):
            yield dose
