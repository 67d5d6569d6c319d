"""Define lists of what to do and what not to do (`::: do`, a list, `:::`)."""

from collections.abc import Iterator
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .block import EMPTY, Block, Fault, Reader, Tokens, fence, holds_only, in_content_language, line_of

TITLES = {"do": gettext_lazy("Do"), "dont": gettext_lazy("Don’t")}
LISTS = {"bullet_list_open", "ordered_list_open"}


def title(name: str) -> str:
    """The list's title in the language of the content."""
    return in_content_language(TITLES[name])


def _open_html(tokens: Tokens, place: int, _env: Any) -> str:
    name = tokens[place].meta["name"]
    return format_html('<div class="advice advice-{}">\n<h3>{}</h3>\n', name, title(name))


def _words(tokens: Tokens, reader: Reader) -> Iterator[str]:
    """Each item with its title: "stop your tablets" of a list "Don't" must not be read alone."""
    name = title(tokens[0].meta["name"])
    for words in reader.within(tokens[1:-1]):
        yield f"{name}: {words}"


def _faults(tokens: Tokens) -> Iterator[Fault]:
    for place, token in enumerate(tokens):
        if token.type == "do_dont_open" and token.meta["is_empty"]:
            yield Fault(line_of(token), str(EMPTY))
        elif token.type == "do_dont_open" and not holds_only(tokens, place, LISTS):
            yield Fault(line_of(token), _("“::: do” and “::: dont” hold one list: begin each line with “- ”."))


BLOCK = Block(
    name="do_dont",
    label=gettext_lazy("a list of what to do"),
    rule=fence("do_dont", TITLES, takes_words=False),
    html={"do_dont_open": _open_html, "do_dont_close": lambda _tokens, _place, _env: "</div>\n"},
    words={"do_dont_open": _words},
    faults=_faults,
    holds=("list",),
    is_for_articles=True,
    fence_names=tuple(TITLES),
)
