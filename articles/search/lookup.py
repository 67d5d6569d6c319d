"""Read the search index: how many pages have a term, and the weights of the pages to rank."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, cached_property
from math import log
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef

from ..models import Listing, SearchPage, SearchTerm

# Pages of a term that are ranked, those that are most about it first. A page that has a rarer term is always among
# them; of a term that stands on more pages than this, only the best count.
PAGES_OF_A_TERM = 150
MOST_COUNTED = 1_000  # A term that stands on more pages is as good as everywhere.
MOST_TERMS = 40
TERM, MOMENT = "\0term", datetime(1900, 1, 1, tzinfo=UTC)  # Stand for their like in a query that is compiled once.
TABLE, TABLE_OF_PAGES = SearchTerm._meta.db_table, SearchPage._meta.db_table


@dataclass(frozen=True)
class Counts:
    """How many pages have each term, 0 where no visible one has it; and how many pages there are."""

    pages: int
    of: dict[str, int]

    @cached_property
    def known(self) -> frozenset[str]:
        return frozenset(self.rarity)

    @cached_property
    def rarity(self) -> dict[str, float]:
        return {each: log(1 + self.pages / number) for each, number in self.of.items() if number}


def counts_of(terms: Iterable[str], at: datetime) -> Counts:
    """One query."""
    known = list(dict.fromkeys(terms))[:MOST_TERMS]
    pages = f"SELECT COUNT(*) FROM (SELECT 1 FROM {TABLE} WHERE term = %s LIMIT {MOST_COUNTED}) AS pages"  # noqa: S608
    lines, values = [f"SELECT '', COUNT(*) FROM {TABLE_OF_PAGES}"], []  # noqa: S608
    for each, (query, parameters) in zip(known, _best_pages_of(known, at, most=1), strict=True):
        lines.append(f"SELECT %s, CASE WHEN EXISTS ({query}) THEN ({pages}) ELSE 0 END")
        values += [each, *parameters, each]
    rows = dict(_rows(" UNION ALL ".join(lines), values))
    return Counts(pages=rows.pop(""), of=rows)


def weights_by_page(telling: set[str], terms: Iterable[str], at: datetime) -> dict[int, dict[str, float]]:
    """The visible pages that are most about any of the telling terms, each with its weights of all terms. One query."""
    if not telling:
        return {}
    best, wanted = list(_best_pages_of(sorted(telling), at, most=PAGES_OF_A_TERM)), sorted(terms)
    pages = " UNION ".join(f"SELECT page_id FROM ({query}) AS best" for query, _ in best)  # noqa: S608
    whole = f"""
        WITH pages AS ({pages}) SELECT page_id, term, weight FROM {TABLE}
        WHERE page_id IN (SELECT page_id FROM pages) AND term IN ({", ".join(["%s"] * len(wanted))})
    """  # noqa: S608
    found: dict[int, dict[str, float]] = defaultdict(dict)
    for page, each, weight in _rows(whole, [value for _, values in best for value in values] + wanted):
        found[page][each] = weight
    return found


def _best_pages_of(terms: Iterable[str], at: datetime, *, most: int) -> Iterator[tuple[str, list[Any]]]:
    """For each term, SQL and parameters for the ids of the pages that have it, those that are most about it first."""
    query, parameters = _compiled(connection.vendor, most)
    moment = connection.ops.adapt_datetimefield_value(at)
    for each in terms:
        yield query, [each if value == TERM else moment if value == MOMENT else value for value in parameters]


@cache
def _compiled(_vendor: str, most: int) -> tuple[str, tuple[Any, ...]]:
    """The query with TERM and MOMENT among its parameters: to compile it takes longer than to run it."""
    visible = Listing.objects.visible(at=MOMENT).filter(pk=OuterRef("page_id"))
    pages = SearchTerm.objects.filter(Exists(visible), term=TERM).order_by("-weight", "page_id").values("page_id")
    query, parameters = pages[:most].query.sql_with_params()
    written = connection.ops.adapt_datetimefield_value(MOMENT)
    return query, tuple(MOMENT if value == written else value for value in parameters)


def _rows(query: str, parameters: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return cursor.fetchall()
