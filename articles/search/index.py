"""Keep the search index: the weighted terms of each edition, as rows that both databases read alike.

Publication adds an edition in its own transaction, and so does the approval of a statement with the pages that carry
it. Every migrate adds those that are missing, and makes all anew when the rules of folding have changed
(docs/decisions/search-in-the-database.md).
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.db import connections, transaction
from django.db.models import QuerySet
from django.utils import timezone

from ..models import Edition, SearchPage, SearchTerm, SearchWord, Statement, StatementVersion
from ..statements.drawing import texts_with
from . import folding
from .folding import LONGEST_TERM, SEAM, STOP_WORDS, UNSPACED, WORD, folded, term, words_in

# BM25 for each field: how often a term stands in it, divided by how much longer the field is than a usual one, and
# saturated; then the fields are added by their weights, so that no frequency in the text stands in for the title.
# Source: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009.
FIELDS = {  # Name: weight, words of a usual one, how far a longer one is held against the page, saturation.
    "title": (5.0, 4, 0.75, 1.0),
    "headings": (1.0, 40, 0.5, 1.0),
    "summary": (1.5, 30, 0.5, 1.0),
    "text": (2.5, 700, 0.5, 2.0),
}
THOUSANDTHS = 1_000 / sum(weight for weight, *_ in FIELDS.values())
EDITIONS_AT_ONCE = 100
ROWS_AT_ONCE = 2_000


@cache
def rules() -> str:
    """Fingerprint of all that decides which terms a page has. A change makes the next migrate index all pages anew."""
    files = (Path(__file__), Path(folding.__file__), folding.STOP_WORDS_FILE)
    code = b"".join(path.read_bytes() for path in files)
    return hashlib.sha256(code + version("snowballstemmer").encode()).hexdigest()


@transaction.atomic
def learn(editions: Iterable[Edition]) -> None:
    """Index these editions, again if they are in the index. Those that they superseded leave it."""
    editions = list(editions)
    articles = {edition.article_id for edition in editions}
    past = Edition.objects.filter(article__in=articles, listing__superseded_at__lte=timezone.now())
    SearchPage.objects.filter(edition__in=past.values("pk")).delete()
    SearchPage.objects.filter(edition__in=editions).delete()
    pages = _fields_of(editions)
    SearchPage.objects.bulk_create(
        SearchPage(edition=edition, rules=rules(), has_newer_words=pages[edition.pk]["text"] != edition.text)
        for edition in editions
    )
    weights = ((pk, weights_of(fields)) for pk, fields in pages.items())
    rows = (SearchTerm(page_id=pk, term=each, weight=weight) for pk, of in weights for each, weight in of.items())
    SearchTerm.objects.bulk_create(rows, ROWS_AT_ONCE)
    _learn_words(pages.values())


def learn_pages_with(statement: Statement) -> None:
    """Index the pages that carry the statement, whose newest approved version has just come."""
    _learn_in_parts(_not_superseded().filter(statements__statement=statement).distinct())


def install(*, using: str = "default", **_signal: Any) -> None:
    """Run after every migrate: index what is missing, and all anew when the rules have changed."""
    if SearchPage._meta.db_table not in connections[using].introspection.table_names():
        return
    with transaction.atomic(using=using):
        if SearchPage.objects.using(using).exclude(rules=rules()).exists():
            SearchTerm.objects.using(using).all().delete()
            SearchPage.objects.using(using).all().delete()
            SearchWord.objects.using(using).all().delete()
        _learn_in_parts(missing().using(using))


def missing() -> QuerySet[Edition, Edition]:
    """Editions that readers see now or later, and that search cannot find."""
    return _not_superseded().filter(search_page=None)


def _not_superseded() -> QuerySet[Edition, Edition]:
    superseded = Edition.objects.filter(listing__superseded_at__lte=timezone.now())
    return Edition.objects.exclude(pk__in=superseded.values("pk"))


def _learn_in_parts(editions: QuerySet[Edition, Edition]) -> None:
    keys = list(editions.values_list("pk", flat=True))
    for first in range(0, len(keys), EDITIONS_AT_ONCE):
        learn(Edition.objects.using(editions.db).filter(pk__in=keys[first : first + EDITIONS_AT_ONCE]))


def weights_of(fields: dict[str, str]) -> dict[str, int]:
    """How much a page with these fields is about each term, in thousandths: 0 not at all, 1000 nothing else."""
    sums: defaultdict[str, float] = defaultdict(float)
    for field, text in fields.items():
        weight, usual, share, saturation = FIELDS[field]
        counts = Counter(_terms(text, with_stop_words=field == "title"))
        longer = 1 - share + share * counts.total() / usual
        for each, number in counts.items():
            sums[each] += weight * number / (number + saturation * longer)
    return {each: max(1, round(THOUSANDTHS * found)) for each, found in sums.items()}


def _fields_of(editions: list[Edition]) -> dict[int, dict[str, str]]:
    """With the statements in force and those still to come, so that no timer is needed on their first day."""
    texts = texts_with(StatementVersion.objects.not_superseded(), editions)
    return {
        each.pk: {"title": each.title, "summary": each.summary, "headings": _headings(each), "text": texts[each.pk]}
        for each in editions
    }


def _headings(edition: Edition) -> str:
    return "\n".join(section["heading"] for section in edition.html["sections"])


def _terms(text: str, *, with_stop_words: bool) -> Iterator[str]:
    stems = stop_stems()
    return (each for word in words_in(text) for each in word.terms if with_stop_words or each not in stems)


@cache
def stop_stems() -> frozenset[str]:
    return frozenset(map(term, STOP_WORDS))


def _learn_words(pages: Iterable[dict[str, str]]) -> None:
    texts = (text for fields in pages for text in fields.values())
    words = {part for text in texts for found in WORD.finditer(text) for part in SEAM.split(folded(found[0])) if part}
    rows = (
        SearchWord(word=word, term=term(word), first_letter=word[0], length=len(word))
        for word in sorted(words - STOP_WORDS)  # In one order, so that two publications don't wait for each other.
        if len(word) <= LONGEST_TERM and not UNSPACED.search(word)
    )
    SearchWord.objects.bulk_create(rows, ROWS_AT_ONCE, ignore_conflicts=True)
