"""Compute the difference between two frozen documents: by part, by paragraph, by word.

templates/articles/_changes.html renders it. `opcodes` is difflib's, in bounded time.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from itertools import takewhile
from typing import Any, TypeAlias

from django.utils.translation import gettext_lazy as _

from ..markdown.words import compared_lines
from ..schema.definition import (
    ARTICLE,
    NAMED_PICTURE,
    PICTURE,
    ROWS,
    SOURCE,
    Document,
    Field,
    Label,
    RowField,
    ValueKind,
)

# A token is a word, a run of spaces, or one punctuation mark: a diff of these keeps sentences readable.
# “0.5”, “1,000” and “1/2” are one token, so that a decimal point added to a dose shows the whole dose.
TOKEN = re.compile(r"\s+|\d+(?:[.,:/]\d+)+%?|[\w'’%-]+|[^\w\s]")
# Below this similarity, two paragraphs are one removed and one added, not one rewritten.
LEAST_SIMILARITY = 0.35
# difflib's time grows at least with the square of the tokens that differ: 500 by 500 take some hundredths of a second.
MOST_PAIRS = 250_000
# Each pair of paragraphs costs a comparison of all their words.
MOST_PARAGRAPH_PAIRS = MOST_PAIRS // 10
# Every field of the document except sections and sources, which are compared row by row.
COMPARED = tuple(field for field in ARTICLE if field.kind not in ROWS)

# (tag, start and end in the old list, start and end in the new one), as SequenceMatcher.get_opcodes gives it.
Opcode: TypeAlias = tuple[str, int, int, int, int]


class Kind(StrEnum):
    """What happened to a part, a paragraph or a run of words."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"

    @property
    def label(self) -> Label:
        return KIND_LABELS[self]


KIND_LABELS = {
    Kind.SAME: _("same"),
    Kind.ADDED: _("added"),
    Kind.REMOVED: _("removed"),
    Kind.CHANGED: _("changed"),
}


@dataclass(frozen=True)
class Segment:
    """A run of words with one kind of change."""

    kind: Kind  # SAME, ADDED (an ins element) or REMOVED (a del element).
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, list item or line, as segments in reading order."""

    kind: Kind
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class Part:
    """One section, field, list or source that differs between the two documents."""

    kind: Kind
    label: Label
    paragraphs: tuple[Paragraph, ...]
    old_label: str = ""  # The old heading, when a section's heading changed.


@dataclass(frozen=True)
class Changes:
    """All parts that differ, and the headings of the sections that don't. False when nothing differs."""

    fields: tuple[Part, ...] = ()
    sections: tuple[Part, ...] = ()
    sources: tuple[Part, ...] = ()
    unchanged_sections: tuple[str, ...] = field(default=())

    def __bool__(self) -> bool:
        return bool(self.fields or self.sections or self.sources)

    @property
    def counts(self) -> dict[str, int]:
        """Number of sections by kind: "added", "removed", "changed", "same"."""
        kinds = [part.kind for part in self.sections]
        return {kind.value: kinds.count(kind) for kind in (Kind.ADDED, Kind.REMOVED, Kind.CHANGED)} | {
            Kind.SAME.value: len(self.unchanged_sections)
        }


def compare(old: Document, new: Document) -> Changes:
    """Differences in the order of the new document; parts that were removed come last."""
    pairs = list(matched_sections(old["sections"], new["sections"]))
    parts = [_section_part(*pair) for pair in pairs]
    same = tuple(new_one["heading"] for (_old, new_one), part in zip(pairs, parts, strict=True) if part is None)
    return Changes(
        fields=tuple(_field_parts(old, new)),
        sections=tuple(part for part in parts if part),
        sources=tuple(_source_parts(old["sources"], new["sources"])),
        unchanged_sections=same,
    )


def compare_words(old: str, new: str) -> tuple[Segment, ...]:
    """The new text with its removed and added words, in reading order."""
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    segments: list[Segment] = []
    for tag, low, high, new_low, new_high in _without_tiny_matches(opcodes(before, after), before):
        if tag == "equal":
            segments.append(Segment(Kind.SAME, "".join(before[low:high])))
            continue
        if low < high:
            segments.append(Segment(Kind.REMOVED, "".join(before[low:high])))
        if new_low < new_high:
            segments.append(Segment(Kind.ADDED, "".join(after[new_low:new_high])))
    return tuple(segments)


def _without_tiny_matches(changes: list[Opcode], before: list[str]) -> list[Opcode]:
    """Join two changes that only a space or a punctuation mark separates (semantic cleanup of a diff).

    Two whole phrases read better than word, mark, word, mark by turns.
    """
    joined: list[Opcode] = []
    for position, (tag, *ends) in enumerate(changes):
        low, high, new_low, new_high = ends
        is_inside = 0 < position < len(changes) - 1
        if tag == "equal" and is_inside and not any(token[0].isalnum() for token in before[low:high]):
            tag = "replace"  # noqa: PLW2901
        if joined and tag != "equal" and joined[-1][0] != "equal":
            _tag, first, _end, new_first, _new_end = joined.pop()
            low, new_low = first, new_first
        joined.append((tag, low, high, new_low, new_high))
    return joined


def compare_paragraphs(old: list[str], new: list[str]) -> tuple[Paragraph, ...]:
    """Compare lists of paragraphs, list items or lines. Unchanged ones are included, to show where a change stands."""
    found: list[Paragraph] = []
    for tag, low, high, new_low, new_high in opcodes(old, new):
        if tag == "equal":
            found += [Paragraph(Kind.SAME, (Segment(Kind.SAME, text),)) for text in old[low:high]]
        else:
            found += _rewritten(old[low:high], new[new_low:new_high])
    return tuple(found)


def _rewritten(old: list[str], new: list[str]) -> list[Paragraph]:
    """Match each new paragraph with the most similar old one, in order; the others were added or removed.

    With more paragraphs than a person rewrites (MOST_PARAGRAPH_PAIRS), none is matched.
    """
    if len(old) * len(new) > MOST_PARAGRAPH_PAIRS:
        return [_whole(Kind.REMOVED, text) for text in old] + [_whole(Kind.ADDED, text) for text in new]
    found: list[Paragraph] = []
    next_old = 0
    for text in new:
        # The index is negative, so that of equally similar paragraphs the first is the greatest.
        ratio, match = max(((_similarity(old[i], text), -i) for i in range(next_old, len(old))), default=(0.0, 0))
        if ratio < LEAST_SIMILARITY:
            found.append(_whole(Kind.ADDED, text))
            continue
        found += [_whole(Kind.REMOVED, skipped) for skipped in old[next_old:-match]]
        found.append(Paragraph(Kind.CHANGED, compare_words(old[-match], text)))
        next_old = -match + 1
    return found + [_whole(Kind.REMOVED, text) for text in old[next_old:]]


def _similarity(old: str, new: str) -> float:
    """Sørensen–Dice coefficient of the two sets of words: 0 to 1. Fast; ignores the order of words."""
    before, after = _words_of(old), _words_of(new)
    return 2 * len(before & after) / (len(before) + len(after) or 1)


@lru_cache(maxsize=MOST_PARAGRAPH_PAIRS)
def _words_of(text: str) -> frozenset[str]:
    """Cached, because each paragraph is held against many others."""
    return frozenset(text.lower().split())


def _whole(kind: Kind, text: str) -> Paragraph:
    return Paragraph(kind, (Segment(kind, text),))


def _kind(old: object, new: object) -> Kind:
    return Kind.CHANGED if old and new else Kind.ADDED if new else Kind.REMOVED


def _part(label: Label, old: list[str], new: list[str]) -> Part | None:
    """None when nothing changed."""
    return None if old == new else Part(_kind(old, new), label, compare_paragraphs(old, new))


def _field_parts(old: Document, new: Document) -> Iterator[Part]:
    for compared in COMPARED:
        if compared.kind == ValueKind.PICTURE:
            part = _order_of_sections(old["sections"], new["sections"])
            if part:
                yield part
        part = _part(compared.label, *(_field_lines(compared, document[compared.name]) for document in (old, new)))
        if part:
            yield part


def _field_lines(compared: Field, value: Any) -> list[str]:
    if not value:
        return []
    if compared.kind == ValueKind.PICTURE:
        return _row_lines(PICTURE, value)
    if compared.kind == ValueKind.PICTURES:
        return [line for picture in value for line in _row_lines(NAMED_PICTURE, picture)]
    return value if isinstance(value, list) else [value]


def _row_lines(fields: tuple[RowField, ...], row: Document) -> list[str]:
    return [str(row[part.name]) for part in fields if part.is_compared and row[part.name]]


def _order_of_sections(old: list[Document], new: list[Document]) -> Part | None:
    """Compare the order of the sections that both have; added and removed sections are parts of their own."""
    before, after = ([section["heading"] for section in sections] for sections in (old, new))
    kept = set(before) & set(after)
    return _part(_("Order of sections"), *([one for one in headings if one in kept] for headings in (before, after)))


def matched_sections(old: list[Document], new: list[Document]) -> Iterator[tuple[Any, Any]]:
    """Yield (old section or None, new section or None), in the new order; removed sections come last.

    Sections match by heading, else by the same aspect and similar words. No pair is (None, None).
    """
    headings = {section["heading"] for section in new}
    unmatched = list(old)
    for section in new:
        same_heading = [one for one in unmatched if one["heading"] == section["heading"]]
        alike = (one for one in unmatched if one["heading"] not in headings and one["aspect"] == section["aspect"])
        renamed = (one for one in alike if _similarity(one["body"], section["body"]) >= LEAST_SIMILARITY)
        # Several sections may have one heading (“Risks”): prefer the one with the same text.
        match = next((one for one in same_heading if one["body"] == section["body"]), None)
        match = match or next(iter(same_heading), None) or next(renamed, None)
        if match:
            unmatched = [one for one in unmatched if one is not match]
        yield match, section
    yield from ((section, None) for section in unmatched)


def _section_part(old: Document | None, new: Document | None) -> Part | None:
    """None when heading and text are the same in both."""
    if old and new and (old["heading"], old["body"]) == (new["heading"], new["body"]):
        return None
    label = new["heading"] if new else old["heading"] if old else ""
    old_heading = old["heading"] if old and new and old["heading"] != new["heading"] else ""
    return Part(_kind(old, new), label, compare_paragraphs(_lines(old), _lines(new)), old_heading)


def _lines(section: Document | None) -> list[str]:
    return compared_lines(section["body"]) if section else []


def _source_parts(old: list[Document], new: list[Document]) -> Iterator[Part]:
    before, after = ({source["key"]: _row_lines(SOURCE, source) for source in sources} for sources in (old, new))
    for key in [*after, *(key for key in before if key not in after)]:
        part = _part(f"[{key}]", before.get(key, []), after.get(key, []))
        if part:
            yield part


def opcodes(old: Sequence[str], new: Sequence[str]) -> list[Opcode]:
    """As SequenceMatcher.get_opcodes, in bounded time.

    With more than MOST_PAIRS pairs of tokens between the first and the last change, all of that was replaced.
    """
    head = _common_prefix(zip(old, new, strict=False))
    tail = _common_prefix(zip(reversed(old[head:]), reversed(new[head:]), strict=False))
    end, new_end = len(old) - tail, len(new) - tail
    found: list[Opcode] = [("equal", 0, head, 0, head)]
    if (end - head) * (new_end - head) > MOST_PAIRS:
        found.append(("replace", head, end, head, new_end))
    else:
        matcher = SequenceMatcher(None, old[head:end], new[head:new_end], autojunk=False)
        found += [
            (tag, low + head, high + head, new_low + head, new_high + head)
            for tag, low, high, new_low, new_high in matcher.get_opcodes()
        ]
    found.append(("equal", end, len(old), new_end, len(new)))
    return [one for one in found if one[1] < one[2] or one[3] < one[4]]


def _common_prefix(pairs: Iterable[tuple[str, str]]) -> int:
    """How many pairs at the beginning hold two equal items."""
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], pairs))
