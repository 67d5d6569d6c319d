"""List the differences between two frozen documents that void a clinician's signature.

The rule knows what is harmless, and nothing else: docs/decisions/clinical-signatures.md lists the kinds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, TypeAlias

from django.utils.translation import gettext as _

from ..comparison.diff import matched_sections, opcodes
from ..schema.definition import ARTICLE, SOURCE, Document, ValueKind
from .blocks import MARK, Block, blocks_of
from .spelling import is_mended
from .tokens import canonical

IsMedicineWord: TypeAlias = Callable[[str], bool]

CRISIS_TAGS = {"depression", "suicide-risk"}  # Each brings the help lines onto the page.
# No clinician's word rests on these. Every other field voids, also one that is added later.
HARMLESS = {"slug", "topics", "poll", "reviewed_on", "facts_checked_on", "review_due_on"}
HARMLESS_IN_SOURCE = {"key", "accessed_on"}
WORDS_IN_SOURCE = {"publisher", "title"}
MOST_MENDED = 40  # Words of one comparison: each costs some milliseconds.
LONGEST_QUOTE = 90  # Characters: enough to find the place.
SENTENCE_ENDS = {"", ".", "!", "?"}


@dataclass(frozen=True)
class Difference:
    """One place that is not the same any more. `before` and `after` are values of the document's field.

    Of sections they are the Markdown of one block, or of a whole body; None where the place had nothing.
    """

    field: str
    place: str
    before: Any
    after: Any

    def in_words(self) -> str:
        """For the history and the desk: the words that changed."""
        values = (self.before, self.after)
        if any(value is not None and not isinstance(value, str) for value in values):
            return _("changed: %(place)s") % {"place": self.place}
        was, now = _changed_words(*(value or "" for value in values))
        words = {"was": was, "now": now, "place": self.place}
        if was and now:
            return _("“%(was)s” → “%(now)s” in “%(place)s”") % words
        if now:
            return _("added to “%(place)s”: “%(now)s”") % words
        return (_("taken out of “%(place)s”: “%(was)s”") if was else _("put together differently: “%(place)s”")) % words


def differences(old: Document, new: Document, *, is_medicine_word: IsMedicineWord) -> Iterator[Difference]:
    """Nothing when a signature under the old text holds for the new one. Pure; linear in the length of both."""
    if old == new:
        return
    rule = _Rule(is_medicine_word)
    yield from _fields(old, new, rule)
    yield from _tags(old, new)
    yield from _sections(old, new, rule)
    yield from _sources(old["sources"], new["sources"])


class _Rule:
    """Compares canonical forms, and allows for MOST_MENDED mended words in all."""

    def __init__(self, is_medicine_word: IsMedicineWord) -> None:
        self.is_medicine_word = is_medicine_word
        self.mended = 0

    def unlike(self, old: list[Block], new: list[Block]) -> Iterator[tuple[Block | None, Block | None]]:
        """The pairs of blocks that differ in more than mended words."""
        for tag, low, high, new_low, new_high in opcodes([one.form for one in old], [one.form for one in new]):
            if tag != "equal":
                for before, after in zip_longest(old[low:high], new[new_low:new_high]):
                    if not (before and after and self._is_mended(before.form.split("\n"), after.form.split("\n"))):
                        yield before, after

    def _is_mended(self, before: list[str], after: list[str]) -> bool:
        if len(before) != len(after):
            return False
        pairs = zip(["", *before], before, after, strict=False)
        return all(was == now or self._is_mended_word(was, now, previous) for previous, was, now in pairs)

    def _is_mended_word(self, was: str, now: str, previous: str) -> bool:
        """A capital is right where a sentence begins: elsewhere it may begin a name that no list knows."""
        self.mended += 1
        if self.mended > MOST_MENDED:
            return False
        if was[:1].isupper() and now[:1].isupper() and (previous in SENTENCE_ENDS or previous.startswith(MARK)):
            was, now = was[0].lower() + was[1:], now[0].lower() + now[1:]
        return is_mended(was, now, self.is_medicine_word)


def _fields(old: Document, new: Document, rule: _Rule) -> Iterator[Difference]:
    for field in ARTICLE:
        before, after = old[field.name], new[field.name]
        if before == after or field.name in HARMLESS | {"tags", "sections", "sources"}:
            continue
        if field.kind in {ValueKind.TEXT, ValueKind.TEXTS}:
            yield from _texts(field.name, str(field.label), before, after, rule)
        else:
            yield Difference(field.name, str(field.label), before, after)


def _texts(name: str, place: str, before: Any, after: Any, rule: _Rule) -> Iterator[Difference]:
    """Of plain texts: one, or a list of them."""
    blocks = (
        [Block("\n".join(canonical(text)), text) for text in (texts if isinstance(texts, list) else [texts])]
        for texts in (before, after)
    )
    yield from _places(name, place, rule.unlike(*blocks))


def _places(name: str, place: str, pairs: Iterator[tuple[Block | None, Block | None]]) -> Iterator[Difference]:
    for before, after in pairs:
        yield Difference(name, place, before and before.markdown, after and after.markdown)


def _tags(old: Document, new: Document) -> Iterator[Difference]:
    before, after = (", ".join(sorted(CRISIS_TAGS.intersection(document["tags"]))) for document in (old, new))
    if before != after:
        yield Difference("tags", _("tags that bring the help lines"), before, after)


def _sections(old: Document, new: Document, rule: _Rule) -> Iterator[Difference]:
    names = _new_names(old["sources"], new["sources"])
    sections = [dict(section) for section in old["sections"]]  # Copies: two may be one object.
    position = {id(section): place for place, section in enumerate(sections)}
    order = []
    for before, after in matched_sections(sections, new["sections"]):
        place = (after or before)["heading"]
        if not (before and after):
            yield Difference("sections", place, before and _whole(before), after and _whole(after))
            continue
        order.append(position[id(before)])
        yield from _texts("heading", place, before["heading"], after["heading"], rule)
        if before["aspect"] != after["aspect"]:
            yield Difference("aspect", place, before["aspect"], after["aspect"])
        if before["body"] != after["body"] or names:
            blocks = blocks_of(before["body"], names), blocks_of(after["body"], {})
            yield from _places("sections", place, rule.unlike(*blocks))
    if order != sorted(order):
        headings = (", ".join(section["heading"] for section in document["sections"]) for document in (old, new))
        yield Difference("order", _("Order of sections"), *headings)


def _whole(section: Document) -> str:
    return f"### {section['heading']}\n\n{section['body']}"


def _content(source: Document) -> tuple[Any, ...]:
    """What a source is, whatever it is called and whenever it was read."""
    return tuple(
        canonical(source[field.name]) if field.name in WORDS_IN_SOURCE else source[field.name]
        for field in SOURCE
        if field.name not in HARMLESS_IN_SOURCE
    )


def _new_names(old: list[Document], new: list[Document]) -> dict[str, str]:
    """{old key: new key} of each source that has another key now."""
    kept = {source["key"]: _content(source) for source in new}
    key_of = {content: key for key, content in kept.items()}
    renamed = ((source["key"], _content(source)) for source in old)
    return {key: key_of[content] for key, content in renamed if kept.get(key) != content and content in key_of}


def _sources(old: list[Document], new: list[Document]) -> Iterator[Difference]:
    before, after = (Counter(map(_content, sources)) for sources in (old, new))
    gone, added = (
        {source["key"]: source for source in sources if _content(source) in lost}
        for sources, lost in ((old, before - after), (new, after - before))
    )
    for key in {**gone, **added}:
        yield Difference("sources", _("source [%(key)s]") % {"key": key}, gone.get(key), added.get(key))


def _changed_words(old: str, new: str) -> tuple[str, str]:
    """Both texts without the words with which both begin and end."""
    before, after = old.split(), new.split()
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    return tuple(_quoted(words[head : len(words) - tail]) for words in (before, after))  # type: ignore[return-value]


def _common(before: list[str], after: list[str]) -> int:
    return next((place for place, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]),
                min(len(before), len(after)))  # fmt: skip


def _quoted(words: list[str]) -> str:
    text = " ".join(words)
    return text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE] + "…"
