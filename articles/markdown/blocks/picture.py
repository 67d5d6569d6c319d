"""Define pictures of the library: `![words](picture:name)` in a paragraph of its own.

Empty words take the library's text alternative. Credit and licence come from the library, as they were when the
document was frozen.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markdown_it.common.utils import unescapeAll
from markdown_it.rules_block import StateBlock

from ...schema.definition import Document
from ...schema.short_names import PATTERN
from ..picture_sizes import sizes_of
from .block import Block, Fault, Reader, Tokens, in_content_language, line_of

LINE = re.compile(rf"!\[([^\[\]]*)\]\(picture:({PATTERN})\)[ \t]*")
LONGEST_ALTERNATIVE = 300  # Characters, as of Picture.alt.
SHOWN_AT = "(min-width: 48rem) 44rem, 100vw"
CREDIT = gettext_lazy("Picture: %(credit)s, %(licence)s")


def pictures(tokens: Tokens) -> list[tuple[int, str, str]]:
    """(line, short name, words) of each picture, in reading order."""
    found = (token for token in tokens if token.type == "picture")
    return [(line_of(token), token.meta["name"], token.meta["words"]) for token in found]


def alternative(picture: Document) -> str:
    """The library's text alternative: "" for a decorative picture."""
    return "" if picture["is_decorative"] else picture["alt"]


def _rule(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    start = state.bMarks[start_line] + state.tShift[start_line]
    found = LINE.fullmatch(state.src, start, state.eMarks[start_line])
    is_alone = start_line + 1 >= end_line or state.isEmpty(start_line + 1)
    if found is None or not is_alone:
        return False
    if not silent:
        token = state.push("picture", "", 0)
        token.map = [start_line, start_line + 1]
        token.meta = {"words": unescapeAll(found[1]).strip(), "name": found[2]}
        state.line = start_line + 1
    return True


def _html(tokens: Tokens, place: int, env: Any) -> str:
    """A name that the document holds no picture for stays as it was typed."""
    words, name = tokens[place].meta["words"], tokens[place].meta["name"]
    picture = env.get("pictures", {}).get(name)
    if picture is None:
        return format_html("<p>![{}](picture:{})</p>\n", words, name)
    credit = {"credit": picture["credit"], "licence": picture["licence"]}
    return format_html(
        '<figure class="picture">\n<img {} alt="{}" loading="lazy" decoding="async">\n'
        "<figcaption>{}</figcaption>\n</figure>\n",
        sizes_of(picture, SHOWN_AT),
        words or alternative(picture),
        in_content_language(CREDIT) % credit,
    )


def _words(tokens: Tokens, reader: Reader) -> Iterator[str]:
    meta = tokens[0].meta
    words = meta["words"] or reader.alternatives.get(meta["name"], "")
    yield _("Picture %(name)s: %(words)s") % {"name": meta["name"], "words": words} if reader.has_marks else words


def _faults(tokens: Tokens) -> Iterator[Fault]:
    for token in tokens:
        if token.type == "picture" and len(token.meta["words"]) > LONGEST_ALTERNATIVE:
            words = _("A picture's words have %(most)d characters at most: tell more in the text.")
            yield Fault(line_of(token), words % {"most": LONGEST_ALTERNATIVE})


BLOCK = Block(
    name="picture",
    label=gettext_lazy("a picture"),
    rule=_rule,
    html={"picture": _html},
    words={"picture": _words},
    faults=_faults,
    is_for_articles=True,
    ends=(),
)
