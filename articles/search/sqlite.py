"""Search with SQLite's FTS5 and the Porter stemmer. Triggers keep the index up to date."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet

from .query import Notation, rows
from .snippets import ELLIPSIS, MATCH_BEGINS, MATCH_ENDS

if TYPE_CHECKING:
    from ..models import Listing

NOTATION = Notation(word='"{}"', beginning='"{}" *', both=" AND ", either=" OR ")
SNIPPET_WORDS = 32
TITLE_WEIGHT, SUMMARY_WEIGHT, TEXT_WEIGHT = 10.0, 4.0, 1.0
INDEXES = {
    "psyweb_search": "tokenize='porter unicode61 remove_diacritics 2'",
    "psyweb_search_words": "tokenize='unicode61 remove_diacritics 2', detail='none'",
}
VOCABULARY = "psyweb_search_vocabulary"
RANKED = f"""
    SELECT rowid, EXISTS (SELECT 1 FROM ({{visible}}) AS shown WHERE shown.pk = psyweb_search.rowid) FROM psyweb_search
    WHERE psyweb_search MATCH %s
    AND rank MATCH 'bm25({TITLE_WEIGHT}, {SUMMARY_WEIGHT}, {TEXT_WEIGHT})' ORDER BY rank LIMIT %s
"""  # noqa: S608
# The ids are literals: with a subquery, SQLite scans the whole index for each of them.
SNIPPETS = f"""
    SELECT edition.id, edition.slug, edition.title, edition.summary,
    snippet(psyweb_search, 2, %s, %s, %s, {SNIPPET_WORDS}) AS snippet
    FROM psyweb_search JOIN articles_edition AS edition ON edition.id = psyweb_search.rowid
    WHERE psyweb_search MATCH %s AND psyweb_search.rowid IN ({{places}})
"""  # noqa: S608
NEARBY = f"SELECT term FROM {VOCABULARY} WHERE length(term) BETWEEN %s AND %s"  # noqa: S608
# Few typing errors are in the first letter, and the vocabulary is sorted, so that this reads a small range.
BEGINNING_ALIKE = f"{NEARBY} AND term >= %s AND term < %s"
TRIGGERS = {
    "psyweb_search_insert": ("INSERT", ["new"]),
    "psyweb_search_update": ("UPDATE OF title, summary, text", ["old", "new"]),
    "psyweb_search_delete": ("DELETE", ["old"]),
}


def ranked(
    connection: BaseDatabaseWrapper,
    words: list[str],
    *,
    every: bool,
    limit: int,
    visible: QuerySet[Listing, Any],
) -> list[tuple[int, bool]]:
    """(id of an edition, whether it is visible), the best first, also of past and future editions. One query.

    `every` wants all the words in each edition, else any of them.
    """
    among, parameters = visible.query.sql_with_params()
    expression = NOTATION.expression(words, every=every)
    return rows(connection, RANKED.format(visible=among), [*parameters, expression, limit])


def snippet_query(words: list[str], *, every: bool, ids: list[int]) -> tuple[str, list[Any]]:
    """(SQL, parameters) that give the editions, each with its `snippet`, in no order."""
    marks = [MATCH_BEGINS, MATCH_ENDS, ELLIPSIS]
    query = SNIPPETS.format(places=", ".join(["%s"] * len(ids)))
    return query, [*marks, NOTATION.expression(words, every=every), *ids]


def nearby_words(connection: BaseDatabaseWrapper, word: str) -> Iterator[list[str]]:
    """Candidates of similar length for a mistyped word: those with its first letter, then, if asked for, all."""
    lengths = [len(word) - 2, len(word) + 2]
    letter = word[0]
    yield [row[0] for row in rows(connection, BEGINNING_ALIKE, [*lengths, letter, chr(ord(letter) + 1)])]
    yield [row[0] for row in rows(connection, NEARBY, lengths)]


def install(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE name LIKE %s", ["psyweb_search%"])
        present = {row[0] for row in cursor.fetchall()}
        if set(TRIGGERS) <= present:
            return
        for name, options in INDEXES.items():
            cursor.execute(
                f"CREATE VIRTUAL TABLE IF NOT EXISTS {name} USING fts5"
                f"(title, summary, text, content='articles_edition', content_rowid='id', {options})"
            )
        cursor.execute(f"CREATE VIRTUAL TABLE IF NOT EXISTS {VOCABULARY} USING fts5vocab('psyweb_search_words', 'row')")
        for name, (event, rows) in TRIGGERS.items():
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            cursor.execute(_trigger(name, event, rows))
        for name in INDEXES:
            cursor.execute(f"INSERT INTO {name}({name}) VALUES ('rebuild')")  # noqa: S608


def lift(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        for name in TRIGGERS:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")


def _trigger(name: str, event: str, rows: list[str]) -> str:
    steps = "".join(_step(index, row) for index in INDEXES for row in rows)
    return f"CREATE TRIGGER {name} AFTER {event} ON articles_edition BEGIN {steps}END"


def _step(index: str, row: str) -> str:
    """One SQL statement. An external-content index deletes a row only when given the row's old words."""
    command, value = (f"{index}, ", "'delete', ") if row == "old" else ("", "")
    columns = f"{command}rowid, title, summary, text"
    return f"INSERT INTO {index}({columns}) VALUES ({value}{row}.id, {row}.title, {row}.summary, {row}.text); "  # noqa: S608
