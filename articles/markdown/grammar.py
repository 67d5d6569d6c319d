"""Parse the small part of Markdown that a body may hold, and report what it may not (docs/editors.md, "Writing").

Line numbers are those of the body, from 1.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from . import callouts
from .blocks import statement

CITATION = re.compile(r"\[([a-z0-9][a-z0-9-]*)\](?!\()")
LINK = re.compile(r"\[([^\[\]]+)\]\(([^\s()]*(?:\([^\s()]*\)[^\s()]*)*)\)")
FACT = re.compile(r"\{\{\s*site\.(\w+)\s*\}\}")
LONGEST_ADDRESS = 500  # Characters: as long as LinkCheck.url.
INTERNAL_LINK = re.compile(r"(article|notice):([a-z0-9]+(?:-[a-z0-9]+)*)")

# Token types of CommonMark that a body may not hold, in an editor's words.
FORBIDDEN = {
    "html_block": "HTML",
    "html_inline": "HTML",
    "fence": gettext_lazy("a code block"),
    "code_block": gettext_lazy("a line that begins with four spaces"),
    "code_inline": gettext_lazy("code between back-ticks"),
    "blockquote_open": gettext_lazy("a quotation that begins with >"),
    "hr": gettext_lazy("a horizontal line"),
    "table_open": gettext_lazy("a table"),
    "image": gettext_lazy("a picture"),
    "em_open": gettext_lazy("single stars or underscores (bold is **words**)"),
    "s_open": gettext_lazy("struck-out words"),
    "hardbreak": gettext_lazy("a forced line break"),
    "link_open": gettext_lazy("a link that is not [words](https://…), [words](article:slug) or [words](notice:slug)"),
}


@dataclass(frozen=True)
class Fault:
    """One place that breaks the grammar, with a message for the editor."""

    line: int
    message: str


def _rule(name: str, pattern: re.Pattern[str]) -> Callable[[StateInline, bool], bool]:
    """An inline rule that makes a token `name` of what the pattern matches; its groups are token.meta["words"]."""

    def rule(state: StateInline, silent: bool) -> bool:
        match = pattern.match(state.src, state.pos)
        if match is None:
            return False
        if not silent:
            state.push(name, "", 0).meta = {"words": match.groups()}
        state.pos = match.end()
        return True

    return rule


def _add_rules(parser: MarkdownIt) -> MarkdownIt:
    parser.inline.ruler.before("emphasis", "citation", _rule("citation", CITATION))
    parser.inline.ruler.before("emphasis", "internal_or_https_link", _rule("worded_link", LINK))
    parser.inline.ruler.before("emphasis", "fact", _rule("fact", FACT))
    return statement.add_rule(callouts.add_rule(parser))


def parser() -> MarkdownIt:
    """A parser to render pages with. What the grammar doesn't know stays plain text."""
    return _add_rules(MarkdownIt("zero").enable(["heading", "list", "emphasis", "escape", "balance_pairs"]))


def _strict_parser() -> MarkdownIt:
    """A parser to check a body with. It knows all of CommonMark and tables, to name what isn't allowed."""
    return _add_rules(MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable(["reference", "text_join"]))


STRICT = _strict_parser()
# All checks parse the same bodies, and while an editor types, one body changes between two runs.
CACHED_BODIES = 128


@lru_cache(maxsize=CACHED_BODIES)
def _strict_tokens(body: str) -> list[Token]:
    """The tokens are cached and shared: never change them."""
    return STRICT.parse(body)


def why_link_is_refused(target: str) -> str:
    """The reason for an editor, or "" for a link that is allowed."""
    if INTERNAL_LINK.fullmatch(target):
        return ""
    try:
        parts = urlsplit(target)
    except ValueError:
        return _("The link to “%(target)s” is not a web address.") % {"target": target}
    if len(target) > LONGEST_ADDRESS:
        words = {"target": target[:60], "longest": LONGEST_ADDRESS}
        return _("The link to “%(target)s…” is longer than %(longest)d characters.") % words
    if parts.scheme == "https" and parts.hostname:
        return ""
    refusal = _("The link to “%(target)s” is refused: only https://…, article:slug and notice:slug may be linked.")
    return refusal % {"target": target}


def citations(body: str) -> list[tuple[int, str]]:
    """(line, key) of each citation, in reading order."""
    return [(line, token.meta["words"][0]) for line, token in _inline_tokens(body) if token.type == "citation"]


def statements(body: str) -> list[str]:
    """The short name of each statement, in reading order."""
    return [token.meta["name"] for token in _strict_tokens(body) if token.type == "statement"]


def internal_links(body: str) -> Iterator[tuple[int, str, str]]:
    """Yield (line, "article" or "notice", slug) of each link inside the site, in reading order."""
    for line, token in _inline_tokens(body):
        internal = INTERNAL_LINK.fullmatch(token.meta["words"][1]) if token.type == "worded_link" else None
        if internal:
            yield line, internal[1], internal[2]


def web_links(body: str) -> Iterator[tuple[int, str]]:
    """Yield (line, URL) of each link to another site, in reading order."""
    for line, token in _inline_tokens(body):
        if token.type == "worded_link" and token.meta["words"][1].startswith("https://"):
            yield line, token.meta["words"][1]


def faults(
    body: str, *, heading_levels: Collection[str], facts: Collection[str] = (), is_article: bool = True
) -> list[Fault]:
    """All places that break the grammar, sorted by line.

    `heading_levels` are the HTML elements that a heading may become ("h3"). `facts` are the names of the owner's facts
    that the body may contain. Only articles may have citations and callouts.
    """
    found = [
        *_block_faults(body, heading_levels),
        *_callout_faults(body, is_article),
        *_inline_faults(body, facts, is_article),
    ]
    return sorted(set(found), key=lambda fault: fault.line)


def _first_line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1


def _inline_tokens(body: str) -> Iterator[tuple[int, Token]]:
    """Yield (line, token) of everything inside paragraphs, headings and list items."""
    for block in _strict_tokens(body):
        if block.type != "inline":
            continue
        line = _first_line(block)
        for token in block.children or []:
            yield line, token
            line += token.type in {"softbreak", "hardbreak"}


def _block_faults(body: str, heading_levels: Collection[str]) -> Iterator[Fault]:
    list_depth = 0
    is_in_item = False
    for token in _strict_tokens(body):
        line = _first_line(token)
        if token.type in FORBIDDEN:
            yield Fault(line, _("This may not be used: %(what)s.") % {"what": FORBIDDEN[token.type]})
        if token.type == "heading_open" and (token.tag not in heading_levels or not token.markup.startswith("#")):
            allowed = _(" or ").join("#" * int(level[1]) for level in heading_levels)
            yield Fault(line, _("A heading here begins with %(allowed)s.") % {"allowed": allowed})
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            list_depth += 1
            if list_depth > 1:
                yield Fault(line, _("A list may not stand inside a list."))
            if token.markup not in {"-", "."}:
                yield Fault(line, _("A list item begins with “- ” or “1. ”."))
        if token.type in {"bullet_list_close", "ordered_list_close"}:
            list_depth -= 1
        is_in_item = list_depth > 0
        if is_in_item and token.type == "inline" and "\n" in token.content:
            yield Fault(line, _("A list item must stand on one line; leave an empty line after the list."))


def _callout_faults(body: str, is_article: bool) -> Iterator[Fault]:
    is_inside = False
    for token in _strict_tokens(body):
        if token.type in {"callout_open", "callout_close"}:
            is_inside = token.type == "callout_open"
        if token.type == "callout_open" and not is_article:
            yield Fault(_first_line(token), _("“:::” begins a callout; only articles have callouts."))
        if token.type == "callout_open" and token.meta["is_empty"]:
            yield Fault(_first_line(token), _("This callout is empty."))
        if token.type == "heading_open" and is_inside:
            yield Fault(_first_line(token), _("A callout has its own heading; no other may stand in it."))


def _inline_faults(body: str, facts: Collection[str], is_article: bool) -> Iterator[Fault]:
    for line, token in _inline_tokens(body):
        if token.type in FORBIDDEN:
            yield Fault(line, _("This may not be used: %(what)s.") % {"what": FORBIDDEN[token.type]})
        elif token.type == "worded_link" and (reason := why_link_is_refused(token.meta["words"][1])):
            yield Fault(line, reason)
        elif token.type == "citation" and not is_article:
            message = _("“[%(key)s]” is a citation; only articles have sources.") % {"key": token.meta["words"][0]}
            yield Fault(line, message)
        elif token.type == "fact" and token.meta["words"][0] not in facts:
            message = _("“{{ site.%(fact)s }}” is not a fact that a text here may name.") % {
                "fact": token.meta["words"][0]
            }
            yield Fault(line, message)
        elif token.type == "text":
            yield from (Fault(line, message) for message in _leftovers(token.content))


def _leftovers(text: str) -> Iterator[str]:
    """Yield a message for each kind of markup in plain text: the parser found no meaning in it."""
    if callouts.is_marker(text):
        names = ", ".join(f"“::: {name}”" for name in callouts.TITLES)
        lone = _("“:::” is a lone mark here: a callout begins with a line %(names)s, and ends with a line “:::”.")
        yield lone % {"names": names}
    if re.search(r"\[[^\]]*\]|\]\(", text):
        yield _("These brackets are neither a link nor a citation: a citation is [key], small letters and hyphens.")
    if "{{" in text or "{%" in text:
        yield _("Double braces are for owner facts alone, as {{ site.owner }}.")
    if re.search(r"https?://|javascript:", text, re.IGNORECASE):
        yield _("A bare address is not a link: write [words](https://…).")
    if "**" in text:
        yield _("Two stars without a partner: bold is **words**.")
