"""Check what readers need to choose a treatment, by the questions of DISCERN."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from ..documents import Document
from .findings import Complaint, Context, Level, check
from .text_blocks import blocks_of

RISK_ASPECTS = {"risks", "side-effects"}
RISK_PARAGRAPH = re.compile(r"risks?\s?:\s?\w", re.IGNORECASE)  # With text after the colon.
UNCERTAIN = re.compile(
    r"\b(?:uncertain|unclear|not (?:yet )?(?:known|proven|agreed)|no one knows|we do not know|disputed|disagree|"
    r"(?:proof|evidence) (?:is|has|for \w+ is) (?:weak|limited|a limit|uncertain)|weak|limited|results? var(?:y|ies)|"
    r"few studies|small trials?|may not)\b",
    re.IGNORECASE,
)
OPTIONS = {
    "medicine": r"medicines?|medication|antidepressants?|lithium|ketamine",
    "talking therapy": r"talk(?:ing)? therap|psychotherapy|counsel|CBT|behavioral (?:therapy|activation)",
    "brain stimulation": r"(?:ECT|TMS|VNS)\b|brain stimulation",
    "self-care": r"exercise|self-help|sleep (?:enough|habits|hygiene|routine)|regular (?:sleep|routine)",
}
FEWEST_OPTIONS = 2


@check(Level.BLOCK, "DISCERN 11: risks of each treatment")
def treatments_come_with_risks(document: Document, _context: Context) -> Iterator[Complaint]:
    if not _has_aspect(document, {"treatments"}) or _has_aspect(document, RISK_ASPECTS):
        return
    if not any(RISK_PARAGRAPH.match(block) for section in document["sections"] for block in blocks_of(section["body"])):
        yield Complaint(
            _("Treatments are described without risks: add a section on risks, or a line that begins **Risk:**.")
        )


@check(Level.WARN, "DISCERN 12: what would happen without treatment")
def says_what_happens_without_treatment(document: Document, _context: Context) -> Iterator[Complaint]:
    if _has_aspect(document, {"treatments"}) and not _has_aspect(document, {"without-treatment"}):
        yield Complaint(_("Say what may happen without treatment, in a section of that aspect."))


@check(Level.WARN, "DISCERN 8: areas of uncertainty")
def says_what_is_uncertain(document: Document, _context: Context) -> Iterator[Complaint]:
    if _has_aspect(document, {"treatments"}) and not UNCERTAIN.search(_text(document)):
        yield Complaint(_("Say what is not known, or where experts disagree."))


@check(Level.WARN, "DISCERN 14: more than one choice")
def names_more_than_one_treatment(document: Document, _context: Context) -> Iterator[Complaint]:
    text = _text(document)
    named = [option for option, words in OPTIONS.items() if re.search(rf"\b(?:{words})", text, re.IGNORECASE)]
    if _has_aspect(document, {"treatments"}) and len(named) < FEWEST_OPTIONS:
        yield Complaint(_("The page names one kind of treatment only: say what else there is."))


def _has_aspect(document: Document, aspects: set[str]) -> bool:
    """Whether a section with text has one of the aspects."""
    return any(section["aspect"] in aspects and blocks_of(section["body"]) for section in document["sections"])


def _text(document: Document) -> str:
    return "\n".join(block for section in document["sections"] for block in blocks_of(section["body"]))
