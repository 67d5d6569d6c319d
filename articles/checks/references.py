"""Check what a text names and shows: pictures with their words and rights, statements, links."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from ..documents import Document
from ..markdown import grammar, rendering
from ..markdown.unicode_safety import as_read
from .findings import Complaint, Context, Level, check
from .text_blocks import says_something
from .wording import GRAMMAR

# WCAG failure F30: a file name, or a word that fits any picture.
NO_ALTERNATIVE = re.compile(
    r"\S+\.(?:jpe?g|png|webp|gif|svg|avif|heic|tiff?)|(?:IMG|DSCN?|P)[_-]?\d+"
    r"|(?:an? )?(?:image|picture|photo|photograph|drawing|graphic|illustration|alt(?: text)?)[ \d.]*",
    re.IGNORECASE,
)

NON_TEXT = "WCAG 2.2, 1.1.1: non-text content"
LINKS_WORK = "NHS standard for creating health content: links work"


@check(Level.BLOCK, NON_TEXT)
def picture_has_a_text_alternative(document: Document, _context: Context) -> Iterator[Complaint]:
    for where, picture, words in _shown(document):
        is_decorative = picture["is_decorative"] and not words
        if not is_decorative and not says_something(words or picture["alt"]):
            yield Complaint(_("Say in words what the picture shows, or mark it as decorative."), where)


@check(Level.WARN, NON_TEXT)
def text_alternative_says_what_is_shown(document: Document, _context: Context) -> Iterator[Complaint]:
    for where, picture, words in _shown(document):
        alternative = words or picture["alt"]
        if NO_ALTERNATIVE.fullmatch(as_read(alternative)):
            message = _("“%(words)s” fits any picture: say what this one shows.") % {"words": alternative}
            yield Complaint(message, where, alternative)


@check(Level.BLOCK, "JAMA benchmarks: attribution")
def picture_has_its_rights(document: Document, _context: Context) -> Iterator[Complaint]:
    for where, picture, _words in _shown(document):
        if not (says_something(picture["credit"]) and says_something(picture["licence"])):
            yield Complaint(_("The picture needs a credit and a licence; a credit alone is no licence."), where)


@check(Level.BLOCK, GRAMMAR)
def picture_is_in_the_library(document: Document, _context: Context) -> Iterator[Complaint]:
    known = {picture["name"] for picture in document["pictures"]}
    for section in document["sections"]:
        for line, name, _words in grammar.pictures(section["body"]):
            if name not in known:
                message = _("Line %(line)d: the library has no picture “%(name)s”. Its pictures' page names them.")
                yield Complaint(message % {"line": line, "name": name}, section["heading"])


@check(Level.BLOCK, "House rule: what must be said alike stands in the register of statements (docs/editors.md)")
def statements_are_in_force(document: Document, context: Context) -> Iterator[Complaint]:
    for section in document["sections"]:
        for name in rendering.statement_names(section["body"]):
            if name not in context.statements:
                message = _("No version of the statement “%(name)s” is in force.") % {"name": name}
                yield Complaint(message, section["heading"], f"statement {name}")


@check(Level.WARN, LINKS_WORK)
def links_lead_somewhere(document: Document, context: Context) -> Iterator[Complaint]:
    known = {"article": context.article_slugs, "notice": context.notices_in_force}
    for section in document["sections"]:
        for _line, kind, slug in grammar.internal_links(section["body"]):
            if slug not in known[kind] | {document["slug"]}:
                message = _("The link to %(kind)s “%(slug)s” leads nowhere yet.") % {"kind": kind, "slug": slug}
                yield Complaint(message, section["heading"], f"{kind}:{slug}")


@check(Level.WARN, LINKS_WORK)
def links_are_not_dead(document: Document, context: Context) -> Iterator[Complaint]:
    """Uses the results of the last run of check_links; a URL that it never checked counts as working."""
    for source in document["sources"]:
        if source["url"] in context.dead_links:
            message = _("The address of the source “%(key)s” no longer answers.") % {"key": source["key"]}
            yield Complaint(message, "sources", source["key"])
    for section in document["sections"]:
        for _line, url in grammar.web_links(section["body"]):
            if url in context.dead_links:
                yield Complaint(_("The link to %(url)s no longer answers.") % {"url": url}, section["heading"], url)


def _shown(document: Document) -> Iterator[tuple[str, Document, str]]:
    """(where, picture, the words that the text gives it) of the page's picture and of those in its sections."""
    if document["picture"]:
        yield "picture", document["picture"], ""
    library = {picture["name"]: picture for picture in document["pictures"]}
    for section in document["sections"]:
        for _line, name, words in grammar.pictures(section["body"]):
            if name in library:
                yield section["heading"], library[name], words
