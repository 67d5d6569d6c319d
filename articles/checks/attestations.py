"""Ask the publisher to confirm what no program can check. The edition records who confirmed it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ..documents import Document
from .findings import Complaint, Context, Level, check


@check(Level.ATTEST, "NHS standard for creating health content: evidence")
def claims_match_their_sources(_document: Document, _context: Context) -> Iterator[Complaint]:
    yield Complaint(_("I compared each claim with the source that it cites."))


@check(Level.ATTEST, "DISCERN 6: balanced and unbiased")
def text_is_balanced(_document: Document, _context: Context) -> Iterator[Complaint]:
    yield Complaint(_("Benefits and risks are told with equal weight, and nobody is pushed to one choice."))


@check(Level.ATTEST, "PIF TICK 5: people who use the page took part")
def readers_took_part(_document: Document, _context: Context) -> Iterator[Complaint]:
    yield Complaint(_("People who have lived with this read the page, and what they said was heard."))


@check(Level.ATTEST, "Suicide-safe messaging: no methods, no single cause")
def suicide_is_spoken_of_safely(document: Document, _context: Context) -> Iterator[Complaint]:
    if {"suicide-risk", "depression"} & set(document["tags"]):
        yield Complaint(_("No method, place or number of deaths is told, and no single cause is given for a suicide."))
