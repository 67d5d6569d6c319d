"""What changed between two frozen documents, word by word (drawn by templates/articles/_changes.html)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from ..markdown import callouts
from ..schema.definition import ARTICLE, PICTURE, ROWS, SOURCE, Document, Field, ValueKind
from .opcodes import MOST_PAIRS, opcodes

# Words, runs of space, and single marks: a diff of these keeps sentences readable.
# “0.5”, “1,000” and “1/2” are one word: a stop put into a dose shows the dose.
TOKEN = re.compile(r"\s+|\d+(?:[.,:/]\d+)+%?|[\w'’%-]+|[^\w\s]")
MARKS = re.compile(r"^###? +|\*\*")
ITEM = re.compile(r"^- +")
# Two paragraphs with less in common than this are one taken out and one put in, not one rewritten.
ALIKE = 0.35
# Every field of the document, but for the rows: they are compared one by one.
COMPARED = tuple(field for field in ARTICLE if field.kind not in ROWS)


class Kind(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"

    @property
    def label(self):
        return KIND_LABELS[self]


KIND_LABELS = {
    Kind.SAME: _("same"),
    Kind.ADDED: _("added"),
    Kind.REMOVED: _("removed"),
    Kind.CHANGED: _("changed"),
}


@dataclass(frozen=True)
class Segment:
    kind: Kind  # SAME, ADDED (an ins element) or REMOVED (a del element).
    text: str


@dataclass(frozen=True)
class Paragraph:
    kind: Kind
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class Part:
    """One section, field, list or source that is not the same in both."""

    kind: Kind
    label: str
    paragraphs: tuple[Paragraph, ...]
    old_label: str = ""  # Of a section whose heading changed.


@dataclass(frozen=True)
class Changes:
    fields: tuple[Part, ...] = ()
    sections: tuple[Part, ...] = ()
    sources: tuple[Part, ...] = ()
    unchanged_sections: tuple[str, ...] = field(default=())

    def __bool__(self):
        return bool(self.fields or self.sections or self.sources)

    @property
    def counts(self) -> dict[str, int]:
        """Sections added, removed, changed and the same; for the sentence above the comparison."""
        kinds = [part.kind for part in self.sections]
        return {kind.value: kinds.count(kind) for kind in (Kind.ADDED, Kind.REMOVED, Kind.CHANGED)} | {
            Kind.SAME.value: len(self.unchanged_sections)
        }


def compare(old: Document, new: Document) -> Changes:
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
    """The new text with what was taken out and put in, in reading order."""
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    segments: list[Segment] = []
    for tag, low, high, new_low, new_high in _readable(opcodes(before, after), before):
        if tag == "equal":
            segments.append(Segment(Kind.SAME, "".join(before[low:high])))
            continue
        if low < high:
            segments.append(Segment(Kind.REMOVED, "".join(before[low:high])))
        if new_low < new_high:
            segments.append(Segment(Kind.ADDED, "".join(after[new_low:new_high])))
    return tuple(segments)


def _readable(changes, before):
    """A lone space or mark between two changes joins them: “two [old] [new] words” reads better than a comb."""
    joined: list[tuple[str, int, int, int, int]] = []
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
    """Paragraphs, list items or lines; unchanged ones are there too, so that the change has its place."""
    found: list[Paragraph] = []
    for tag, low, high, new_low, new_high in opcodes(old, new):
        if tag == "equal":
            found += [Paragraph(Kind.SAME, (Segment(Kind.SAME, text),)) for text in old[low:high]]
        else:
            found += _rewritten(old[low:high], new[new_low:new_high])
    return tuple(found)


def _rewritten(old, new):
    """Each new paragraph beside the old one it is most like, in order; the others were added or removed.

    Of more paragraphs than a person rewrites, all were.
    """
    if len(old) * len(new) > MOST_PAIRS / 10:
        return [_whole(Kind.REMOVED, text) for text in old] + [_whole(Kind.ADDED, text) for text in new]
    found, next_old = [], 0
    for text in new:
        ratio, match = max(((_likeness(old[i], text), -i) for i in range(next_old, len(old))), default=(0.0, 0))
        if ratio < ALIKE:
            found.append(_whole(Kind.ADDED, text))
            continue
        found += [_whole(Kind.REMOVED, skipped) for skipped in old[next_old:-match]]
        found.append(Paragraph(Kind.CHANGED, compare_words(old[-match], text)))
        next_old = -match + 1
    return found + [_whole(Kind.REMOVED, text) for text in old[next_old:]]


def _likeness(old, new):
    """Shared words over all words: quick, and blind to order."""
    before, after = set(old.lower().split()), set(new.lower().split())
    return 2 * len(before & after) / (len(before) + len(after) or 1)


def _whole(kind, text):
    return Paragraph(kind, (Segment(kind, text),))


def _part(label, old, new):
    """None when nothing changed."""
    if old == new:
        return None
    kind = Kind.CHANGED if old and new else Kind.ADDED if new else Kind.REMOVED
    return Part(kind, label, compare_paragraphs(old, new))


def _field_parts(old, new) -> Iterator[Part]:
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
        return [str(value[part.name]) for part in PICTURE if part.is_compared and value[part.name]]
    return value if isinstance(value, list) else [value]


def _order_of_sections(old, new):
    """Of those that are in both: what came or went is shown as such."""
    before, after = ([section["heading"] for section in sections] for sections in (old, new))
    kept = set(before) & set(after)
    return _part(_("Order of sections"), *([one for one in headings if one in kept] for headings in (before, after)))


def matched_sections(old, new) -> Iterator[tuple[Any, Any]]:
    """(old or None, new or None) in the new order: by heading, else by the same aspect and enough shared words."""
    headings = {section["heading"] for section in new}
    left = list(old)
    for section in new:
        namesakes = [one for one in left if one["heading"] == section["heading"]]
        renamed = (one for one in left if one["heading"] not in headings and _is_renamed(one, section))
        # Of several with one heading (“Risks”), the one with the same words.
        match = next((one for one in namesakes if one["body"] == section["body"]), None)
        match = match or next(iter(namesakes), None) or next(renamed, None)
        if match:
            left = [one for one in left if one is not match]
        yield match, section
    yield from ((section, None) for section in left)


def _is_renamed(old, new):
    return old["aspect"] == new["aspect"] and _likeness(old["body"], new["body"]) >= ALIKE


def _section_part(old, new):
    if old and new and old["body"] == new["body"] and old["heading"] == new["heading"]:
        return None
    kind = Kind.CHANGED if old and new else Kind.ADDED if new else Kind.REMOVED
    old_heading = old["heading"] if old and new and old["heading"] != new["heading"] else ""
    return Part(kind, (new or old)["heading"], compare_paragraphs(_lines(old), _lines(new)), old_heading)


def _lines(section):
    """As a reader knows them: without the marks of bold and headings, with those of items, citations and links."""
    if section is None:
        return []
    lines = (MARKS.sub("", callouts.as_words(line)) for line in section["body"].split("\n"))
    return [ITEM.sub("• ", line) for line in lines if line.strip()]


def _source_parts(old, new) -> Iterator[Part]:
    before, after = ({source["key"]: _source_lines(source) for source in sources} for sources in (old, new))
    for key in [*after, *(key for key in before if key not in after)]:
        part = _part(f"[{key}]", before.get(key, []), after.get(key, []))
        if part:
            yield part


def _source_lines(source):
    return [source[part.name] for part in SOURCE if part.is_compared and source[part.name]]
