"""Check the reading level, and look for stigmatising and unsafe phrases."""

import re
from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..documents import Document
from ..markdown import rendering
from ..schema.definition import Label
from .findings import Complaint, Context, Level, check
from .reading_level import grade, hardest
from .text_blocks import all_words

HIGHEST_GRADE = 8.0  # US school grade: NIH and AMA ask for 6 to 8.
FEWEST_WORDS = 30  # The formula gives no useful grade for a shorter text.

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
    # Two US public bodies have it in their names.
    r"(?<!institute on )(?:drug|alcohol|substance) abuse\b(?! and (?:mental health|alcoholism))": "misuse",
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
    known = context.glossary | context.medicines.words
    for section in document["sections"]:
        blocks = rendering.blocks(section["body"])
        if sum(len(block.split()) for block in blocks) < FEWEST_WORDS:
            continue
        level = grade(blocks, known)
        if level > HIGHEST_GRADE:
            message = _("Reads at US grade %(grade).1f; aim at %(aim)d or below. The hardest sentence is linked.")
            found = {"grade": level, "aim": HIGHEST_GRADE}
            yield Complaint(message % found, section["heading"], hardest(blocks, known))


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
            match = re.search(rf"\b(?:{pattern})", words, re.IGNORECASE)
            if match:
                message = _("“%(found)s”: better “%(better)s”.") % {"found": match[0], "better": better}
                yield Complaint(message, where, match[0])


def _by_part(document: Document) -> dict[str, str]:
    """All text by the name of its part."""
    parts: dict[str, list[str]] = defaultdict(list)
    for where, block in all_words(document):
        parts[where].append(block)
    return {where: "\n".join(blocks) for where, blocks in parts.items()}
