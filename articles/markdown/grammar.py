"""Parse the part of Markdown that a body may hold, and report what it may not (docs/editors.md, "Writing").

Line numbers are those of the body, from 1.
"""

from collections.abc import Collection, Iterator
from functools import lru_cache

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markdown_it import MarkdownIt
from markdown_it.token import Token

from . import inline
from .blocks import BLOCKS
from .blocks import picture as picture_block
from .blocks import statement as statement_block
from .blocks.block import MARK, Block, Fault, line_of
from .blocks.lists import stray_lines
from .blocks.table import MOST_COLUMNS, is_delimiter

# Token types of CommonMark that a body may not hold, in an editor's words, with what to do instead.
FORBIDDEN = {
    "html_block": gettext_lazy("HTML (write a “<” that is meant as a sign with a space after it)"),
    "html_inline": gettext_lazy("HTML (write a “<” that is meant as a sign with a space after it)"),
    "fence": gettext_lazy("a code block (write the words as a paragraph)"),
    "code_block": gettext_lazy("a line that begins with four spaces (take the spaces out)"),
    "code_inline": gettext_lazy("code between back-ticks (take the back-ticks out)"),
    "blockquote_open": gettext_lazy("a quotation that begins with > (put the words between quotation marks)"),
    "hr": gettext_lazy("a horizontal line (a heading parts a text: ### Words)"),
    "image": gettext_lazy(
        "a picture among words (a picture of the library has a paragraph of its own: ![words](picture:name))"
    ),
    "em_open": gettext_lazy("single stars or underscores (bold is **words**)"),
    "s_open": gettext_lazy("struck-out words (take them out: a comparison shows what was)"),
    "hardbreak": gettext_lazy("a forced line break (take out the spaces or the backslash at the end of the line)"),
    "link_open": gettext_lazy("a link that is not [words](https://…), [words](article:slug) or [words](notice:slug)"),
}
NAMED = {block.name: block for block in BLOCKS}
# As a fault names them. Paragraphs and headings are CommonMark's own.
LABELS = {block.name: block.label for block in BLOCKS} | {
    "paragraph": gettext_lazy("a paragraph"),
    "heading": gettext_lazy("a heading"),
}
# The type of the token that begins a block, and the block's name.
BEGINNINGS = {
    **{f"{name}_open": name for name in LABELS},
    **{name: name for name in ("statement", "picture")},
    **{f"{kind}_list_open": "list" for kind in ("bullet", "ordered")},
}
MARKS = ", ".join(f"“{MARK} {name}”" for block in BLOCKS for name in block.fence_names)
# All checks parse the same bodies, and while an editor types, one body changes between two runs.
CACHED_BODIES = 256


def _with_rules(parser: MarkdownIt) -> MarkdownIt:
    for block in BLOCKS:
        block.add_to(parser)
    return inline.add_rules(parser)


# Draws pages. What the grammar doesn't know stays plain text.
DRAWING = _with_rules(MarkdownIt("zero").enable(["heading", "list", "emphasis", "escape", "balance_pairs"]))
# Checks bodies. It knows all of CommonMark, to name what isn't allowed.
STRICT = inline.add_refused(
    _with_rules(MarkdownIt("commonmark").enable("strikethrough").disable(["reference", "text_join"]))
)


@lru_cache(maxsize=CACHED_BODIES)
def drawn_tokens(body: str) -> tuple[Token, ...]:
    """The tokens that a page shows. Cached and shared: never change them."""
    return tuple(DRAWING.parse(body))


@lru_cache(maxsize=CACHED_BODIES)
def _strict_tokens(body: str) -> tuple[Token, ...]:
    """The tokens with all that isn't allowed. Cached and shared: never change them."""
    return tuple(STRICT.parse(body))


def citations(body: str) -> list[tuple[int, str]]:
    """(line, key) of each citation, in reading order."""
    return [(line, token.meta["words"][0]) for line, token in _inline_tokens(body) if token.type == "citation"]


def internal_links(body: str) -> Iterator[tuple[int, str, str]]:
    """Yield (line, "article" or "notice", slug) of each link inside the site, in reading order."""
    for line, token in _inline_tokens(body):
        internal = inline.INTERNAL_LINK.fullmatch(token.meta["words"][1]) if token.type == "worded_link" else None
        if internal:
            yield line, internal[1], internal[2]


def web_links(body: str) -> Iterator[tuple[int, str]]:
    """Yield (line, URL) of each link to another site, in reading order."""
    for line, token in _inline_tokens(body):
        if token.type == "worded_link" and token.meta["words"][1].startswith("https://"):
            yield line, token.meta["words"][1]


def pictures(body: str) -> list[tuple[int, str, str]]:
    """(line, short name, words) of each picture, in reading order."""
    return picture_block.pictures(drawn_tokens(body)) if "(picture:" in body else []


def statements(body: str) -> list[str]:
    """The short name of each statement, in reading order."""
    return statement_block.names(drawn_tokens(body)) if MARK in body else []


def faults(
    body: str,
    *,
    heading_levels: Collection[str],
    facts: Collection[str] = (),
    is_article: bool = True,
    refused: Collection[str] = (),
) -> list[Fault]:
    """All places that break the grammar, sorted by line.

    `heading_levels` are the HTML elements that a heading may become ("h3"). `facts` are the names of the owner's facts
    that the body may contain. `refused` are names of blocks that this text may not have.
    """
    tokens = _strict_tokens(body)
    not_used = _("This may not be used: %(what)s.")
    refused = {*refused, *(block.name for block in BLOCKS if block.is_for_articles and not is_article)}
    found = {
        *(
            Fault(line_of(token), not_used % {"what": FORBIDDEN[token.type]})
            for token in tokens
            if token.type in FORBIDDEN
        ),
        *_headings(tokens, heading_levels),
        *_misplaced(tokens, refused),
        *(fault for block in BLOCKS for fault in block.faults(tokens)),
        *stray_lines(tokens, body.split("\n")),
        *_inline_faults(body, facts, is_article),
    }
    return sorted(found, key=lambda fault: (fault.line, fault.message))


def _headings(tokens: tuple[Token, ...], levels: Collection[str]) -> Iterator[Fault]:
    for token in tokens:
        if token.type == "heading_open" and (token.tag not in levels or not token.markup.startswith("#")):
            allowed = _(" or ").join("#" * int(level[1]) for level in levels)
            message = _("A heading here begins with %(allowed)s.") % {"allowed": allowed}
            yield Fault(line_of(token), message if levels else _("No heading may stand here: write a paragraph."))


def _misplaced(tokens: tuple[Token, ...], refused: Collection[str]) -> Iterator[Fault]:
    """Blocks that this kind of text may not have, and blocks inside others that can't hold them."""
    outer: list[Block | None] = []
    for token in tokens:
        name = BEGINNINGS.get(token.type, "")
        holder = outer[-1] if outer else None
        if name and name in refused:
            words = _("%(what)s may not stand in this kind of text: write it as a paragraph.")
            yield Fault(line_of(token), words % {"what": capfirst(str(LABELS[name]))})
        elif name and holder and name not in holder.holds:
            words = _("%(what)s may not stand inside %(where)s: put it before or after.")
            yield Fault(line_of(token), words % {"what": capfirst(str(LABELS[name])), "where": holder.label})
        if token.nesting == 1:
            outer.append(NAMED.get(name, holder))
        elif token.nesting == -1:
            outer.pop()


def _inline_tokens(body: str) -> Iterator[tuple[int, Token]]:
    """Yield (line, token) of everything inside paragraphs, headings, items and cells."""
    for block in _strict_tokens(body):
        if block.type != "inline":
            continue
        line = line_of(block)
        for token in block.children or []:
            yield line, token
            line += token.type in {"softbreak", "hardbreak"}


def _inline_faults(body: str, facts: Collection[str], is_article: bool) -> Iterator[Fault]:
    for line, token in _inline_tokens(body):
        if token.type in FORBIDDEN:
            yield Fault(line, _("This may not be used: %(what)s.") % {"what": FORBIDDEN[token.type]})
        if token.type == "text" and token.content.lstrip().startswith(MARK):
            lone = _(
                "“:::” is a lone mark here: a block begins with a line %(marks)s, and all but a statement end with a "
                "line “:::”. None stands in a list or in another block."
            )
            yield Fault(line, lone % {"marks": MARKS})
        elif token.type == "text" and is_delimiter(token.content):
            words = _(
                "This line of hyphens makes no table: above it stands the header, with as many cells, at most %(most)d."
            )
            yield Fault(line, words % {"most": MOST_COLUMNS})
        for message in inline.faults(token, facts=facts, is_article=is_article):
            yield Fault(line, message)
