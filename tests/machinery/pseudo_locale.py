"""Provide a pseudo-locale that puts every translated message in brackets: text outside them is not marked."""

from __future__ import annotations

import gettext
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser

from django.utils import translation
from django.utils.translation import trans_real

OPENS, CLOSES = "⟦", "⟧"
CONTEXT = "\x04"
READ_ALOUD = {"alt", "title", "aria-label", "placeholder", "aria-description", "aria-roledescription", "content"}
SAID_BY_SCRIPTS = ("data-words-", "data-copied", "data-count")  # Attributes that hold the words of a script.
DESCRIBING = {"description", "og:title", "og:description", "og:image:alt", "twitter:title"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
UNREAD = {"script", "style", "code", "pre", "samp", "template", "textarea"}
LETTERS = re.compile(r"[^\W\d_]{2,}")


class Bracketing(gettext.NullTranslations):
    """Replace Django's catalogue of the site's language."""

    def gettext(self, message: str) -> str:
        return f"{OPENS}{message.rpartition(CONTEXT)[2]}{CLOSES}" if message else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)

    def language(self) -> str:
        return "en-us"

    def to_language(self) -> str:
        return "en-us"


@contextmanager
def every_translation_in_brackets() -> Iterator[None]:
    before = dict(trans_real._translations)
    trans_real._translations.update({"en-us": Bracketing(), "en": Bracketing()})
    try:
        with translation.override("en-us", deactivate=True):
            yield
    finally:
        trans_real._translations.clear()
        trans_real._translations.update(before)
        trans_real._default = None  # Else the brackets stay, if this was the first use of the site's language.


def words_outside(html: str) -> list[str]:
    """Return the texts and spoken attributes of the page, or their parts, that are outside of brackets."""
    reader = _Reader()
    reader.feed(html)
    return [" ".join(words.split()) for words in reader.outside if LETTERS.search(words)]


def _strings_in(value: object) -> Iterator[str]:
    """Yield what a script says; `name` holds a code."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from _strings_in(part)
    elif isinstance(value, dict):
        for name, part in value.items():
            if name != "name":
                yield from _strings_in(part)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.outside: list[str] = []
        self.depth = 0
        self.unread = 0
        self.is_script_words = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unread += tag in UNREAD
        given = {name: value or "" for name, value in attrs}
        is_read = tag != "meta" or DESCRIBING & {given.get("name", ""), given.get("property", "")}
        for name, value in given.items():
            if (name in READ_ALOUD and is_read) or name.startswith(SAID_BY_SCRIPTS):
                self._note(value, depth=0)
        self.is_script_words = tag == "script" and given.get("id", "").endswith("-words")

    def handle_endtag(self, tag: str) -> None:
        self.is_script_words = False
        self.unread -= tag in UNREAD

    def handle_data(self, data: str) -> None:
        if self.is_script_words:
            for words in _strings_in(json.loads(data)):
                self._note(words, depth=0)
        elif not self.unread:
            self.depth = self._note(data, depth=self.depth)

    def _note(self, text: str, *, depth: int) -> int:
        """Note the parts outside of brackets, and return the depth of brackets that a later text has to close.

        A translated message with links is split into several texts.
        """
        piece = ""
        for character in text:
            if character in {OPENS, CLOSES}:
                self.outside += [piece] if piece.strip() and not depth else []
                depth, piece = max(0, depth + (1 if character == OPENS else -1)), ""
            else:
                piece += character
        self.outside += [piece] if piece.strip() and not depth else []
        return depth
