"""The fixed grammar of texts: what pages can draw, readers' programs can speak, and a comparison can show."""

from django.utils.translation import gettext as _

from ..documents import PLAIN_PARTS, SUMMARY, all_blocks
from ..markdown import rendering
from .findings import Complaint, Level, check
from .text_blocks import says_something

GRAMMAR = "House rule: the fixed grammar of texts (docs/editors.md)"


@check(Level.BLOCK, GRAMMAR)
def summary_is_written(document, _context):
    if not says_something(document["summary"]):
        yield Complaint(_("Write the summary: the page opens with it, and lists and searches show it."), SUMMARY)


@check(Level.BLOCK, GRAMMAR)
def plain_fields_are_plain(document, _context):
    """Pages draw them as they are typed: a mark or a citation would be shown as such."""
    for where, text in all_blocks(document):
        if where in PLAIN_PARTS and text.strip() and rendering.has_marks(text):
            yield Complaint(_("Only plain words here: no bold, lists, links or citations."), where, text)


@check(Level.BLOCK, GRAMMAR)
def text_keeps_to_the_grammar(document, _context):
    for section in document["sections"]:
        lines = section["body"].split("\n")
        for fault in rendering.article_faults(section["body"]):
            message = _("Line %(line)d: %(fault)s") % {"line": fault.line, "fault": fault.message}
            yield Complaint(message, section["heading"], lines[fault.line - 1] if fault.line <= len(lines) else "")
