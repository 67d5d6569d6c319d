"""Who says so, from what, and who pays: JAMA's benchmarks (Silberg and others 1997) and HONcode."""

from django.utils.translation import gettext as _

from .. import grammar, markup
from ..documents import PLAIN_PARTS, all_blocks
from .findings import Level, check

AUTHORSHIP = "JAMA benchmarks: authorship"
ATTRIBUTION = "JAMA benchmarks: attribution"
DISCLOSURE = "JAMA benchmarks: disclosure"
CURRENCY = "JAMA benchmarks: currency"
REVIEW_CYCLE = "NHS standard for creating health content: review cycle"
APPROVAL = "NHS standard for creating health content: clinical approval"
COMPLEMENTARITY = "HONcode: complementarity"


@check(Level.BLOCK, AUTHORSHIP)
def author_line(document, _context):
    if not document["author"].strip():
        yield "Say who wrote the page.", ""


@check(Level.BLOCK, ATTRIBUTION)
def has_a_source(document, _context):
    if not document["sources"]:
        yield "Name at least one source.", ""


@check(Level.BLOCK, ATTRIBUTION)
def sources_are_complete(document, _context):
    for source in document["sources"]:
        if not source["publisher"].strip() or not source["url"].strip():
            yield f"The source “{source['key']}” needs a publisher and an address.", "sources"


@check(Level.BLOCK, ATTRIBUTION)
def citations_have_sources(document, _context):
    known = {source["key"] for source in document["sources"]}
    for where, body in all_blocks(document):
        for key in dict.fromkeys(key for _line, key in grammar.citations(body)):
            if key not in known:
                yield f"“[{key}]” is cited, and no source has this key.", where


@check(Level.BLOCK, ATTRIBUTION)
def sources_are_cited(document, _context):
    cited = {key for section in document["sections"] for _line, key in grammar.citations(section["body"])}
    for source in document["sources"]:
        if source["key"] not in cited:
            yield f"No section cites the source “{source['key']}”: cite it or take it out.", "sources"


@check(Level.BLOCK, DISCLOSURE)
def disclosure_in_force(_document, context):
    if not context.has_disclosure:
        yield "No editorial policy with a funding statement is in force.", ""


@check(Level.WARN, DISCLOSURE)
def funding_is_named(_document, context):
    if context.has_disclosure and not context.is_funding_named:
        yield "The site's owner has not yet said who pays for the site (SITE_FUNDING_STATEMENT).", ""


@check(Level.BLOCK, COMPLEMENTARITY)
def disclaimer_in_force(_document, context):
    if "disclaimer" not in context.notices_in_force:
        yield "No disclaimer is in force.", ""


@check(Level.BLOCK, REVIEW_CYCLE)
def review_due_date(document, _context):
    if not document["review_due_on"]:
        yield "Say when the page is due for review.", ""


@check(Level.WARN, REVIEW_CYCLE)
def review_is_not_overdue(document, context):
    due = document["review_due_on"]
    if due and due < context.today.isoformat():
        yield f"The review was due on {due}.", ""


@check(Level.WARN, CURRENCY)
def facts_were_checked(document, _context):
    if not document["facts_checked_on"]:
        yield "Say when the facts were last checked against the sources.", ""


@check(Level.WARN, APPROVAL)
def reviewed_by_a_clinician(_document, context):
    """A name that an editor typed is no review: only a signature under this text is."""
    if not context.is_signed:
        yield _("No clinician has signed this text; the page says so to its readers."), ""


@check(Level.WARN, ATTRIBUTION)
def sources_were_read_themselves(document, _context):
    for source in document["sources"]:
        if source["seen"] == "report":
            yield f"The source “{source['key']}” is known through a report only; read it itself.", "sources"


GRAMMAR = "PsyWeb: the fixed grammar of texts (docs/editors.md)"


@check(Level.BLOCK, GRAMMAR)
def plain_fields_are_plain(document, _context):
    """Pages draw them as they are typed: a mark or a citation would be shown as such."""
    for where, text in all_blocks(document):
        if where in PLAIN_PARTS and markup.has_marks(text):
            yield "Only plain words here: no bold, lists, links or citations.", where


@check(Level.BLOCK, GRAMMAR)
def text_keeps_to_the_grammar(document, _context):
    for section in document["sections"]:
        for fault in markup.article_faults(section["body"]):
            yield f"Line {fault.line}: {fault.message}", section["heading"]
