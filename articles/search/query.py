"""How both databases are asked: the same expression in two notations, and rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

LETTERS_OF_A_BEGINNING = 3


@dataclass(frozen=True)
class Notation:
    word: str
    beginning: str
    both: str
    either: str

    def expression(self, words: list[str], *, every: bool) -> str:
        """Words hold letters and digits alone, so quotes are all the quoting they need. The last may be unfinished."""
        terms = [self.word.format(word) for word in words]
        if len(words[-1]) >= LETTERS_OF_A_BEGINNING:
            terms[-1] = f"({terms[-1]}{self.either}{self.beginning.format(words[-1])})"
        return (self.both if every else self.either).join(terms)


def rows(connection: BaseDatabaseWrapper, query: str, parameters: list[Any]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return cursor.fetchall()
