"""Check the reading level, and look for stigmatising and unsafe phrases."""

import re
from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..documents import Document
from ..schema.definition import Label
from .findings import Complaint, Context, Level, check
from .reading_level import hardest, prose, section_grades
from .text_blocks import all_words

HIGHEST_GRADE = 8.0  # US school grade: NIH and AMA ask for 6 to 8.
MUCH_HARDER = 5.5  # Grades above the site's median.
NEAR = 80  # Characters around a word that tell whose word it is.
QUOTED = re.compile(r"(?:^|[\s(])[\"‘“]\w*(?: \w+)?\s?$")
FEELING = re.compile(
    r"\b(?:feel(?:s|ing)?|felt|fears?|afraid|worr(?:y|ied)|think(?:s|ing)?)\b(?: [\w’']+){0,6} $", re.IGNORECASE
)
NAME = re.compile(r"(?:[A-Z]\w+[ -]?)+")
NAME_BEFORE = re.compile(r"\b(?:[A-Z]\w+,?|of|on|and|for|&) $")
NAME_AFTER = re.compile(r",? (?:and |of |& )?[A-Z]")

# Pattern to the wording that replaces it.
STIGMA: dict[str, Label] = {
    r"mentally[- ]ill": "a person with a mental illness",
    r"the mentally(?! ill)": "people with a mental illness",
    r"suffer(?:s|ed|ing)? from|afflicted (?:by|with)": "has, lives with",
    r"sufferers?\b": "people who have it",
    r"victims? of (?:depression|mental|schizophrenia|bipolar|anxiety)": "a person with",
    r"an? schizophrenic(?! \w)|(?:schizophrenics|depressives|psychotics)\b": "a person with …",
    r"(?:drug|alcohol|substance) abusers?|addicts?\b": "a person who uses drugs",
    r"crazy|insan(?:e|ity)|lunatics?|psychos?(?![\w-])|deranged": gettext_lazy("name the condition"),
    r"committed to an? (?:asylum|institution)": "admitted to hospital",
    r"(?:drug|alcohol|substance) abuse\b": "misuse",
}
# “Successful suicide prevention” is a good phrase.
NOT_PREVENTION = r"(?! (?:prevent|risk|assess|screen|safety))"
UNSAFE: dict[str, Label] = {
    r"commit(?:s|ted|ting)?(?: an?)? suicide": "died by suicide",
    r"suicides? (?:was|were|is|are|has been|had been) committed": "died by suicide",
    rf"(?:successful(?:ly)?|complet(?:e|es|ed|ing))(?: an?)? suicides?{NOT_PREVENTION}": "died by suicide",
    r"suicide was (?:successful|completed)": "died by suicide",
    r"(?:failed|unsuccessful) (?:attempts? (?:at|to commit) )?suicides?(?: attempts?)?": "survived a suicide attempt",
    r"suicide (?:epidemic|wave)s?|(?:epidemic|wave) of suicides?": gettext_lazy("plain words without alarm"),
    r"suicide (?:note|victim)s?": gettext_lazy("leave it out"),
    r"cry for help": "a sign of real danger",
    r"(?:easy|painless|quick) way (?:out|to die)": gettext_lazy("leave it out"),
}


@check(Level.WARN, "NIH and AMA: reading level 6 to 8")
def reading_level(document: Document, context: Context) -> Iterator[Complaint]:
    """Where a section is much harder than the grade asked for and than the site's other pages."""
    known = context.glossary | context.medicines.words
    highest = max(HIGHEST_GRADE, context.grade_of_pages + MUCH_HARDER)
    bodies = {section["heading"]: section["body"] for section in document["sections"]}
    for heading, level in section_grades(document, known):
        if level > highest:
            message = _("Reads at US grade %(grade).1f; aim at %(aim)d or below. The hardest sentence is linked.")
            found = {"grade": level, "aim": HIGHEST_GRADE}
            yield Complaint(message % found, heading, hardest(prose(bodies[heading]), known))


@check(Level.WARN, "NHS inclusive language: words that stigmatise")
def words_without_stigma(document: Document, _context: Context) -> Iterator[Complaint]:
    yield from _unwanted(document, STIGMA)


@check(Level.WARN, "Suicide-safe messaging: words")
def safe_words_about_suicide(document: Document, _context: Context) -> Iterator[Complaint]:
    yield from _unwanted(document, UNSAFE)


def _unwanted(document: Document, table: dict[str, Label]) -> Iterator[Complaint]:
    """Yield one complaint for each pattern and part that contains it."""
    for where, words in _by_part(document).items():
        for pattern, better in table.items():
            found = re.finditer(rf"\b(?:{pattern})", words, re.IGNORECASE)
            match = next((match for match in found if not _is_not_our_word(words, match)), None)
            if match:
                message = _("“%(found)s”: better “%(better)s”.") % {"found": match[0], "better": better}
                yield Complaint(message, where, match[0])


def _is_not_our_word(text: str, match: re.Match[str]) -> bool:
    """Quoted, reported as a feeling, or part of a name or title: “National Institute on Drug Abuse”."""
    before, after = text[max(match.start() - NEAR, 0) : match.start()], text[match.end() : match.end() + NEAR]
    if before.rpartition("\n")[2].count("“") > before.rpartition("\n")[2].count("”") or QUOTED.search(before):
        return True
    if FEELING.search(before):
        return True
    if NAME.fullmatch(match[0]) and NAME_AFTER.match(after):
        return True
    return match[0][0].isupper() and bool(NAME_BEFORE.search(before))


def _by_part(document: Document) -> dict[str, str]:
    """All text by the name of its part."""
    parts: dict[str, list[str]] = defaultdict(list)
    for where, block in all_words(document):
        parts[where].append(block)
    return {where: "\n".join(blocks) for where, blocks in parts.items()}
