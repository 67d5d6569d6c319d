"""Read the search index: how many pages have a term, and the weights of the pages to rank."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from math import log
from typing import Any

from django.db import connection
from django.utils import timezone

from ..models import Listing, SearchPage, SearchTerm

# Pages of a term that are ranked, those that are most about it first. A page that has a rarer term is always among
# them; of a term that stands on more pages than this, only the best count.
PAGES_OF_A_TERM = 100
MOST_COUNTED = 1_000  # A term that stands on more pages is as good as everywhere.
MOST_PAGES_COUNTED = 3 * MOST_COUNTED
MOST_TERMS = 40
TABLE, TABLE_OF_PAGES = SearchTerm._meta.db_table, SearchPage._meta.db_table
# One statement for all terms: PostgreSQL plans a part for each of them in a millisecond.
COUNTS = f"""
    WITH asked (term) AS (VALUES {{asked}}) SELECT term, CASE WHEN EXISTS (
        SELECT 1 FROM {TABLE} AS held WHERE held.term = asked.term AND {{visible}}
    ) THEN (
        SELECT COUNT(*) FROM (SELECT 1 FROM {TABLE} AS held WHERE held.term = asked.term LIMIT {MOST_COUNTED}) AS pages
    ) ELSE 0 END FROM asked
    UNION ALL SELECT '', COUNT(*) FROM (SELECT 1 FROM {TABLE_OF_PAGES} LIMIT {MOST_PAGES_COUNTED}) AS pages
"""  # noqa: S608
# `least` is the weight of the last page of a term that is looked at. The weights are a subquery, because the planner of
# PostgreSQL would read all pages of the terms for a join.
WEIGHTS = f"""
    WITH asked (term) AS (VALUES {{asked}}), wanted (term) AS (VALUES {{wanted}}), least AS MATERIALIZED (
        SELECT term, COALESCE((
            SELECT weight FROM {TABLE} AS held WHERE held.term = asked.term AND {{visible}}
            ORDER BY weight DESC LIMIT 1 OFFSET %s
        ), 0) AS weight FROM asked
    ), best AS MATERIALIZED (
        SELECT DISTINCT page_id FROM least
        JOIN {TABLE} AS held ON held.term = least.term AND held.weight >= least.weight WHERE {{visible}}
    )
    SELECT page_id, term, (
        SELECT weight FROM {TABLE} AS held WHERE held.page_id = best.page_id AND held.term = wanted.term
    )
    FROM best CROSS JOIN wanted
"""  # noqa: S608


@dataclass(frozen=True)
class Counts:
    """How many pages have each term, 0 where no visible one has it; and how many pages there are."""

    pages: int
    of: dict[str, int]

    @cached_property
    def known(self) -> frozenset[str]:
        return frozenset(self.rarity)

    @cached_property
    def common(self) -> frozenset[str]:
        return frozenset(each for each, number in self.of.items() if number >= PAGES_OF_A_TERM)

    @cached_property
    def rarity(self) -> dict[str, float]:
        return {each: log(1 + self.pages / number) for each, number in self.of.items() if number}


def counts_of(terms: Iterable[str], at: datetime) -> Counts:
    """One query."""
    asked = list(dict.fromkeys(terms))[:MOST_TERMS]
    visible, moments = _visible(at)
    query = COUNTS.format(asked=_places(asked), visible=visible)
    rows = dict(_rows(query, [*asked, *moments])) if asked else {"": 0}
    return Counts(pages=rows.pop(""), of=rows)


def weights_by_page(telling: set[str], terms: Iterable[str], at: datetime) -> dict[int, dict[str, float]]:
    """The visible pages that are most about any of the telling terms, each with its weights of all terms. One query."""
    if not telling:
        return {}
    asked, wanted, (visible, moments) = sorted(telling), sorted(terms), _visible(at)
    query = WEIGHTS.format(asked=_places(asked), wanted=_places(wanted), visible=visible)
    found: dict[int, dict[str, float]] = defaultdict(dict)
    for page, term, weight in _rows(query, [*asked, *wanted, *moments, PAGES_OF_A_TERM - 1, *moments]):
        if weight is not None:
            found[page][term] = weight
    return found


def _visible(at: datetime) -> tuple[str, list[Any]]:
    """SQL and parameters of the condition that readers see the page of the row `held`."""
    query, number = _visible_query()
    return query, [connection.ops.adapt_datetimefield_value(at)] * number


@lru_cache(1)
def _visible_query() -> tuple[str, int]:
    """The condition, and how many times its only parameter stands in it, the moment."""
    query, parameters = Listing.objects.visible(at=timezone.now()).values("pk").query.sql_with_params()
    condition = f"EXISTS (SELECT 1 FROM ({query}) AS shown WHERE shown.pk = held.page_id)"  # noqa: S608
    return condition, len(parameters)


def _places(values: list[str]) -> str:
    return ", ".join(["(%s)"] * len(values))


def _rows(query: str, parameters: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return cursor.fetchall()
