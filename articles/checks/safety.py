"""Check that pages on suicide, depression and antidepressants carry help lines and the necessary statements."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from ..documents import Document
from ..markdown.unicode_safety import as_read
from ..medicines import Register
from ..models import OwnWords
from ..statements.in_force import names_in
from .findings import Complaint, Context, Level, check
from .text_blocks import all_words, said

NEED_HELP_LINES = {"depression", "suicide-risk"}
# The statements that a page on antidepressants carries.
STOPPING, FIRST_WEEKS = "stopping-antidepressants", "under-25-first-weeks"
# By the check that asks for each. A person may confirm that a sentence of the page says it.
ASKED_BY = {"carries-stopping-antidepressants": STOPPING, "carries-under-25-first-weeks": FIRST_WEEKS}

MANY_BLOCKS = 4  # A page that speaks of suicide so often is about it.
# A help line's name is no talk of suicide.
SUICIDE = re.compile(
    r"suicid(?!e (?:and|&) crisis|e prevention (?:lifeline|hotline|resource|line))|\bself-harm", re.IGNORECASE
)
DEPRESSION = re.compile(r"\bdepress(?:ion|ed|ive)\b", re.IGNORECASE)

MESSAGING = "Suicide-safe messaging: say where help is"
BOXED_WARNING = "FDA boxed warning on antidepressants"


@check(Level.BLOCK, MESSAGING)
def help_lines_can_be_shown(document: Document, context: Context) -> Iterator[Complaint]:
    if NEED_HELP_LINES & set(document["tags"]) and not context.has_verified_help_line:
        yield Complaint(_("The page needs the help lines, and no help line is verified."))


@check(Level.WARN, MESSAGING)
def talk_of_suicide_is_tagged(document: Document, _context: Context) -> Iterator[Complaint]:
    blocks = sum(bool(SUICIDE.search(block)) for _where, block in all_words(document))
    if _is_untagged_on(SUICIDE, document) or (_is_untagged(document) and blocks >= MANY_BLOCKS):
        yield Complaint(
            _("The page is about suicide: give it the tag “suicide-risk”, so that it carries the help lines.")
        )


@check(Level.WARN, MESSAGING)
def depression_is_tagged(document: Document, _context: Context) -> Iterator[Complaint]:
    if _is_untagged_on(DEPRESSION, document):
        yield Complaint(
            _("The page is about depression: give it the tag “depression”, so that it carries the help lines.")
        )


@check(Level.BLOCK, "Mayo Clinic, NHS: stopping antidepressants")
def carries_stopping_antidepressants(document: Document, context: Context) -> Iterator[Complaint]:
    return _statement(STOPPING, document, context)


@check(Level.BLOCK, BOXED_WARNING)
def carries_under_25_first_weeks(document: Document, context: Context) -> Iterator[Complaint]:
    return _statement(FIRST_WEEKS, document, context)


def own_words_that_stand(document: Document, context: Context) -> list[OwnWords]:
    """The newest confirmation for each statement whose very sentence the sections have, and which they don't carry."""
    sentences, carried = set(said(document)), names_in(document)
    standing = [one for one in context.own_words if one.sentence in sentences and one.statement not in carried]
    return list({one.statement: one for one in reversed(standing)}.values())


def _statement(name: str, document: Document, context: Context) -> Iterator[Complaint]:
    if name in names_in(document) or name in {one.statement for one in own_words_that_stand(document, context)}:
        return
    if _names_antidepressants(document, context.medicines):
        message = _(
            "The page names antidepressants: add the line “::: statement %(name)s”, or let a person confirm which "
            "sentence of the page says the same."
        )
        yield Complaint(message % {"name": name})


def _names_antidepressants(document: Document, medicines: Register) -> bool:
    """Also by a trade name or the name of a class."""
    mentions = (mention for _where, block in all_words(document) for mention in medicines.each_mention(block))
    return any(medicines.antidepressants & (mention.substances | mention.classes) for mention in mentions)


def _is_untagged_on(subject: re.Pattern[str], document: Document) -> bool:
    """A page is about what its title, summary or headings name; many others mention it in passing."""
    heads = [document["title"], document["summary"], *(section["heading"] for section in document["sections"])]
    return _is_untagged(document) and any(subject.search(as_read(head)) for head in heads)


def _is_untagged(document: Document) -> bool:
    return not NEED_HELP_LINES & set(document["tags"])
