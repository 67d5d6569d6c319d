"""Words that a reader can follow, and that hurt nobody."""

import re

from django.utils.translation import gettext as _

from .. import markup
from ..documents import all_blocks
from .findings import Complaint, Level, check
from .reading_level import grade, hardest

HIGHEST_GRADE = 8.0  # Of a US school: NIH and AMA ask for 6 to 8.
FEWEST_WORDS = 30  # A formula says nothing about fewer.

STIGMA = {
    r"mentally ill": "a person with a mental illness",
    r"the mentally": "people with a mental illness",
    r"suffer(?:s|ing)? from": "has, lives with",
    r"victims? of (?:depression|mental)": "a person with",
    r"(?:schizophrenics?|depressives|psychotics)\b": "a person with …",
    r"(?:drug|substance) abusers?|addicts?\b": "a person who uses drugs",
    r"crazy|insane|lunatic|psycho\b|deranged": "name the condition",
    r"committed to an? (?:asylum|institution)": "admitted to hospital",
    r"(?:drug|alcohol|substance) abuse": "misuse",
}
UNSAFE = {
    r"commit(?:s|ted|ting)? suicide": "died by suicide",
    r"(?:successful|completed) suicide": "died by suicide",
    r"(?:failed|unsuccessful) suicide(?: attempt)?": "survived a suicide attempt",
    r"suicide (?:epidemic|wave)|epidemic of suicide": "plain words without alarm",
    r"suicide (?:note|victim)s?": "leave it out",
    r"cry for help": "a sign of real danger",
    r"(?:easy|painless|quick) way (?:out|to die)": "leave it out",
}


@check(Level.WARN, "NIH and AMA: reading level 6 to 8")
def reading_level(document, context):
    for section in document["sections"]:
        blocks = markup.blocks(section["body"])
        if sum(len(block.split()) for block in blocks) < FEWEST_WORDS:
            continue
        level = grade(blocks, context.glossary)
        if level > HIGHEST_GRADE:
            message = _("Reads at US grade %(grade).1f; aim at %(aim)d or below. The hardest sentence is linked.")
            found = {"grade": level, "aim": HIGHEST_GRADE}
            yield Complaint(message % found, section["heading"], hardest(blocks, context.glossary))


@check(Level.WARN, "NHS inclusive language: words that stigmatise")
def words_without_stigma(document, _context):
    yield from _unwanted(document, STIGMA)


@check(Level.WARN, "Suicide-safe messaging: words")
def safe_words_about_suicide(document, _context):
    yield from _unwanted(document, UNSAFE)


def _unwanted(document, table):
    for where, body in [("title", document["title"]), *all_blocks(document)]:
        words = markup.plain(body)
        for pattern, better in table.items():
            match = re.search(rf"\b(?:{pattern})", words, re.IGNORECASE)
            if match:
                message = _("“%(found)s”: better “%(better)s”.") % {"found": match[0], "better": better}
                yield Complaint(message, where, match[0])
