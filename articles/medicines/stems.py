"""Recognise a name that looks like a medicine's by its stem, for what must be safe with names that nobody knows yet.

Source: WHO, "The use of stems in the selection of International Nonproprietary Names (INN) for pharmaceutical
substances", 2018; those that no common English word has.
"""

import re

STEMS = (
    "anolone", "azepam", "azolam", "bamate", "barbital", "buvir", "caine", "ciclovir", "cillin", "citalopram",
    "conazole", "coxib", "cycline", "dipine", "faxine", "floxacin", "gabalin", "gatran", "gliflozin",
    "gliptin", "glutide", "melteon", "methasone", "mycin", "nacipran", "navir", "nisolone", "nisone", "olol",
    "orexant", "oxetine", "perazine", "peridone", "phenazine", "piprazole", "pramine", "prazole", "profen",
    "promazine", "racetam", "sartan", "semide", "setron", "tegravir", "thiazide", "tiapine", "tinib",
    "triptan", "triptyline", "vastatin", "xaban", "zapine", "zodone",
)  # fmt: skip
HAS_STEM = re.compile(rf"[a-z]{{2,}}(?:{'|'.join(STEMS)})s?")


def has_stem(word: str) -> bool:
    """Of a lower-case word."""
    return bool(HAS_STEM.fullmatch(word))
