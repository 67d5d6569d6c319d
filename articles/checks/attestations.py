"""What no program can see: a named person confirms it when publishing."""

from django.utils.translation import gettext as _

from .findings import Complaint, Level, check


@check(Level.ATTEST, "NHS standard for creating health content: evidence")
def claims_match_their_sources(_document, _context):
    yield Complaint(_("I compared each claim with the source that it cites."))


@check(Level.ATTEST, "DISCERN 6: balanced and unbiased")
def text_is_balanced(_document, _context):
    yield Complaint(_("Benefits and risks are told with equal weight, and nobody is pushed to one choice."))


@check(Level.ATTEST, "PIF TICK 5: people who use the page took part")
def readers_took_part(_document, _context):
    yield Complaint(_("People who have lived with this read the page, and what they said was heard."))


@check(Level.ATTEST, "Suicide-safe messaging: no methods, no single cause")
def suicide_is_spoken_of_safely(document, _context):
    if {"suicide-risk", "depression"} & set(document["tags"]):
        yield Complaint(_("No method, place or number of deaths is told, and no single cause is given for a suicide."))
