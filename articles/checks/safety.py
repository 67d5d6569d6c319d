"""Check that pages on suicide, depression and antidepressants carry help lines and the necessary warnings."""

import re
from collections.abc import Iterator
from itertools import pairwise

from django.utils.translation import gettext as _

from ..documents import Document
from ..markdown.unicode_safety import as_read
from ..medicines import Register
from .findings import Complaint, Context, Level, check
from .text_blocks import all_words, sentences

NEED_HELP_LINES = {"depression", "suicide-risk"}

# Not about medicines: “do not stop exercising”, “do not stop to think”, “do not stop seeing”.
STOP = (
    r"(?:stop(?:ped|ping)?|quit(?:ting)?|com(?:e|ing) off)\b"
    r"(?!\s+(?:to|(?!taking|using|anything|everything)\w+ing)\b)"
)
FORBIDS = re.compile(
    r"(?:n't|\b(?:(?<!why )(?<!need )not|never))\s+"
    rf"(?:(?:be|ever|just|simply|suddenly|abruptly|try to|skip or|change or),?\s+)*{STOP}",
    re.IGNORECASE,
)
ADVISER = re.compile(
    r"\b(?:doctor|GP|physician|psychiatrist|prescriber|pharmacist|nurse|clinician|specialist"
    r"|health ?care (?:team|provider|professional)|(?:health|medical) professional|care team)s?\b",
    re.IGNORECASE,
)
FIRST = re.compile(rf"\bbefore (?:you |anyone )?(?:ever |suddenly )?{STOP}", re.IGNORECASE)
ASKS = re.compile(r"\b(?:talk|speak|ask|check|consult|see|tell|discuss|agree|plan)\b", re.IGNORECASE)
IS_OPTIONAL = re.compile(r"\b(?:need not|needn't|(?:not|n't) (?:have|need) to|no need)\b", re.IGNORECASE)

UNDER_25 = re.compile(
    r"\b(?:under|below|before|until|up to|(?:younger|less) than)[ -](?:the )?(?:age (?:of )?)?"
    r"(?:25|24|twenty-five)s?\b(?!\s?(?:%|mg|per ?cent|weeks|days|people))"
    r"|\b2[45] (?:years )?(?:and|or) (?:under|younger|less|below)\b|\b1\d ?(?:to|-|and) ?2[45]\b",
    re.IGNORECASE,
)
MORE = r"(?:increas\w*|more|ris(?:es?|en|ing)|rais\w+|higher|worse\w*|grow\w*|stronger|risks?|new)\b"
INCREASE = re.compile(rf"\b{MORE}", re.IGNORECASE)
DENIED = re.compile(rf"(?:n't|\b(?:no|not|never))\s+(?:\w+\s+){{0,2}}{MORE}", re.IGNORECASE)
SUICIDE = re.compile(
    r"suicid|\bself-harm|\bkill\w* (?:your|my|him|her|them|one)sel"
    r"|\bend(?:s|ed|ing)? (?:your|my|his|her|their) li(?:fe|ves)\b"
    r"|\bt(?:ake[sn]?|aking|ook) (?:your|my|his|her|their) own li(?:fe|ves)\b|\b(?:want|wish)\w* to (?:die|be dead)\b",
    re.IGNORECASE,
)
DEPRESSION = re.compile(r"\bdepress(?:ion|ed|ive)\b", re.IGNORECASE)
HARM = re.compile(rf"{SUICIDE.pattern}|\bharm\w* (?:your|my|him|her|them|one)sel", re.IGNORECASE)

MESSAGING = "Suicide-safe messaging: say where help is"
BOXED_WARNING = "FDA boxed warning on antidepressants"


@check(Level.BLOCK, MESSAGING)
def help_lines_can_be_shown(document: Document, context: Context) -> Iterator[Complaint]:
    if NEED_HELP_LINES & set(document["tags"]) and not context.has_verified_help_line:
        yield Complaint(_("The page needs the help lines, and no help line is verified."))


@check(Level.BLOCK, MESSAGING)
def talk_of_suicide_is_tagged(document: Document, _context: Context) -> Iterator[Complaint]:
    """Without the tag, the page would not show the help lines."""
    if NEED_HELP_LINES & set(document["tags"]):
        return
    if any(SUICIDE.search(block) for _where, block in all_words(document)):
        yield Complaint(
            _("The page speaks of suicide: give it the tag “suicide-risk”, so that it carries the help lines.")
        )


@check(Level.WARN, MESSAGING)
def depression_is_tagged(document: Document, _context: Context) -> Iterator[Complaint]:
    """A page is about depression if its title, summary or headings say so; many others mention it in passing."""
    heads = [document["title"], document["summary"], *(section["heading"] for section in document["sections"])]
    if not NEED_HELP_LINES & set(document["tags"]) and any(DEPRESSION.search(as_read(head)) for head in heads):
        yield Complaint(
            _("The page is about depression: give it the tag “depression”, so that it carries the help lines.")
        )


@check(Level.BLOCK, "Mayo Clinic, NHS: stopping antidepressants")
def says_not_to_stop_without_a_doctor(document: Document, context: Context) -> Iterator[Complaint]:
    blocks = [block for _where, block in all_words(document)]
    if _names_antidepressants(blocks, context.medicines) and not any(map(_warns_of_stopping, blocks)):
        yield Complaint(_("The page names antidepressants: say not to stop them without talking to a doctor."))


@check(Level.BLOCK, BOXED_WARNING)
def warns_people_under_25(document: Document, context: Context) -> Iterator[Complaint]:
    blocks = [block for _where, block in all_words(document)]
    if _names_antidepressants(blocks, context.medicines) and not any(map(_warns_the_young, blocks)):
        yield Complaint(
            _("The page names antidepressants: say that under 25 thoughts of suicide can increase at the start.")
        )


def _names_antidepressants(blocks: list[str], medicines: Register) -> bool:
    """Also by a trade name or the name of a class."""
    mentions = (mention for block in blocks for mention in medicines.mentions(block))
    return any(medicines.antidepressants & (mention.substances | mention.classes) for mention in mentions)


def _warns_of_stopping(block: str) -> bool:
    """Also true for two consecutive sentences: "Never stop a medicine all at once. Plan it with your doctor." """
    said = sentences(block)
    if any(FORBIDS.search(one) and ADVISER.search(f"{one} {after}") for one, after in pairwise([*said, ""])):
        return True
    return any(
        FIRST.search(one) and ASKS.search(one) and ADVISER.search(one) and not IS_OPTIONAL.search(one) for one in said
    )


def _warns_the_young(block: str) -> bool:
    said = " ".join(sentence for sentence in sentences(block) if not DENIED.search(sentence))
    return bool(UNDER_25.search(said) and HARM.search(said) and INCREASE.search(said))
