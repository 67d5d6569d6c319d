"""Answer questions about medicines from the rows of the register. Pure: it reads no database."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from .matching import Kind, Mention, Name, NameTree, folded

STEMS = re.sub(r"#.*", "", Path(__file__).with_name("stems.txt").read_text(encoding="utf-8")).split()
HAS_STEM = re.compile(rf"[a-z]{{2,}}(?:{'|'.join(STEMS)})s?")


class ClassRow(NamedTuple):
    name: str
    short_forms: list[str]
    broader: str | None
    is_antidepressant: bool


class MedicineRow(NamedTuple):
    substance: str
    other_names: list[str]
    medicine_class: str


class TradeNameRow(NamedTuple):
    name: str
    substance: str
    is_ambiguous: bool
    countries: str = ""


class Register:
    """All names of medicines, compiled. Of equal names a substance comes first, then a trade name, then a class."""

    def __init__(self) -> None:
        self._tree = NameTree()
        self._meanings: list[tuple[str, Name]] = []
        self._names: dict[str, list[str]] = defaultdict(
            list
        )  # Substance or class -> its own names, the main one first.
        self._trade_names: dict[str, list[TradeNameRow]] = defaultdict(list)  # By substance.
        self._words: set[str] = set()
        self.antidepressants: frozenset[str] = frozenset()  # Names of substances and of classes.

    @classmethod
    def from_rows(
        cls, classes: Iterable[ClassRow], medicines: Iterable[MedicineRow], trade_names: Iterable[TradeNameRow]
    ) -> Register:
        """Compile the rows."""
        made = cls()
        by_name = {row.name: row for row in classes}
        lines = {name: tuple(_line(name, by_name)) for name in by_name}
        substances = {row.substance: row for row in medicines}
        for row in substances.values():
            meaning = Name(Kind.SUBSTANCE, frozenset([row.substance]), lines[row.medicine_class])
            made._add(row.substance, [row.substance, *row.other_names], meaning)
        made._add_trade_names(trade_names, {name: lines[row.medicine_class] for name, row in substances.items()})
        for kind in by_name.values():
            made._add(kind.name, [kind.name, *kind.short_forms], Name(Kind.CLASS, frozenset(), lines[kind.name]))
        made.antidepressants = frozenset(name for name, row in by_name.items() if row.is_antidepressant) | {
            name for name, row in substances.items() if by_name[row.medicine_class].is_antidepressant
        }
        return made

    def mentions(self, text: str) -> list[Mention]:
        """Every name in the text, in order; of overlapping ones the longest."""
        return list(self.each_mention(text))

    def is_medicine_word(self, word: str) -> bool:
        """Whether it is a word of a medicine's name, or looks like one: for rules that must be safe."""
        return all(part in self._words or HAS_STEM.fullmatch(part) for part in folded(word)) and bool(folded(word))

    @cached_property
    def words(self) -> frozenset[str]:
        """Folded words of the names of substances, trade names and one-word classes, singular and plural."""
        return frozenset(self._words)

    def names(self, of: str) -> list[str]:
        """All names of a substance with its trade names, or of a class."""
        return self._names.get(of, [])

    def trade_names_of(self, substance: str) -> list[str]:
        """Those of most countries first."""
        rows = sorted(self._trade_names.get(substance, []), key=lambda row: (-len(row.countries), row.name))
        return list(dict.fromkeys(row.name for row in rows))

    @cached_property
    def fingerprint(self) -> str:
        """Another one wherever a name or its meaning differs."""
        return sha256(repr(sorted(map(repr, self._meanings))).encode()).hexdigest()

    @property
    def trade_names(self) -> list[str]:
        return [name for name, meaning in self._meanings if meaning.kind == Kind.TRADE_NAME]

    def beginning_with(self, start: str) -> list[tuple[str, Name]]:
        """Each name that begins so, in either case, with its meaning; substances first."""
        begun = (row for row in self._meanings if row[0].casefold().startswith(start.casefold()))
        return sorted(begun, key=lambda row: (row[1].kind != Kind.SUBSTANCE, row[0].casefold()))

    def names_within(self, wanted: frozenset[str]) -> list[str]:
        """All names of these substances, or of these classes and of everything in them."""
        return [name for name, meaning in self._meanings if wanted & meaning.substances.union(meaning.classes)]

    def search_terms(self, words: list[str]) -> list[list[str]]:
        """For a query that names a medicine: the query with its substance, then with each of its classes, instead."""
        joined = "-".join(words)  # A hyphen parts the words of a name, and joins “anti depressants”.
        found = next(self.each_mention(joined), None)
        if found is None:
            return []
        before, after = folded(joined[: found.start]), folded(joined[found.end :])
        others = [*sorted(found.substances), *(name for kind in found.class_line for name in self.names(kind)[:2])]
        asked = folded(found.words)
        said = list(dict.fromkeys(tuple(folded(name)) for name in others))
        return [[*before, *name, *after] for name in said if list(name) != asked]

    def each_mention(self, text: str) -> Iterator[Mention]:
        """As `mentions`, and reads no further than it is asked to."""
        for start, end, name in self._tree.find(text):
            yield Mention(start, end, text[start:end], name.substances, name.classes, name.kind)

    def _add(self, of: str, names: list[str], meaning: Name) -> None:
        for name in names:
            self._tree.add(name, meaning)
            self._meanings.append((name, meaning))
            words = folded(name)
            if meaning.kind != Kind.CLASS or len(words) == 1:
                self._words.update(words, [f"{word}s" for word in words])
        self._names[of] += names

    def _add_trade_names(self, rows: Iterable[TradeNameRow], classes: dict[str, tuple[str, ...]]) -> None:
        """A name of two substances means both."""
        by_name: dict[tuple[str, ...], list[TradeNameRow]] = defaultdict(list)
        for row in sorted(rows):
            by_name[tuple(folded(row.name))].append(row)
        for same in by_name.values():
            substances = frozenset(row.substance for row in same)
            of_all = dict.fromkeys(name for row in same for name in classes[row.substance])
            exact = same[0].name if same[0].is_ambiguous else ""
            meaning = Name(Kind.TRADE_NAME, substances, tuple(of_all), exact)
            for row in same:
                self._add(row.substance, [row.name], meaning)
                self._trade_names[row.substance].append(row)


def _line(name: str, by_name: dict[str, ClassRow]) -> Iterator[str]:
    """A class, then each one around it. A circle ends where it began."""
    seen: set[str] = set()
    at: str | None = name
    while at and at not in seen:
        seen.add(at)
        yield at
        at = by_name[at].broader
