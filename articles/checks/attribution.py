"""Check authorship, sources, disclosure and currency: JAMA benchmarks (Silberg and others 1997) and HONcode."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from urllib.parse import urlsplit

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..documents import KEY_POINTS, SUMMARY, Document, all_blocks
from ..markdown import grammar
from .doses import Dose, doses
from .findings import Complaint, Context, Level, check, unless
from .text_blocks import blocks_of, says_something

AUTHORSHIP = "JAMA benchmarks: authorship"
ATTRIBUTION = "JAMA benchmarks: attribution"
DISCLOSURE = "JAMA benchmarks: disclosure"
CURRENCY = "JAMA benchmarks: currency"
REVIEW_CYCLE = "NHS standard for creating health content: review cycle"
APPROVAL = "NHS standard for creating health content: clinical approval"
COMPLEMENTARITY = "HONcode: complementarity"
LONGEST_CYCLE = timedelta(days=366)  # A year, also a leap year.


@check(Level.BLOCK, AUTHORSHIP)
def author_line(document: Document, _context: Context) -> list[Complaint]:
    return unless(says_something(document["author"]), _("Say who wrote the page."))


@check(Level.BLOCK, ATTRIBUTION)
def has_a_source(document: Document, _context: Context) -> list[Complaint]:
    return unless(document["sources"], _("Name at least one source."))


@check(Level.BLOCK, ATTRIBUTION)
def sources_are_complete(document: Document, _context: Context) -> list[Complaint]:
    return _each_source(
        document,
        lambda source: not (says_something(source["publisher"]) and _is_address(source["url"])),
        _("The source “%(key)s” needs a publisher and an address."),
    )


@check(Level.BLOCK, ATTRIBUTION)
def citations_have_sources(document: Document, _context: Context) -> Iterator[Complaint]:
    known = {source["key"] for source in document["sources"]}
    for where, body in all_blocks(document):
        for key in dict.fromkeys(key for _line, key in grammar.citations(body)):
            if key not in known:
                message = _("“[%(key)s]” is cited, and no source has this key.") % {"key": key}
                yield Complaint(message, where, f"[{key}]")


@check(Level.BLOCK, ATTRIBUTION)
def sources_are_cited(document: Document, _context: Context) -> list[Complaint]:
    cited = {key for section in document["sections"] for _line, key in grammar.citations(section["body"])}
    return _each_source(
        document,
        lambda source: source["key"] not in cited,
        _("No section cites the source “%(key)s”: cite it or take it out."),
    )


@check(Level.WARN, ATTRIBUTION)
def doses_have_a_source_beside_them(document: Document, context: Context) -> Iterator[Complaint]:
    """Each section that names a dose must cite a source.

    Summary and key points can't cite, so each of their doses must also stand in a section.
    """
    known = {source["key"] for source in document["sources"]}
    in_sections: set[str] = set()
    for section in document["sections"]:
        named = [dose for block in blocks_of(section["body"]) for dose in doses(block, context.medicines)]
        in_sections |= {dose.value for dose in named}
        if named and not known & {key for _line, key in grammar.citations(section["body"])}:
            yield _dose_without_source(named[0], section["heading"])
    for where, text in all_blocks(document):
        if where in {SUMMARY, KEY_POINTS}:
            for dose in doses(text, context.medicines):
                if dose.value not in in_sections:
                    yield _dose_without_source(dose, where)


def _dose_without_source(dose: Dose, where: str) -> Complaint:
    return Complaint(_("A dose without a source beside it: “%(dose)s”.") % {"dose": dose.shown}, where, dose.shown)


@check(Level.BLOCK, DISCLOSURE)
def disclosure_in_force(_document: Document, context: Context) -> list[Complaint]:
    return unless(context.has_disclosure, _("No editorial policy with a funding statement is in force."))


@check(Level.WARN, DISCLOSURE)
def funding_is_named(_document: Document, context: Context) -> list[Complaint]:
    return unless(
        context.is_funding_named or not context.has_disclosure,
        _("The site's owner has not yet said who pays for the site (SITE_FUNDING_STATEMENT)."),
    )


@check(Level.BLOCK, COMPLEMENTARITY)
def disclaimer_in_force(_document: Document, context: Context) -> list[Complaint]:
    return unless("disclaimer" in context.notices_in_force, _("No disclaimer is in force."))


@check(Level.BLOCK, REVIEW_CYCLE)
def review_due_date(document: Document, _context: Context) -> list[Complaint]:
    return unless(document["review_due_on"], _("Say when the page is due for review."))


@check(Level.WARN, REVIEW_CYCLE)
def review_is_not_overdue(document: Document, context: Context) -> list[Complaint]:
    due = document["review_due_on"]
    return unless(not due or due >= context.today.isoformat(), _("The review was due on %(day)s.") % {"day": due or ""})


def latest_review(checked: date) -> date:
    """The last day on which the next review may be due, for facts that were checked on the day `checked`."""
    return checked + LONGEST_CYCLE


@check(Level.WARN, REVIEW_CYCLE)
def review_is_due_within_a_year(document: Document, _context: Context) -> Iterator[Complaint]:
    """Only a warning: the form refuses such a day in new input, and an older one must not block a small correction."""
    due, checked = document["review_due_on"], document["facts_checked_on"]
    last = latest_review(date.fromisoformat(checked)) if checked else None
    if due and last and due > last.isoformat():
        yield Complaint(
            _("The review is due more than a year after the facts were checked: choose %(day)s or a day before it.")
            % {"day": date_format(last)}
        )


@check(Level.WARN, CURRENCY)
def facts_were_checked(document: Document, context: Context) -> Iterator[Complaint]:
    day = document["facts_checked_on"]
    if not day:
        yield Complaint(_("Say when the facts were last checked against the sources."))
    elif day > context.today.isoformat():
        yield Complaint(_("The facts can't have been checked on %(day)s: that day is yet to come.") % {"day": day})


@check(Level.WARN, APPROVAL)
def reviewed_by_a_clinician(_document: Document, context: Context) -> list[Complaint]:
    """Only a signature that covers this text counts as a review, not a name that an editor typed."""
    return unless(context.signature, _("No clinician has signed this text; the page says so to its readers."))


@check(Level.WARN, ATTRIBUTION)
def sources_were_read_themselves(document: Document, _context: Context) -> list[Complaint]:
    return _each_source(
        document,
        lambda source: source["seen"] == "report",
        _("The source “%(key)s” is known through a report only; read it itself."),
    )


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and "." in (parts.hostname or "")


def _each_source(document: Document, is_at_fault: Callable[[Document], bool], message: str) -> list[Complaint]:
    """A complaint for each source at fault. `message` is a format string that takes the source's `key`."""
    keys = (source["key"] for source in document["sources"] if is_at_fault(source))
    return [Complaint(message % {"key": key}, "sources", key) for key in keys]
