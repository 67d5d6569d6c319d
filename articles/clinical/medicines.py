"""Which words name a medicine: those of medicines.txt, and those with the ending of an international name.

Endings: WHO, "The use of stems in the selection of International Nonproprietary Names (INN) for pharmaceutical
substances", 2018; those that no common English word has.
"""

import re
from pathlib import Path

NAMES = frozenset(
    name
    for line in (Path(__file__).parent / "medicines.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for name in line.split()
)
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
