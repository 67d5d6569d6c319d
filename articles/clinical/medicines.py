"""Recognise names of medicines, by the two lists beside this file and by the stems of international names.

Endings: WHO, "The use of stems in the selection of International Nonproprietary Names (INN) for pharmaceutical
substances", 2018; those that no common English word has.
"""

import re
from pathlib import Path


def _names(file: str) -> frozenset[str]:
    lines = (Path(__file__).parent / file).read_text(encoding="utf-8").splitlines()
    return frozenset(name for line in lines if not line.startswith("#") for name in line.split())


ANTIDEPRESSANTS = _names("antidepressants.txt")
NAMES = ANTIDEPRESSANTS | _names("medicines.txt")
PHRASES = (
    r"st\.? john['’]?s wort",
    r"valproic acid",
    r"nitrous oxide",
    r"mood stabili[sz]ers?",
    r"beta[ -]?blockers?",
    r"sleeping (?:pills?|tablets?)",
    r"birth control pills?",
    r"contraceptive pills?",
)
STEMS = (
    "anolone", "azepam", "azolam", "bamate", "barbital", "buvir", "caine", "ciclovir", "cillin", "citalopram",
    "conazole", "coxib", "cycline", "dipine", "faxine", "floxacin", "gabalin", "gatran", "gliflozin",
    "gliptin", "glutide", "melteon", "methasone", "mycin", "nacipran", "navir", "nisolone", "nisone", "olol",
    "orexant", "oxetine", "perazine", "peridone", "phenazine", "piprazole", "pramine", "prazole", "profen",
    "promazine", "racetam", "sartan", "semide", "setron", "tegravir", "thiazide", "tiapine", "tinib",
    "triptan", "triptyline", "vastatin", "xaban", "zapine", "zodone",
)  # fmt: skip
NAME = r"[a-z][a-z]+"
MEDICINE = rf"(?:{'|'.join(PHRASES)}|{NAME})"
STEM = re.compile(rf"[a-z]{{2,}}(?:{'|'.join(STEMS)})")


def medicine(words: str) -> str:
    """The one name of a medicine, or "" for words that name none. A plural is the same medicine."""
    name = re.sub(r"[\s.’'-]+", " ", words.lower()).strip()
    for known in (name, name.removesuffix("s")):
        if known in NAMES or STEM.fullmatch(known):
            return known
    return name.removesuffix("s") if any(re.fullmatch(phrase, words.lower()) for phrase in PHRASES) else ""
