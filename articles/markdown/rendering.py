"""Render Markdown to sanitised HTML. The only module that calls mark_safe."""

import html as html_codes
import json
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

import nh3
from django.conf import settings
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..schema.definition import Document
from . import grammar, inline, words
from .blocks import BLOCKS
from .blocks import picture as picture_block
from .blocks.block import Fault, Html, Tokens
from .blocks.statement import PLACEHOLDER

TAGS = {
    "p", "h2", "h3", "ul", "ol", "li", "strong", "a", "mark", "aside", "div", "table", "caption", "thead", "tbody",
    "tr", "th", "td", "figure", "figcaption", "img", "details", "summary",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "id", "class", "aria-label", "rel"},
    "aside": {"class"},
    "details": {"class"},
    "div": {"class", "role", "tabindex", "aria-label", "data-statement"},
    "figure": {"class"},
    "h2": {"id"},
    "img": {"src", "srcset", "sizes", "width", "height", "alt", "loading", "decoding"},
    "mark": {"class"},
    "ol": {"start"},
    "th": {"scope"},
}
URL_SCHEMES = {"https", "mailto"}
ARTICLE_HEADINGS = ("h3",)
NOTICE_HEADINGS = ("h2", "h3")
NOT_IN_STATEMENTS = ("statement", "picture", "details")  # Each page that names the statement shows all its words.
OWN_ADDRESS = re.compile(r'(<(?:a|img) [^>]*?(?:href|src)=")(#|/)')
OWN_COPIES = re.compile(r'(<img [^>]*?srcset=")([^"]*)')
TAG = re.compile(r'(<(?:[^<>"]|"[^"]*")*>)')
UNEXPLAINED = re.compile(r"<(/?)(?:a|h3|summary|caption|th|figcaption)\b")  # No link stands there, or it would disturb.
MISSING_FACT = gettext_lazy("to be filled in by the site's owner")

blocks, plain = words.blocks, words.plain


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


def article_html(body: str, citations: Citations, pictures: Iterable[Document] = ()) -> SafeString:
    """HTML of one section. `pictures` are the document's.

    A citation without a source, and a picture that the document doesn't hold, stay as typed; checks report them.
    """
    return _html(body, {"citations": citations, "pictures": {picture["name"]: picture for picture in pictures}})


def alternatives(pictures: Iterable[Document]) -> dict[str, str]:
    """The library's text alternative of each of a document's pictures, by name."""
    return {picture["name"]: picture_block.alternative(picture) for picture in pictures}


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


def with_explanations(html: SafeString, explained: Callable[[str], Iterator[tuple[int, int, str, str]]]) -> SafeString:
    """The sanitised HTML with a link around each place that `explained` finds in its text.

    It yields (start, end, address, meaning), in order and without overlaps.
    """
    parts, depth = TAG.split(html), 0
    for place, part in enumerate(parts):
        if place % 2 == 0:
            parts[place] = part if depth else _explained(part, explained)
        elif tag := UNEXPLAINED.match(part):
            depth += -1 if tag[1] else 1
    return mark_safe("".join(parts))  # noqa: S308 (its tags are those of the sanitised HTML, its texts are escaped)


def _explained(text: str, explained: Callable[[str], Iterator[tuple[int, int, str, str]]]) -> str:
    plain, drawn, after = html_codes.unescape(text), [], 0
    for start, end, address, meaning in explained(plain):
        before, word = (html_codes.escape(some, quote=False) for some in (plain[after:start], plain[start:end]))
        link = format_html('<a class="word" href="{}" data-meaning="{}">', address, meaning)
        drawn += [before, link, word, "</a>"]
        after = end
    return "".join([*drawn, html_codes.escape(plain[after:], quote=False)]) if drawn else text


def with_whole_addresses(html: SafeString, *, page: str) -> SafeString:
    """Make relative links absolute, for a copy on another site. `page` is the page's own URL; `html` is sanitised."""
    starts = {"#": f"{page}#", "/": f"{settings.SITE_URL}/"}
    whole = OWN_ADDRESS.sub(lambda link: link[1] + starts[link[2]], html)
    return mark_safe(OWN_COPIES.sub(_with_whole_copies, whole))  # noqa: S308


def _with_whole_copies(images: re.Match[str]) -> str:
    return images[1] + ", ".join(settings.SITE_URL + copy for copy in images[2].split(", "))


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


def statement_faults(body: str) -> list[Fault]:
    """What the grammar forbids in the text of a statement, sorted by line."""
    return grammar.faults(body, heading_levels=(), refused=NOT_IN_STATEMENTS)


def has_marks(text: str) -> bool:
    """Whether the text contains markup. For fields that pages show as they were typed."""
    return article_faults(text) != [] or blocks(text) != (re.sub(r"\s+", " ", text).strip(),)


def _html(body: str, env: dict[str, Any]) -> SafeString:
    html = grammar.DRAWING.renderer.render(grammar.drawn_tokens(body), grammar.DRAWING.options, env)
    return mark_safe(  # noqa: S308 (sanitised in the same expression)
        nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=URL_SCHEMES, link_rel=None)
    )


def _citation(tokens: Tokens, place: int, env: Any) -> str:
    (key,) = tokens[place].meta["words"]
    citations = env.get("citations")
    if citations is None or key not in citations.known:
        return format_html("[{}]", key)
    number, anchor = citations.cite(key)
    return format_html(
        '<a class="citation" id="{}" href="#source-{}" aria-label="{}">{}</a>',
        anchor, number, _("Source %(number)d") % {"number": number}, number,
    )  # fmt: skip


def _link(tokens: Tokens, place: int, _env: Any) -> str:
    label, target = tokens[place].meta["words"]
    if inline.why_link_is_refused(target):
        return format_html("{}", label)
    internal = inline.INTERNAL_LINK.fullmatch(target)
    if internal:
        url_name = {"article": "articles:detail", "notice": "articles:notice"}[internal[1]]
        return format_html('<a href="{}">{}</a>', reverse(url_name, args=[internal[2]]), label)
    # No rel="noreferrer noopener": the Referrer-Policy header hides the page's address, and no link opens a window.
    return format_html('<a rel="external" href="{}">{}</a>', target, label)


def _fact(tokens: Tokens, place: int, env: Any) -> str:
    (name,) = tokens[place].meta["words"]
    fact = env.get("facts", {}).get(name, "")
    if not fact:
        return format_html('<mark class="missing-fact">{}</mark>', MISSING_FACT)
    if name == "contact_email":
        return format_html('<a href="mailto:{}">{}</a>', fact, fact)
    return format_html("{}", fact)


def _heading_open(tokens: Tokens, place: int, env: Any) -> str:
    tag = tokens[place].tag
    if tag == "h2" and "heading_ids" in env:
        return format_html('<h2 id="{}">', unique_id(tokens[place + 1].content, env["heading_ids"]))
    return f"<{tag}>"


def unique_id(heading: str, taken: set[str]) -> str:
    """A slug of the heading that isn't in `taken`; adds it there."""
    base = slugify(heading) or "part"
    candidate, count = base, 1
    while candidate in taken:
        count += 1
        candidate = f"{base}-{count}"
    taken.add(candidate)
    return candidate


def _as_rule(html: Html) -> Callable[..., str]:
    """A render rule of markdown-it, which calls it as a method."""
    return lambda _renderer, tokens, place, _options, env: html(tokens, place, env)


DRAWN: dict[str, Html] = {"citation": _citation, "worded_link": _link, "fact": _fact, "heading_open": _heading_open}
for type_name, html in (DRAWN | {name: html for block in BLOCKS for name, html in block.html.items()}).items():
    grammar.DRAWING.add_render_rule(type_name, _as_rule(html))
