"""What a reader in danger must find: help, and the warnings that belong to a medicine."""

import re

from django.utils.translation import gettext as _

from .. import markup
from ..documents import all_blocks
from .findings import Complaint, Level, check

NEED_HELP_LINES = {"depression", "suicide-risk"}
ANTIDEPRESSANTS = re.compile(r"anti-?depressant|\bSSRIs?\b|\bSNRIs?\b|\bMAOIs?\b", re.IGNORECASE)
# Within two sentences of one paragraph: "Never stop a medicine all at once. Plan it with your doctor."
STOP_WARNING = re.compile(
    r"\b(?:do not|don['’]t|never|not)\s+(?:\w+\s+)?(?:stop|quit|come off)\b"
    r"[^.!?]*[.!?]?[^.!?]*\b(?:doctor|prescriber|pharmacist|nurse|health professional|health care provider)\b",
    re.IGNORECASE,
)
UNDER_25 = re.compile(
    r"\b(?:under|below|younger than)\s+(?:the age of\s+)?25\b|\b24 (?:and|or) (?:under|younger)\b", re.I
)
SUICIDE = re.compile(r"\bsuicid", re.IGNORECASE)

MESSAGING = "Suicide-safe messaging: say where help is"
BOXED_WARNING = "FDA boxed warning on antidepressants"


@check(Level.BLOCK, MESSAGING)
def help_lines_can_be_shown(document, context):
    if NEED_HELP_LINES & set(document["tags"]) and not context.has_verified_help_line:
        yield Complaint(_("The page needs the help lines, and no help line is verified."))


@check(Level.BLOCK, MESSAGING)
def talk_of_suicide_is_tagged(document, _context):
    """Without the tag the layout would not draw the help lines."""
    if NEED_HELP_LINES & set(document["tags"]):
        return
    if any(SUICIDE.search(block) for _where, block in _plain_blocks(document)):
        yield Complaint(
            _("The page speaks of suicide: give it the tag “suicide-risk”, so that it carries the help lines.")
        )


@check(Level.BLOCK, "Mayo Clinic, NHS: stopping antidepressants")
def says_not_to_stop_without_a_doctor(document, _context):
    blocks = _plain_blocks(document)
    if _names_antidepressants(blocks) and not any(STOP_WARNING.search(block) for _where, block in blocks):
        yield Complaint(_("The page names antidepressants: say not to stop them without talking to a doctor."))


@check(Level.BLOCK, BOXED_WARNING)
def warns_people_under_25(document, _context):
    blocks = _plain_blocks(document)
    has_warning = any(UNDER_25.search(block) and SUICIDE.search(block) for _where, block in blocks)
    if _names_antidepressants(blocks) and not has_warning:
        yield Complaint(
            _("The page names antidepressants: say that under 25 thoughts of suicide can increase at the start.")
        )


def _plain_blocks(document):
    return [(where, block) for where, body in all_blocks(document) for block in markup.blocks(body)]


def _names_antidepressants(blocks):
    return any(ANTIDEPRESSANTS.search(block) for _where, block in blocks)
