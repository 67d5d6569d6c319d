"""List titles and index terms by their first letters (the A to Z), on one page while they are few."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import Substr

from ..models import IndexTerm, Listing
from ..models.editions import is_visible
from .live.state import PublicState

OTHER = "0–9"
MOST_KEPT = 4  # Lists in memory: a hundred kilobytes each.
ENTRIES_A_PAGE = 300  # Above this number of entries each letter has its own page, or several.


@dataclass
class Entry:
    """A title, or an index term; `see` is then the title of the page that explains it."""

    words: str
    slug: str
    see: str = ""


@dataclass
class Letter:
    """A letter, or OTHER, with its entries in order."""

    letter: str
    entries: list[Entry] = field(default_factory=list)


@dataclass
class Index:
    """The letters that have entries, in order, and entries. `chosen` is their letter, or "" where they are complete."""

    letters: list[str] = field(default_factory=list)
    chosen: str = ""
    entries: list[Entry] = field(default_factory=list)


@lru_cache(MOST_KEPT)
def a_to_z(state: PublicState, asked: str = "") -> Index:
    """All entries, or, above ENTRIES_A_PAGE, those of the letter `asked` for (by default the first).

    `chosen` repeats `asked` in upper case, also where no entry begins with it: the caller answers that. Four queries
    for each state and letter.
    """
    titles = Listing.objects.visible(at=state.at)
    beginnings = _beginnings(titles)
    if not beginnings:
        return Index()
    leading = IndexTerm.objects.filter(is_visible(at=state.at, of="article__listings__")).order_by()
    terms = leading.annotate(beginning=Substr("term", 1, 1))
    beginnings += _beginnings(terms)
    letters = sorted({_letter(beginning) for beginning in beginnings})
    chosen = (asked.upper() or letters[0]) if beginnings.total() > ENTRIES_A_PAGE else ""
    wanted = [beginning for beginning in beginnings if chosen in {"", _letter(beginning)}]
    return Index(letters, chosen, _entries(titles, terms, wanted))


def by_letter(entries: Iterable[Entry]) -> list[Letter]:
    """Group entries, which must be in order, by their letter."""
    return [Letter(letter, list(group)) for letter, group in groupby(entries, key=lambda entry: _letter(entry.words))]


def _beginnings(rows: QuerySet[Any]) -> Counter[str]:
    """The number of rows for each first character. One query."""
    return Counter(dict(rows.values("beginning").annotate(number=Count("pk")).values_list("beginning", "number")))


def _entries(titles: QuerySet[Any], terms: QuerySet[Any], wanted: list[str]) -> list[Entry]:
    chosen = titles.filter(beginning__in=wanted).values_list("title", "slug")
    entries = [Entry(title, slug) for title, slug in chosen]
    leading = terms.filter(beginning__in=wanted)
    entries += [
        Entry(term, slug, see=title)
        for term, title, slug in leading.values_list("term", "article__listings__title", "article__listings__slug")
        if term.casefold() != title.casefold()
    ]
    return sorted(entries, key=lambda entry: (_letter(entry.words), entry.words.casefold()))


def _letter(words: str) -> str:
    first = words[:1].upper()
    return first if first.isalpha() else OTHER
