"""Find the doses of a text: how much of a medicine to take."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..markdown.unicode_safety import seen
from ..medicines import Register
from ..signatures.canonical import NUMBER_WORDS, UNITS, canonical
from .text_blocks import sentences

TAKEN = {"mg", "mcg", "g", "ml", "IU", "tablet", "capsule", "pill", "drop", "puff", "spray", "patch"}
UNIT = "|".join(spelling for spelling, unit in UNITS.items() if unit in TAKEN)
DOSE = re.compile(
    rf"(?<![\w.,])(?:\d[\d,]*(?:\.\d+)?|\.\d+|[½¼¾]|half|{'|'.join(NUMBER_WORDS)})"
    rf"(?:[ -]|(?<=\d))(?:an? )?(?:{UNIT})(?!\w)",
    re.IGNORECASE,
)
ONE_THING = re.compile(r"1 (?:tablet|capsule|pill|drop|puff|spray|patch)|\d+ ?G")  # A thing, and 5G a network.
# A value of a laboratory (“126 mg/dL”) and an amount in food (“2,300 mg of sodium”, “12 grams of sugar”).
NOT_TAKEN = re.compile(
    r" ?/|[ -]per[ -]|(?: \([^)]*\))? of (?:\w+ )?"
    r"(?:alcohol|caffeine|calcium|cholesterol|fat|fib(?:er|re)|protein|salt|sodium|sugar)s?\b",
    re.IGNORECASE,
)
TAKES = re.compile(
    r"\b(?:take[ns]?|taking|took|swallow|inject|prescribe|dos(?:e|es|age)\b|(?:once|twice) (?:a day|daily))",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Dose:
    value: str  # One for all ways to write it.
    shown: str  # As it was written.


def doses(text: str, medicines: Register) -> Iterator[Dose]:
    """In reading order: amounts in a sentence that names a medicine or speaks of taking."""
    for sentence in sentences(seen(text)):
        found = [match for match in DOSE.finditer(sentence) if not NOT_TAKEN.match(sentence, match.end())]
        if found and (TAKES.search(sentence) or medicines.mentions(sentence)):
            for match in found:
                dose = Dose(" ".join(canonical(match[0])), match[0])
                if not ONE_THING.fullmatch(dose.value):
                    yield dose
