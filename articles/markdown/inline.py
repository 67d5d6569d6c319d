"""Define what stands inside a line: citations, links, owner facts, entities; and name what may not."""

import re
from collections.abc import Callable, Collection, Iterator
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from ..schema.short_names import PATTERN
from .unicode_safety import ENTITY, invisible_mark, name_of

CITATION = re.compile(r"\[([a-z0-9][a-z0-9-]*)\](?!\()")
LINK = re.compile(r"\[([^\[\]]+)\]\(([^\s()]*(?:\([^\s()]*\)[^\s()]*)*)\)")
FACT = re.compile(r"\{\{\s*site\.(\w+)\s*\}\}")
LONGEST_ADDRESS = 500  # Characters: as long as LinkCheck.url.
INTERNAL_LINK = re.compile(rf"(article|notice):({PATTERN})")
# What is refused is found by rules of our own: with CommonMark's for links and pictures, a text of brackets takes three
# times as long, which would halve LARGEST_DOCUMENT.
PICTURE = re.compile(r"!\[([^\[\]]*)\]\([^\s()]*\)")
HTML = re.compile(r"<([A-Za-z/!?])[^<>]*>")
BARE_ADDRESS = gettext_lazy("A bare address is not a link: write [words](https://…).")
# (what plain text holds where the parser found no meaning in some marks, message).
LEFTOVERS = (
    (r"\[[^\[\]]*\]|\]\(", gettext_lazy(
        "These brackets are neither a link nor a citation: a citation is [key], small letters and hyphens."
    )),
    (r"\{\{|\{%", gettext_lazy("Double braces are for owner facts alone, as {{ site.owner }}.")),
    (r"(?i)https?://|javascript:", BARE_ADDRESS),
    (r"\*\*", gettext_lazy("Two stars without a partner: bold is **words**.")),
    (ENTITY.pattern, gettext_lazy(
        "This code for a character is not known: type the character itself."
    )),
)  # fmt: skip


def add_rules(parser: MarkdownIt) -> MarkdownIt:
    parser.inline.ruler.before("emphasis", "citation", _rule("citation", CITATION))
    parser.inline.ruler.before("emphasis", "internal_or_https_link", _rule("worded_link", LINK))
    parser.inline.ruler.before("emphasis", "fact", _rule("fact", FACT))
    return parser.enable("entity")


def add_refused(parser: MarkdownIt) -> MarkdownIt:
    """Rules for a strict parser, which give what may not be used a token of its own."""
    parser.inline.ruler.before("citation", "picture_in_words", _rule("image", PICTURE))
    parser.inline.ruler.after("autolink", "html", _rule("html_inline", HTML))
    return parser.disable(["link", "image", "html_inline"])


def _rule(name: str, pattern: re.Pattern[str]) -> Callable[[StateInline, bool], bool]:
    """An inline rule that makes a token `name` of what the pattern matches; its groups are token.meta["words"]."""

    def rule(state: StateInline, silent: bool) -> bool:
        match = pattern.match(state.src, state.pos)
        if match is None:
            return False
        if not silent:
            state.push(name, "", 0).meta = {"words": tuple(unescapeAll(words) for words in match.groups())}
        state.pos = match.end()
        return True

    return rule


def plain(inline: Token) -> str:
    """Its words on one line, without marks and citations."""
    words = (
        token.meta["words"][0] if token.type == "worded_link" else " " if token.type == "softbreak" else token.content
        for token in inline.children or []
    )
    return re.sub(r"\s+", " ", "".join(words)).strip()


def marked(inline: Token) -> str:
    """Its lines as a comparison shows them: with citations and the targets of links, without the marks of bold."""
    return "".join(_marked(token) for token in inline.children or [])


def _marked(token: Token) -> str:
    words = token.meta.get("words", ())
    written = {"citation": "[{}]", "worded_link": "[{}]({})", "fact": "{{{{ site.{} }}}}", "softbreak": "\n"}
    return written[token.type].format(*words) if token.type in written else token.content


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


def faults(token: Token, *, facts: Collection[str], is_article: bool) -> Iterator[str]:
    """The message for each fault of one inline token."""
    words = token.meta.get("words", ("",))
    if token.type == "worded_link" and (reason := why_link_is_refused(words[-1])):
        yield reason
    elif token.type == "citation" and not is_article:
        yield _("“[%(key)s]” is a citation; only articles have sources.") % {"key": words[0]}
    elif token.type == "fact" and words[0] not in facts:
        yield _("“{{ site.%(fact)s }}” is not a fact that a text here may name.") % {"fact": words[0]}
    elif token.type == "text":
        yield from (str(message) for pattern, message in LEFTOVERS if re.search(pattern, token.content))
    if mark := invisible_mark("".join((token.content, *words))):
        yield _("An invisible mark (%(name)s) stands here: delete it and type the words around it anew.") % {
            "name": name_of(mark)
        }
