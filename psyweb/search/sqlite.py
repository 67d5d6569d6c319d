"""FTS5, with the stemmer of Porter, kept up to date by triggers."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.backends.base.base import BaseDatabaseWrapper

from .fragments import ELLIPSIS, MATCH_BEGINS, MATCH_ENDS

SNIPPET_WORDS = 32
TITLE_WEIGHT, SUMMARY_WEIGHT, TEXT_WEIGHT = 10, 4, 1
INDEXES = {
    "psyweb_search": "tokenize='porter unicode61 remove_diacritics 2'",
    "psyweb_search_words": "tokenize='unicode61 remove_diacritics 2', detail='none'",
}
VOCABULARY = "psyweb_search_vocabulary"
TRIGGERS = {
    "psyweb_search_insert": ("INSERT", ["new"]),
    "psyweb_search_update": ("UPDATE OF title, summary, text", ["old", "new"]),
    "psyweb_search_delete": ("DELETE", ["old"]),
}


def expression(words: list[str], *, every: bool) -> str:
    """Words hold letters and digits alone, so quotes are all the quoting they need. The last may be unfinished."""
    terms = [f'"{word}"' for word in words]
    terms[-1] = f"({terms[-1]} OR {terms[-1]} *)" if len(words[-1]) > 2 else terms[-1]
    return (" AND " if every else " OR ").join(terms)


def ranked(connection: BaseDatabaseWrapper, asked: str, visible: tuple[str, tuple], limit: int) -> list[int]:
    visible_sql, visible_params = visible
    query = f"""
        SELECT rowid FROM psyweb_search WHERE psyweb_search MATCH %s AND rowid IN ({visible_sql})
        ORDER BY bm25(psyweb_search, {TITLE_WEIGHT}, {SUMMARY_WEIGHT}, {TEXT_WEIGHT}) LIMIT %s
    """  # noqa: S608 (the subquery is Django's, with its own parameters)
    with connection.cursor() as cursor:
        cursor.execute(query, [asked, *visible_params, limit])
        return [row[0] for row in cursor.fetchall()]


def snippets(connection: BaseDatabaseWrapper, asked: str, ids: Iterable[int]) -> dict[int, str]:
    ids = list(ids)
    places = ", ".join(["%s"] * len(ids))
    query = f"""
        SELECT rowid, snippet(psyweb_search, 2, %s, %s, %s, {SNIPPET_WORDS})
        FROM psyweb_search WHERE psyweb_search MATCH %s AND rowid IN ({places})
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(query, [MATCH_BEGINS, MATCH_ENDS, ELLIPSIS, asked, *ids])
        return dict(cursor.fetchall())


def nearby_words(connection: BaseDatabaseWrapper, word: str) -> list[str]:
    """Candidates for what was meant: words about as long. A small site's whole vocabulary is a few thousand."""
    query = f"SELECT term FROM {VOCABULARY} WHERE length(term) BETWEEN %s AND %s"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(query, [len(word) - 2, len(word) + 2])
        return [row[0] for row in cursor.fetchall()]


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
    """An external-content index forgets a row only when it is told the row's old words."""
    command, value = (f"{index}, ", "'delete', ") if row == "old" else ("", "")
    columns = f"{command}rowid, title, summary, text"
    return f"INSERT INTO {index}({columns}) VALUES ({value}{row}.id, {row}.title, {row}.summary, {row}.text); "  # noqa: S608
