"""Render Markdown to sanitised HTML and to plain text. The only module that calls mark_safe."""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import nh3
from django.conf import settings
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from . import callouts, grammar
from .blocks.statement import PLACEHOLDER
from .grammar import CACHED_BODIES, Fault

TAGS = {"p", "h2", "h3", "ul", "ol", "li", "strong", "a", "mark", "aside", "div"}
ATTRIBUTES = {
    "a": {"href", "id", "class", "aria-label", "rel"},
    "aside": {"class"},
    "div": {"class", "data-statement"},
    "h2": {"id"},
    "mark": {"class"},
    "ol": {"start"},
}
URL_SCHEMES = {"https", "mailto"}
ARTICLE_HEADINGS = ("h3",)
NOTICE_HEADINGS = ("h2", "h3")
OWN_ADDRESS = re.compile(r'(<a [^>]*?href=")(#|/)')
MISSING_FACT = gettext_lazy("to be filled in by the site's owner")


class Citations:
    """Number the sources of one page by their first citation, and collect the ids of the places that cite each."""

    def __init__(self, keys: Iterable[str]) -> None:
        self.known = set(keys)
        self.numbers: dict[str, int] = {}
        self.places: dict[str, list[str]] = defaultdict(list)

    def cite(self, key: str) -> tuple[int, str]:
        """Record one citation. Returns (number of the source, HTML id of this place)."""
        number = self.numbers.setdefault(key, len(self.numbers) + 1)
        place = f"citation-{number}-{len(self.places[key]) + 1}"
        self.places[key].append(place)
        return number, place


def article_html(body: str, citations: Citations) -> SafeString:
    """HTML of one section. A citation without a source stays as typed; the check citations_have_sources reports it."""
    return _html(body, {"citations": citations})


def notice_html(body: str, facts: dict[str, str]) -> SafeString:
    """HTML of a whole notice, with the owner's facts by name; a fact without a value becomes a marked gap."""
    return _html(body, {"facts": facts, "heading_ids": set()})


def statement_names(body: str) -> list[str]:
    """The short name of each statement that the body names, in reading order."""
    return grammar.statements(body)


def with_statements(html: SafeString, draw: Callable[[str], SafeString]) -> SafeString:
    """The sanitised HTML with each statement's placeholder replaced by what `draw` makes of its name."""
    return mark_safe(PLACEHOLDER.sub(lambda placeholder: conditional_escape(draw(placeholder[1])), html))  # noqa: S308


def stored_html(html: str) -> SafeString:
    """Mark as safe what article_html made and an edition stored: it was sanitised before it was stored."""
    return mark_safe(html)  # noqa: S308


def with_whole_addresses(html: SafeString, *, page: str) -> SafeString:
    """Make relative links absolute, for a copy on another site. `page` is the page's own URL; `html` is sanitised."""
    starts = {"#": f"{page}#", "/": f"{settings.SITE_URL}/"}
    return mark_safe(OWN_ADDRESS.sub(lambda link: link[1] + starts[link[2]], html))  # noqa: S308


def linked_data(facts: dict[str, Any]) -> SafeString:
    """JSON-LD as a script element. Escapes <, > and &, which could end the element, as Django's json_script does."""
    text = json.dumps(facts, ensure_ascii=False).translate({ord(one): f"\\u{ord(one):04x}" for one in "<>&"})
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308


def article_faults(body: str) -> list[Fault]:
    """What the grammar forbids in a section of an article, sorted by line."""
    return grammar.faults(body, heading_levels=ARTICLE_HEADINGS)


def notice_faults(body: str, *, facts: Collection[str]) -> list[Fault]:
    """What the grammar forbids in a notice, sorted by line. `facts`: names of the owner's facts that it may contain."""
    return grammar.faults(body, heading_levels=NOTICE_HEADINGS, facts=facts, is_article=False)


@lru_cache(maxsize=CACHED_BODIES)
def blocks(body: str) -> tuple[str, ...]:
    """Plain text of each heading, callout's title, paragraph and list item, without markup and citations. Cached."""
    return tuple(_read(body, {}))


def _read(body: str, statements: Mapping[str, str]) -> Iterator[str]:
    for token in PARSER.parse(body, {}):
        words = ""
        if token.type == "callout_open":
            words = callouts.title(token.meta["name"])
        elif token.type == "statement":
            words = statements.get(token.meta["name"], "")
        elif token.type == "inline":
            words = re.sub(r"\s+", " ", "".join(_words(child) for child in token.children or [])).strip()
        if words:
            yield words


def statement_faults(body: str) -> list[Fault]:
    """What the grammar forbids in the text of a statement, sorted by line."""
    more = [
        Fault(number, _("This may not stand in a statement."))
        for number, line in enumerate(body.split("\n"), start=1)
        if re.match(r"#|!\[|:::[ \t]+statement\b", line.lstrip())
    ]
    return sorted({*article_faults(body), *more}, key=lambda fault: fault.line)


def has_marks(text: str) -> bool:
    """Whether the text contains markup. For fields that pages show as they were typed."""
    return article_faults(text) != [] or blocks(text) != (re.sub(r"\s+", " ", text).strip(),)


def plain(body: str, *, statements: Mapping[str, str] | None = None) -> str:
    """Plain text of a body, one block on each line. `statements`: the text of each by its name."""
    return "\n".join(_read(body, statements) if statements else blocks(body))


def _words(token: Token) -> str:
    if token.type == "worded_link":
        return token.meta["words"][0]
    return " " if token.type == "softbreak" else token.content


def _html(body: str, env: EnvType) -> SafeString:
    return mark_safe(  # noqa: S308 (sanitised in the same expression)
        nh3.clean(PARSER.render(body, env), tags=TAGS, attributes=ATTRIBUTES, url_schemes=URL_SCHEMES, link_rel=None)
    )


def _render_citation(
    _renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, env: EnvType
) -> str:
    (key,) = tokens[index].meta["words"]
    citations = env.get("citations")
    if citations is None or key not in citations.known:
        return format_html("[{}]", key)
    number, place = citations.cite(key)
    return format_html(
        '<a class="citation" id="{}" href="#source-{}" aria-label="{}">{}</a>',
        place, number, _("Source %(number)d") % {"number": number}, number,
    )  # fmt: skip


def _render_link(
    _renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType
) -> str:
    words, target = tokens[index].meta["words"]
    if grammar.why_link_is_refused(target):
        return format_html("{}", words)
    internal = grammar.INTERNAL_LINK.fullmatch(target)
    if internal:
        url_name = {"article": "articles:detail", "notice": "articles:notice"}[internal[1]]
        return format_html('<a href="{}">{}</a>', reverse(url_name, args=[internal[2]]), words)
    # No rel="noreferrer noopener": the Referrer-Policy header hides the page's address, and no link opens a window.
    return format_html('<a rel="external" href="{}">{}</a>', target, words)


def _render_fact(
    _renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, env: EnvType
) -> str:
    (name,) = tokens[index].meta["words"]
    fact = env.get("facts", {}).get(name, "")
    if not fact:
        return format_html('<mark class="missing-fact">{}</mark>', MISSING_FACT)
    if name == "contact_email":
        return format_html('<a href="mailto:{}">{}</a>', fact, fact)
    return format_html("{}", fact)


def _render_callout_open(
    _renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType
) -> str:
    """The icon beside the title comes from the style sheet, because an edition keeps this HTML for ever."""
    name = tokens[index].meta["name"]
    return format_html('<aside class="callout callout-{}">\n<h3>{}</h3>\n', name, callouts.title(name))


def _render_callout_close(
    _renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType
) -> str:
    if tokens[index].meta["name"] != "call-now":
        return "</aside>\n"
    link = format_html('<p><a href="{}">{}</a></p>', reverse("articles:help_now"), _("Help lines by country"))
    return f"{link}\n</aside>\n"


def _render_statement(
    _renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType
) -> str:
    return format_html('<div class="statement" data-statement="{}"></div>\n', tokens[index].meta["name"])


def _render_heading_open(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    if tokens[index].tag == "h2" and "heading_ids" in env:
        tokens[index].attrSet("id", unique_id(tokens[index + 1].content, env["heading_ids"]))
    return renderer.renderToken(tokens, index, options, env)


def unique_id(heading: str, taken: set[str]) -> str:
    """A slug of the heading that isn't in `taken`; adds it there."""
    base = slugify(heading) or "part"
    candidate, count = base, 1
    while candidate in taken:
        count += 1
        candidate = f"{base}-{count}"
    taken.add(candidate)
    return candidate


def _parser() -> MarkdownIt:
    parser = grammar.parser()
    parser.add_render_rule("citation", _render_citation)
    parser.add_render_rule("worded_link", _render_link)
    parser.add_render_rule("fact", _render_fact)
    parser.add_render_rule("heading_open", _render_heading_open)
    parser.add_render_rule("callout_open", _render_callout_open)
    parser.add_render_rule("callout_close", _render_callout_close)
    parser.add_render_rule("statement", _render_statement)
    return parser


PARSER = _parser()
