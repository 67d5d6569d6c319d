"""Define details that open (`::: details Summary`, text, `:::`). In print they stand open."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .block import EMPTY, Block, Fault, Reader, Tokens, fence, line_of

# A summary is itself a button: a link inside it could not be reached.
NO_SUMMARY = {"worded_link", "citation"}


def _words(tokens: Tokens, reader: Reader) -> Iterator[str]:
    """The summary, with the block's name where marks are shown; the other words follow as they are."""
    summary = "".join(reader.within(tokens[1:-1]))
    yield _("Details: %(summary)s") % {"summary": summary} if reader.has_marks else summary


def _faults(tokens: Tokens) -> Iterator[Fault]:
    for place, token in enumerate(tokens):
        if token.type != "details_open":
            continue
        if token.meta["is_empty"]:
            yield Fault(line_of(token), str(EMPTY))
        summary = tokens[place + 2].children or []
        if any(child.type in NO_SUMMARY for child in summary):
            yield Fault(line_of(token), _("The line that opens details holds plain words: move its links inside."))


BLOCK = Block(
    name="details",
    label=gettext_lazy("details that open"),
    rule=fence("details", ["details"], takes_words=True),
    html={
        "details_open": lambda _tokens, _place, _env: '<details class="details">\n',
        "details_words_open": lambda _tokens, _place, _env: "<summary>",
        "details_words_close": lambda _tokens, _place, _env: "</summary>\n",
        "details_close": lambda _tokens, _place, _env: "</details>\n",
    },
    words={"details_words_open": _words},
    faults=_faults,
    holds=("paragraph", "list", "table", "picture"),
    fence_names=("details …",),
)
