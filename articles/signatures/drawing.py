"""Draw what changed since a text was signed, before and after, as readers see it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from django.template.loader import render_to_string
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ..comparison.diff import Kind, opcodes
from ..markdown import rendering
from ..schema.definition import Document
from ..statements import in_force, names_in
from ..statements.drawing import drawn
from .blocks import Block
from .standing import Standing

# Of sanitised HTML: a tag, an entity, a word or number, white space, a mark.
PIECE = re.compile(r"""<(?:"[^"]*"|[^">])*>|&[#\w]+;|[\w'’.,–-]*\w|\s+|.""", re.DOTALL)
CITATION = re.compile(r'id="[^"]*" href="#source-(\d+)"')
WEB = re.compile("https?://")
DRAWN_BY_TEMPLATE = {
    "sources": "admin/articles/_source.html",
    "picture": "articles/_picture.html",
    "pictures": "articles/_picture.html",
}


@dataclass(frozen=True)
class Change:
    """One difference as the page to sign shows it. `words` names it in one line."""

    place: str
    kind: Kind
    words: str
    before: SafeString
    after: SafeString


def drawn_changes(standing: Standing, document: Document) -> list[Change]:
    """What the signature doesn't cover in `document`, in reading order."""
    draw_old, draw_new = _drawer(standing.signature.version.document), _drawer(document)
    changes = []
    for one in standing.differences:
        kind = Kind.CHANGED if one.before and one.after else Kind.ADDED if one.after else Kind.REMOVED
        before, after = draw_old(one.before), draw_new(one.after)
        if kind == Kind.CHANGED:
            before, after = _with_marks(before, after)
        changes.append(Change(one.place, kind, one.in_words(), before, after))
    return changes


def _drawer(document: Document) -> Callable[[Block | None], SafeString]:
    """Draws blocks of the document. Citations have the page's numbers, and link to the source itself.

    One query for its statements, which are drawn as they are today.
    """
    statements = in_force(names_in(document))
    citations = rendering.Citations(source["key"] for source in document["sources"])
    for section in document["sections"]:
        rendering.article_html(section["body"], citations, document["pictures"])
    addresses = {str(citations.numbers.get(source["key"])): source["url"] for source in document["sources"]}

    def linked(citation: re.Match[str]) -> str:
        address = addresses.get(citation[1], "")
        return f'rel="external" href="{escape(address)}"' if WEB.match(address) else ""

    def draw(block: Block | None) -> SafeString:
        if block is None or block.value is None:
            return SafeString()
        if block.field == "sections":
            html = rendering.article_html(block.value, citations, document["pictures"])
            return drawn(rendering.stored_html(CITATION.sub(linked, html)), statements, may_lack=True)
        if block.field in DRAWN_BY_TEMPLATE:
            value = block.value | ({} if WEB.match(block.value.get("url", "")) else {"url": ""})
            return render_to_string(DRAWN_BY_TEMPLATE[block.field], {block.field.removesuffix("s"): value})
        return format_html("<p>{}</p>", block.value)

    return draw


def _with_marks(before: SafeString, after: SafeString) -> tuple[SafeString, SafeString]:
    """Both texts with the words that differ in del and ins elements. Tags stay as they are."""
    old, new = PIECE.findall(before), PIECE.findall(after)
    removed: set[int] = set()
    added: set[int] = set()
    for tag, low, high, new_low, new_high in opcodes(old, new):
        if tag != "equal":
            removed.update(range(low, high))
            added.update(range(new_low, new_high))
    return _marked(old, removed, "del", _("removed:")), _marked(new, added, "ins", _("added:"))


def _marked(pieces: list[str], changed: set[int], element: str, said: str) -> SafeString:
    html = ""
    for (is_changed, is_tag), run in groupby(enumerate(pieces), key=lambda one: (one[0] in changed, one[1][0] == "<")):
        words = "".join(piece for _place, piece in run)
        if is_changed and is_tag:
            words = words.replace("<a ", '<a data-changed="" ')  # Its address may be all that changed.
        elif is_changed and words.strip():
            hidden = f'<span class="visually-hidden">[{conditional_escape(said)} </span>'
            words = f'<{element}>{hidden}{words}<span class="visually-hidden">]</span></{element}>'
        html += words
    return rendering.stored_html(html)
