"""Define callouts (`::: call-now`, text, `:::`): words that must not be overlooked.

Why this form: docs/decisions/small-markdown-grammar.md.
"""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .block import Block, Fault, Reader, Tokens, fence, in_content_language, line_of

# In order of urgency, as the desk offers them. Pages, screen readers, search and comparisons use the title.
TITLES = {
    "call-now": gettext_lazy("Call for help now"),
    "see-a-doctor": gettext_lazy("See a doctor"),
    "warning": gettext_lazy("Take care"),
    "note": gettext_lazy("Good to know"),
}


def title(name: str) -> str:
    """The callout's title in the language of the content."""
    return in_content_language(TITLES[name])


def _open_html(tokens: Tokens, place: int, _env: Any) -> str:
    """The icon beside the title comes from the style sheet, because an edition keeps this HTML for ever."""
    name = tokens[place].meta["name"]
    return format_html('<aside class="callout callout-{}">\n<h3>{}</h3>\n', name, title(name))


def _close_html(tokens: Tokens, place: int, _env: Any) -> str:
    if tokens[place].meta["name"] != "call-now":
        return "</aside>\n"
    link = format_html('<p><a href="{}">{}</a></p>', reverse("articles:help_now"), _("Help lines by country"))
    return f"{link}\n</aside>\n"


def _words(tokens: Tokens, reader: Reader) -> Iterator[str]:
    yield title(tokens[0].meta["name"]) + (":" if reader.has_marks else "")
    yield from reader.within(tokens[1:-1])


def _faults(tokens: Tokens) -> Iterator[Fault]:
    is_inside = False
    for token in tokens:
        if token.type in {"callout_open", "callout_close"}:
            is_inside = token.type == "callout_open"
        if token.type == "callout_open" and token.meta["is_empty"]:
            yield Fault(line_of(token), _("This callout is empty."))
        if token.type == "heading_open" and is_inside:
            yield Fault(line_of(token), _("A callout has its own heading; no other may stand in it."))


BLOCK = Block(
    name="callout",
    label=gettext_lazy("a callout"),
    rule=fence("callout", TITLES, takes_words=False),
    html={"callout_open": _open_html, "callout_close": _close_html},
    words={"callout_open": _words},
    faults=_faults,
    holds=("heading", "paragraph", "list"),  # A heading in it has a fault of its own.
    is_for_articles=True,
    fence_names=tuple(TITLES),
)
