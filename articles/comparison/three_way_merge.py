"""Two people changed one text: what each changed since the version both started from, and the text made of both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..schema.definition import Document, Label, blank
from .diff import COMPARED, Part, compare, matched_sections

YOURS, THEIRS = "yours", "theirs"


@dataclass(frozen=True)
class Choice:
    """One field, section or source that is not the same in both texts. None stands for “is not there”."""

    key: str
    label: Label
    base: Any
    yours: Any
    theirs: Any

    @property
    def is_disputed(self) -> bool:
        """Both changed it, and not in the same way."""
        return self.base not in (self.yours, self.theirs)

    @property
    def suggested(self) -> str:
        """Whoever changed it; where both did, the one who is asked."""
        return THEIRS if self.yours == self.base else YOURS


@dataclass(frozen=True)
class _Merge:
    """What the three texts hold under each key, in the order of the new text."""

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
    parts = (_fields(base, yours, theirs), _sections(base, yours, theirs), _sources(base, yours, theirs))
    return [choice for part in parts for choice in part.choices()]


def merged(base: Document, yours: Document, theirs: Document, taken: Mapping[str, str]) -> Document:
    """`taken`: YOURS or THEIRS for the key of each choice; without one, the suggestion."""
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
    """What one of the two changed, word by word; None when they left it as it was."""
    before, after = ({**blank(), **_placed(choice, value)} for value in (choice.base, getattr(choice, whose)))
    changes = compare(before, after)
    return next(iter((*changes.fields, *changes.sections, *changes.sources)), None)


def _fields(base, yours, theirs):
    labels = {f"field-{field.name}": field.label for field in COMPARED}
    values = [{f"field-{field.name}": text[field.name] for field in COMPARED} for text in (base, yours, theirs)]
    return _Merge(*values, labels)


def _sections(base, yours, theirs):
    in_base = {f"section-{number}": section for number, section in enumerate(base["sections"])}
    in_yours, in_theirs = (_keyed(in_base, text["sections"]) for text in (yours, theirs))
    return _Merge(in_base, in_yours, in_theirs, _in_order(in_base, in_yours, in_theirs, "heading"))


def _keyed(in_base, sections):
    """Sections under the key of the one in the base they come from; new ones under their heading."""
    keys = {id(section): key for key, section in in_base.items()}
    origin = {id(new): keys[id(old)] for old, new in matched_sections(list(in_base.values()), sections) if old and new}
    keyed, seen = {}, Counter()
    for section in sections:
        seen[section["heading"]] += id(section) not in origin
        new_key = f"section-new-{seen[section['heading']]}-{section['heading']}"
        keyed[origin.get(id(section), new_key)] = section
    return keyed


def _sources(base, yours, theirs):
    keyed = [{f"source-{source['key']}": source for source in text["sources"]} for text in (base, yours, theirs)]
    return _Merge(*keyed, _in_order(*keyed, "key"))


def _in_order(base, yours, theirs, label):
    """Your order where you changed it, else theirs; what only the other has follows what it stood behind."""
    shared = [key for key in base if key in yours and key in theirs]
    is_moved = [key for key in yours if key in shared] != shared
    first, second = (yours, theirs) if is_moved else (theirs, yours)
    order = list(first)
    before = None
    for key in second:
        if key not in order:
            order.insert(order.index(before) + 1 if before else 0, key)
        before = key
    order += [key for key in base if key not in order]
    return {key: (yours.get(key) or theirs.get(key) or base[key])[label] for key in order}


def _placed(choice, value):
    kind, _, name = choice.key.partition("-")
    if kind == "field":
        return {name: value}
    return {f"{kind}s": [value] if value else []}
