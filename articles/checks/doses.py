"""Find the doses of a text: how much of a medicine to take."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..markdown.unicode_safety import seen
from ..signatures.canonical import NUMBER_WORDS, UNITS, canonical

TAKEN = {"mg", "mcg", "g", "ml", "IU", "tablet", "capsule", "pill", "drop", "puff", "spray", "patch"}
UNIT = "|".join(spelling for spelling, unit in UNITS.items() if unit in TAKEN)
DOSE = re.compile(
    rf"(?<![\w.,])(?:\d[\d,]*(?:\.\d+)?|\.\d+|[½¼¾]|half|{'|'.join(NUMBER_WORDS)})"
    rf"(?:[ -]|(?<=\d))(?:an? )?(?:{UNIT})(?!\w)",
    re.IGNORECASE,
)
ONE_THING = re.compile(r"1 [a-z]+|\d+ ?G")  # “1 tablet” is a thing, and 5G a network.


@dataclass(frozen=True)
class Dose:
    value: str  # One for all ways to write it.
    shown: str  # As it was written.


def doses(text: str) -> Iterator[Dose]:
    """In reading order."""
    for match in DOSE.finditer(seen(text)):
        dose = Dose(" ".join(canonical(match[0])), match[0])
        if not ONE_THING.fullmatch(dose.value):
            yield dose
