"""The A to Z: titles and index terms under their first letters; all together while they are few."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Substr
from django.utils import timezone

from .models import Edition, IndexTerm

OTHER = "0–9"
ENTRIES_A_PAGE = 300  # As many stand on one page; of more, each letter has a page of its own, or several.


@dataclass
class Entry:
    """A title, or a further word (`see` then names the page that explains it)."""

    words: str
    edition: Edition
    see: str = ""


@dataclass
class Letter:
    letter: str
    entries: list[Entry] = field(default_factory=list)


@dataclass
class Index:
    """`chosen` is the letter that `entries` are of; "" where they are all there are."""

    letters: list[str] = field(default_factory=list)
    chosen: str = ""
    entries: list[Entry] = field(default_factory=list)


def a_to_z(asked: str = "", *, at: datetime | None = None) -> Index:
    """Four queries. Where letters have their own pages: the letter asked for, though it may be none, or the first."""
    visible = Edition.objects.visible(at=at or timezone.now()).order_by()
    titles = visible.annotate(beginning=Substr("title", 1, 1))
    beginnings = _beginnings(titles)
    if not beginnings:
        return Index()
    terms = IndexTerm.objects.filter(article__in=visible.values("article")).annotate(beginning=Substr("term", 1, 1))
    beginnings += _beginnings(terms.order_by())
    letters = sorted({_letter(beginning) for beginning in beginnings})
    chosen = (asked.upper() or letters[0]) if beginnings.total() > ENTRIES_A_PAGE else ""
    wanted = [beginning for beginning in beginnings if chosen in {"", _letter(beginning)}]
    return Index(letters, chosen, _entries(titles, terms, wanted))


def by_letter(entries: Iterable[Entry]) -> list[Letter]:
    return [Letter(letter, list(group)) for letter, group in groupby(entries, key=lambda entry: _letter(entry.words))]


def _beginnings(rows: QuerySet) -> Counter[str]:
    return Counter(dict(rows.values("beginning").annotate(number=Count("pk")).values_list("beginning", "number")))


def _entries(titles: QuerySet, terms: QuerySet, wanted: list[str]) -> list[Entry]:
    found = list(terms.filter(beginning__in=wanted).values_list("term", "article"))
    is_wanted = Q(beginning__in=wanted) | Q(article__in=[article for _, article in found])
    editions = {
        edition.article_id: edition
        for edition in titles.filter(is_wanted).only("slug", "title", "article")  # Of thousands, no more is needed.
    }
    entries = [Entry(edition.title, edition) for edition in editions.values() if edition.beginning in wanted]
    entries += [
        Entry(term, editions[article], see=editions[article].title)
        for term, article in found
        if term.casefold() != editions[article].title.casefold()
    ]
    return sorted(entries, key=lambda entry: (_letter(entry.words), entry.words.casefold()))


def _letter(words: str) -> str:
    first = words[:1].upper()
    return first if first.isalpha() else OTHER
