"""Find the pages for a query, with typing errors corrected, in a constant number of database queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from math import ceil
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef
from django.utils import timezone
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from ..models import Edition, IndexTerm, Listing, Topic
from .index import backend_of
from .snippets import fragments
from .terms import LETTERS_OF_A_STEM, MOST_TYPOS, are_alike, forms, shown, speaks_of_danger, words_of

MOST_HITS = 100
HITS_A_PAGE = 10
# Editions to rank at first: more than MOST_HITS, because the index also holds past editions, which are not shown.
MOST_CANDIDATES = 150
LONGEST_SHORT_WORD = 5  # Letters. One typing error is corrected in a short word, MOST_TYPOS in a longer one.


@dataclass(frozen=True)
class Hit:
    """An edition found, and its snippet as (words, is it a match)."""

    edition: Edition
    fragments: list[tuple[str, bool]]


@dataclass(frozen=True)
class Facet:
    """A topic, and how many of the results are in it."""

    name: str
    slug: str
    number: int


@dataclass
class Results:
    """One page of the hits for a query, with what the page of results says about them."""

    asked: str
    words: list[str]
    corrected: str = ""  # The words that were searched for instead of those typed.
    is_partial: bool = False  # No page holds all the words; the hits hold some of them.
    is_danger: bool = False
    total: int = 0
    page: int = 1
    hits: list[Hit] = field(default_factory=list)
    topics: list[Facet] = field(default_factory=list)
    elsewhere: list[Topic] = field(default_factory=list)  # Topics to read instead, where there is no hit.

    @property
    def has_next(self) -> bool:
        return self.page * HITS_A_PAGE < self.total

    @property
    def is_cut(self) -> bool:
        """There may be more hits than are listed."""
        return self.total >= MOST_HITS


@dataclass(frozen=True)
class _Found:
    ids: list[int]
    words: list[str]
    every: bool = True


def search(asked: str, *, topic: str = "", page: int = 1, at: datetime | None = None) -> Results:
    """Pages with all the words; else with all of the corrected words; else with some of them.

    `topic` is a slug that narrows the hits; an unknown one is ignored. `page` counts from 1; beyond the end, the last.
    """
    at = at or timezone.now()
    results = Results(shown(asked), words_of(asked), page=page, is_danger=speaks_of_danger(asked))
    if not results.words:
        results.elsewhere = _topics_with_pages(at)
        return results
    found = _find(results.words, at)
    results.corrected = " ".join(found.words) if found.words != results.words else ""
    results.is_partial = bool(found.ids) and not found.every
    ids = list(dict.fromkeys([*_named_by_index_terms(found.words, at), *found.ids]))
    results.topics, ids = _by_topic(ids, topic)
    results.total = len(ids)
    results.page = min(page, max(1, ceil(results.total / HITS_A_PAGE)))
    results.hits = _hits(ids[(results.page - 1) * HITS_A_PAGE : results.page * HITS_A_PAGE], found)
    results.elsewhere = [] if results.hits else _topics_with_pages(at)
    return results


def _find(words: list[str], at: datetime) -> _Found:
    ids = _ranked(words, at, every=True)
    if ids:
        return _Found(ids, words)
    meant = [_nearest(word) for word in words]
    if meant != words:
        ids = _ranked(meant, at, every=True)
        if not ids:
            meant = [
                near if near == word or _is_held(near, at) else word for word, near in zip(words, meant, strict=True)
            ]
            ids = _ranked(meant, at, every=True) if meant != words else []
    return _Found(ids, meant) if ids else _Found(_ranked(meant, at, every=False), meant, every=False)


def _is_held(word: str, at: datetime) -> bool:
    """Whether a visible page holds the word. The index also holds unpublished editions, which must not show here."""
    return bool(_ranked([word], at, every=True))


def _ranked(words: list[str], at: datetime, *, every: bool) -> list[int]:
    """Ids of visible editions, the best first, at most MOST_HITS. Ranks more candidates until there are enough."""
    backend = backend_of(connection)
    visible = Listing.objects.visible(at=at).values("pk")
    limit = MOST_CANDIDATES
    while True:
        found = backend.ranked(connection, words, every=every, limit=limit, visible=visible)
        ids = [pk for pk, is_shown in found if is_shown]
        if len(found) < limit or len(ids) >= MOST_HITS:
            return ids[:MOST_HITS]
        limit *= 4


def _nearest(word: str) -> str:
    """The word of the index with the fewest typing errors between them (edit distance), or the word itself."""
    if len(word) <= 3 or word.isdigit():
        return word
    typos = 1 if len(word) <= LONGEST_SHORT_WORD else MOST_TYPOS
    for nearby in backend_of(connection).nearby_words(connection, word):
        close = extract(word, nearby, scorer=OSA.distance, score_cutoff=typos, limit=5)
        if close:
            return min((distance, other) for other, distance, _ in close)[1]
    return word


def _named_by_index_terms(words: list[str], at: datetime) -> list[int]:
    """Ids of the editions whose index terms consist of exactly these words. One query, or two where there are any."""
    telling = max(words, key=len)[:LETTERS_OF_A_STEM]
    terms = IndexTerm.objects.filter(term__icontains=telling).values_list("term", "article")[:MOST_HITS]
    named = [article for term, article in terms if any(are_alike(words, form) for form in forms(term))]
    shown = Listing.objects.visible(at=at).filter(article__in=named)
    return list(shown.values_list("pk", flat=True)) if named else []


def _by_topic(ids: list[int], slug: str) -> tuple[list[Facet], list[int]]:
    """Each topic with its number of hits, and the hits in the chosen topic. One query."""
    placed = Edition.topics.through.objects.filter(edition__in=ids).order_by("topic__position", "topic__name")
    hits: dict[tuple[str, str], set[int]] = {}
    for name, address, edition in placed.values_list("topic__name", "topic__slug", "edition"):
        hits.setdefault((name, address), set()).add(edition)
    chosen = next((kept for (_, address), kept in hits.items() if address == slug), set(ids))
    return [Facet(*topic, len(kept)) for topic, kept in hits.items()], [pk for pk in ids if pk in chosen]


def _topics_with_pages(at: datetime) -> list[Topic]:
    visible = Listing.objects.visible(at=at).filter(edition__topics=OuterRef("pk"))
    return list(Topic.objects.filter(Exists(visible)))


def _hits(ids: list[int], found: _Found) -> list[Hit]:
    if not ids:
        return []
    query, parameters = backend_of(connection).snippet_query(found.words, every=found.every, ids=ids)
    editions: Iterable[Any] = Edition.objects.raw(query, parameters)  # Each with the further attribute `snippet`.
    hits = {edition.pk: Hit(edition, fragments(edition.snippet or edition.summary)) for edition in editions}
    return [hits[pk] for pk in ids]
