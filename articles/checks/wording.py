"""Check that texts keep to the grammar that pages, screen readers and comparisons can present."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ..documents import PLAIN_PARTS, SUMMARY, Document, all_blocks
from ..markdown import rendering
from ..markdown.unicode_safety import why_not_plain
from .findings import Complaint, Context, Level, check
from .text_blocks import says_something

GRAMMAR = "House rule: the fixed grammar of texts (docs/editors.md)"


@check(Level.BLOCK, GRAMMAR)
def summary_is_written(document: Document, _context: Context) -> Iterator[Complaint]:
    if not says_something(document["summary"]):
        yield Complaint(_("Write the summary: the page opens with it, and lists and searches show it."), SUMMARY)


@check(Level.BLOCK, GRAMMAR)
def plain_fields_are_plain(document: Document, _context: Context) -> Iterator[Complaint]:
    """Pages show these fields as typed, so markup and citations would appear as raw characters."""
    for where, text in all_blocks(document):
        if where in PLAIN_PARTS and text.strip() and rendering.has_marks(text):
            yield Complaint(_("Only plain words here: no bold, lists, links or citations."), where, text)


@check(Level.BLOCK, GRAMMAR)
def headings_are_plain(document: Document, _context: Context) -> Iterator[Complaint]:
    """Title and headings are shown as typed. The forms refuse these marks too; a pack or an old draft has them."""
    headings = (section["heading"] for section in document["sections"])
    for where, text in [("title", document["title"]), *((heading, heading) for heading in headings)]:
        if reason := why_not_plain(text):
            yield Complaint(reason, where, text)


@check(Level.BLOCK, GRAMMAR)
def text_keeps_to_the_grammar(document: Document, _context: Context) -> Iterator[Complaint]:
    for section in document["sections"]:
        lines = section["body"].split("\n")
        for fault in rendering.article_faults(section["body"]):
            message = _("Line %(line)d: %(fault)s") % {"line": fault.line, "fault": fault.message}
            yield Complaint(message, section["heading"], lines[fault.line - 1] if fault.line <= len(lines) else "")
