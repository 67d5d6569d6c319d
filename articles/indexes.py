"""The A to Z: titles and index terms under their first letters."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from django.utils import timezone

from .models import Edition, IndexTerm

OTHER = "0–9"


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


def a_to_z(*, at: datetime | None = None) -> list[Letter]:
    """Letters that have an entry, in order. Two queries."""
    editions = {
        edition.article_id: edition
        for edition in Edition.objects.visible(at=at or timezone.now()).defer("text", "html")
    }
    titles = [Entry(edition.title, edition) for edition in editions.values()]
    terms = [
        Entry(term.term, editions[term.article_id], see=editions[term.article_id].title)
        for term in IndexTerm.objects.filter(article__in=editions)
        if term.term.casefold() != editions[term.article_id].title.casefold()
    ]
    entries = sorted(titles + terms, key=lambda entry: (_letter(entry), entry.words.casefold()))
    return [Letter(letter, list(group)) for letter, group in groupby(entries, key=_letter)]


def _letter(entry: Entry) -> str:
    first = entry.words[:1].upper()
    return first if first.isalpha() else OTHER
