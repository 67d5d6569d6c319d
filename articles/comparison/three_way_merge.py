"""Merge two changed documents with the version that both started from (three-way merge).

Shown when two people changed one article at the same time: each field, section and source that differs is one choice.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from ..schema.definition import Document, Label, ValueKind, blank
from .diff import COMPARED, Part, compare, matched_sections

# Without what is computed from the merged sections.
MERGED = tuple(field for field in COMPARED if field.kind != ValueKind.PICTURES)
YOURS, THEIRS = "yours", "theirs"
Rows: TypeAlias = dict[str, Document]  # Sections or sources by their key in the merge.


@dataclass(frozen=True)
class Choice:
    """One field, section or source that differs between the two texts. None: that text doesn't have it."""

    key: str
    label: Label
    base: Any
    yours: Any
    theirs: Any

    @property
    def is_disputed(self) -> bool:
        """Whether both changed it, in different ways."""
        return self.base not in (self.yours, self.theirs)

    @property
    def suggested(self) -> str:
        """YOURS or THEIRS: the text that changed it; YOURS when both did."""
        return THEIRS if self.yours == self.base else YOURS


@dataclass(frozen=True)
class _Merge:
    """The values of the three texts by key, and the label of each key, in the order of the merged text."""

    base: dict[str, Any]
    yours: dict[str, Any]
    theirs: dict[str, Any]
    labels: Mapping[str, Label]

    def choices(self) -> Iterator[Choice]:
        for key, label in self.labels.items():
            yours, theirs = self.yours.get(key), self.theirs.get(key)
            if yours != theirs:
                yield Choice(key, label, self.base.get(key), yours, theirs)

    def decided(self, taken: Mapping[str, str]) -> dict[str, Any]:
        whose = {choice.key: taken.get(choice.key, choice.suggested) for choice in self.choices()}
        return {key: (self.theirs if whose.get(key) == THEIRS else self.yours).get(key) for key in self.labels}


def choices(base: Document, yours: Document, theirs: Document) -> list[Choice]:
    """One choice for each difference between `yours` and `theirs`: fields, then sections, then sources."""
    parts = (_fields(base, yours, theirs), _sections(base, yours, theirs), _sources(base, yours, theirs))
    return [choice for part in parts for choice in part.choices()]


def merged(base: Document, yours: Document, theirs: Document, taken: Mapping[str, str]) -> Document:
    """The merged document. `taken` gives YOURS or THEIRS by the key of a choice; without it, `suggested` counts."""
    fields = _fields(base, yours, theirs).decided(taken)
    rows = [part(base, yours, theirs).decided(taken).values() for part in (_sections, _sources)]
    sections, sources = ([row for row in values if row is not None] for values in rows)
    return {
        **yours,
        **{key.removeprefix("field-"): value for key, value in fields.items()},
        "sections": sections,
        "sources": sources,
    }


def change_of(choice: Choice, whose: str) -> Part | None:
    """The difference between base and `whose` text (YOURS or THEIRS); None when that text didn't change it."""
    before, after = ({**blank(), **_as_document(choice, value)} for value in (choice.base, getattr(choice, whose)))
    changes = compare(before, after)
    return next(iter((*changes.fields, *changes.sections, *changes.sources)), None)


def _fields(base: Document, yours: Document, theirs: Document) -> _Merge:
    labels = {f"field-{field.name}": field.label for field in MERGED}
    in_base, in_yours, in_theirs = (
        {f"field-{field.name}": text[field.name] for field in MERGED} for text in (base, yours, theirs)
    )
    return _Merge(in_base, in_yours, in_theirs, labels)


def _sections(base: Document, yours: Document, theirs: Document) -> _Merge:
    in_base = {f"section-{number}": section for number, section in enumerate(base["sections"])}
    in_yours, in_theirs = (_keyed(in_base, text["sections"]) for text in (yours, theirs))
    return _Merge(in_base, in_yours, in_theirs, _in_order(in_base, in_yours, in_theirs, "heading"))


def _keyed(in_base: Rows, sections: list[Document]) -> Rows:
    """Sections by key: the key of the base section that it comes from, or one made of a new section's heading."""
    keys = {id(section): key for key, section in in_base.items()}
    origin = {id(new): keys[id(old)] for old, new in matched_sections(list(in_base.values()), sections) if old and new}
    keyed: Rows = {}
    new_ones: Counter[str] = Counter()  # Several new sections may have one heading.
    for section in sections:
        new_ones[section["heading"]] += id(section) not in origin
        new_key = f"section-new-{new_ones[section['heading']]}-{section['heading']}"
        keyed[origin.get(id(section), new_key)] = section
    return keyed


def _sources(base: Document, yours: Document, theirs: Document) -> _Merge:
    in_base, in_yours, in_theirs = (
        {f"source-{source['key']}": source for source in text["sources"]} for text in (base, yours, theirs)
    )
    return _Merge(in_base, in_yours, in_theirs, _in_order(in_base, in_yours, in_theirs, "key"))


def _in_order(base: Rows, yours: Rows, theirs: Rows, label: str) -> dict[str, str]:
    """Labels by key, in merged order. `label` names the row's field that labels it.

    The order is yours if you changed it, else theirs. A row that only the other text has follows the row before it.
    """
    shared = [key for key in base if key in yours and key in theirs]
    is_moved = [key for key in yours if key in shared] != shared
    first, second = (yours, theirs) if is_moved else (theirs, yours)
    order = list(first)
    before = ""
    for key in second:
        if key not in order:
            order.insert(order.index(before) + 1 if before else 0, key)
        before = key
    order += [key for key in base if key not in order]
    return {key: (yours.get(key) or theirs.get(key) or base[key])[label] for key in order}


def _as_document(choice: Choice, value: Any) -> Document:
    """The part of a document that holds only this value."""
    kind, _, name = choice.key.partition("-")
    if kind == "field":
        return {name: value}
    return {f"{kind}s": [value] if value else []}
