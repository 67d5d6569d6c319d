"""Editors' text to safe HTML and to plain words. The only caller of mark_safe."""

import json
import re
from collections import defaultdict
from functools import lru_cache
from typing import Any

import nh3
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import callouts, grammar
from .grammar import REMEMBERED_BODIES

TAGS = {"p", "h2", "h3", "ul", "ol", "li", "strong", "a", "mark", "aside"}
ATTRIBUTES = {
    "a": {"href", "id", "class", "aria-label", "rel"},
    "aside": {"class"},
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
    """Numbers sources by their first citation, and remembers where each is cited."""

    def __init__(self, keys):
        self.known = set(keys)
        self.numbers: dict[str, int] = {}
        self.places: dict[str, list[str]] = defaultdict(list)

    def cite(self, key):
        """(number of the source, id of this place)."""
        number = self.numbers.setdefault(key, len(self.numbers) + 1)
        place = f"citation-{number}-{len(self.places[key]) + 1}"
        self.places[key].append(place)
        return number, place


def article_html(body: str, citations: Citations) -> SafeString:
    """One section. A key that is no source stays as it was typed; the checks name it."""
    return _html(body, {"citations": citations})


def notice_html(body: str, facts: dict[str, str]) -> SafeString:
    """A whole notice, with the owner's facts; an empty fact is marked."""
    return _html(body, {"facts": facts, "heading_ids": set()})


def kept_html(html: str) -> SafeString:
    """HTML that article_html made and an edition kept: it was cleaned when the edition was made."""
    return mark_safe(html)  # noqa: S308


def with_whole_addresses(html: SafeString, *, page: str) -> SafeString:
    """For a copy on another site: links into the page and the site become links to them. `html` was cleaned before."""
    starts = {"#": f"{page}#", "/": f"{settings.SITE_URL}/"}
    return mark_safe(OWN_ADDRESS.sub(lambda link: link[1] + starts[link[2]], html))  # noqa: S308


def linked_data(facts: dict[str, Any]) -> SafeString:
    """JSON-LD for the head of a page. What could end the script element is escaped, as Django's json_script does."""
    text = json.dumps(facts, ensure_ascii=False).translate({ord(one): f"\\u{ord(one):04x}" for one in "<>&"})
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308


def article_faults(body):
    return grammar.faults(body, heading_levels=ARTICLE_HEADINGS)


def notice_faults(body, *, facts):
    return grammar.faults(body, heading_levels=NOTICE_HEADINGS, facts=facts, is_article=False)


@lru_cache(maxsize=REMEMBERED_BODIES)
def blocks(body: str) -> tuple[str, ...]:
    """The words of each heading, callout's title, paragraph and list item, without marks and citations."""
    found = []
    for token in PARSER.parse(body, {}):
        if token.type == "callout_open":
            found.append(callouts.title(token.meta["name"]))
        if token.type == "inline":
            words = "".join(_words(child) for child in token.children)
            found.append(re.sub(r"\s+", " ", words).strip())
    return tuple(words for words in found if words)


def has_marks(text: str) -> bool:
    """Whether the text is anything but words: the test for fields that are drawn as they are."""
    return article_faults(text) != [] or blocks(text) != (re.sub(r"\s+", " ", text).strip(),)


def plain(body: str) -> str:
    return "\n".join(blocks(body))


def _words(token):
    if token.type == "worded_link":
        return token.meta["words"][0]
    return " " if token.type == "softbreak" else token.content


def _html(body, env):
    return mark_safe(  # noqa: S308 (cleaned in the same breath)
        nh3.clean(PARSER.render(body, env), tags=TAGS, attributes=ATTRIBUTES, url_schemes=URL_SCHEMES, link_rel=None)
    )


def _draw_citation(_renderer, tokens, index, _options, env):
    (key,) = tokens[index].meta["words"]
    citations = env.get("citations")
    if citations is None or key not in citations.known:
        return format_html("[{}]", key)
    number, place = citations.cite(key)
    return format_html(
        '<a class="citation" id="{}" href="#source-{}" aria-label="{}">{}</a>',
        place, number, _("Source %(number)d") % {"number": number}, number,
    )  # fmt: skip


def _draw_link(_renderer, tokens, index, _options, _env):
    words, target = tokens[index].meta["words"]
    if grammar.why_link_is_refused(target):
        return format_html("{}", words)
    internal = grammar.INTERNAL_LINK.fullmatch(target)
    if internal:
        url_name = {"article": "articles:detail", "notice": "articles:notice"}[internal[1]]
        return format_html('<a href="{}">{}</a>', reverse(url_name, args=[internal[2]]), words)
    # The Referrer-Policy header already keeps the address from other sites, and no link opens a window.
    return format_html('<a rel="external" href="{}">{}</a>', target, words)


def _draw_fact(_renderer, tokens, index, _options, env):
    (name,) = tokens[index].meta["words"]
    fact = env.get("facts", {}).get(name, "")
    if not fact:
        return format_html('<mark class="missing-fact">{}</mark>', MISSING_FACT)
    if name == "contact_email":
        return format_html('<a href="mailto:{}">{}</a>', fact, fact)
    return format_html("{}", fact)


def _draw_callout(_renderer, tokens, index, _options, _env):
    """The sign beside the title is the style sheet's: an edition keeps this HTML for good."""
    name = tokens[index].meta["name"]
    return format_html('<aside class="callout callout-{}">\n<h3>{}</h3>\n', name, callouts.title(name))


def _draw_end_of_callout(_renderer, tokens, index, _options, _env):
    if tokens[index].meta["name"] != "call-now":
        return "</aside>\n"
    way = format_html('<p><a href="{}">{}</a></p>', reverse("articles:help_now"), _("Help lines by country"))
    return f"{way}\n</aside>\n"


def _draw_heading(renderer, tokens, index, options, env):
    if tokens[index].tag == "h2" and "heading_ids" in env:
        tokens[index].attrSet("id", unique_id(tokens[index + 1].content, env["heading_ids"]))
    return renderer.renderToken(tokens, index, options, env)


def unique_id(heading, taken):
    """A slug of the heading that is not yet taken; takes it."""
    base = slugify(heading) or "part"
    candidate, count = base, 1
    while candidate in taken:
        count += 1
        candidate = f"{base}-{count}"
    taken.add(candidate)
    return candidate


def _parser():
    parser = grammar.parser()
    parser.add_render_rule("citation", _draw_citation)
    parser.add_render_rule("worded_link", _draw_link)
    parser.add_render_rule("fact", _draw_fact)
    parser.add_render_rule("heading_open", _draw_heading)
    parser.add_render_rule("callout_open", _draw_callout)
    parser.add_render_rule("callout_close", _draw_end_of_callout)
    return parser


PARSER = _parser()
